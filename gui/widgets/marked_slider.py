"""Slider with one marked value, such as 1/γ or the loss."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSlider

from gui.fonts import text_font
from gui.theme import LIGHT, Theme
from gui.widgets.undo_groups import next_undo_group

_HANDLE = 8
_GROOVE = 4
_PAUSE_MS = 1000  # after which the wheel starts a new gesture


class MarkedSlider(QSlider):
    """Horizontal slider that jumps to a click and emits user changes only.

    Signals:
        moved: the value chosen and the number of the gesture.
    """

    moved = Signal(int, int)

    def __init__(self, label_height: int = 0) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme, self._role = LIGHT, "accent"
        self._mark: int | None = None
        self._mark_label = ""
        self._ends = ("", "")
        self._gesture = next_undo_group()
        self._wheel = QElapsedTimer()
        self._label_height = label_height
        self.setFixedHeight(2 * _HANDLE + 6 + label_height)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.actionTriggered.connect(lambda _action: self._tell(self.sliderPosition()))

    def set_mark(self, value: int | None, text: str = "") -> None:
        """Mark a value, with a label below if there is room."""
        self._mark, self._mark_label = value, text
        self.update()

    def set_ends(self, least: str, most: str) -> None:
        """Label both ends."""
        self._ends = (least, most)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._theme = theme
        self.update()

    def set_role(self, role: str) -> None:
        """Fill the groove in the theme's colour of this name."""
        self._role = role
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the clicked value and start a drag."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._gesture = next_undo_group()
        self.setSliderDown(True)
        self._go(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the drag."""
        if self.isSliderDown():
            self._go(event.position().x())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """End the drag."""
        self.setSliderDown(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by keys; a held key is one gesture."""
        if not event.isAutoRepeat():
            self._gesture = next_undo_group()
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step by the wheel only while focused, so that scrolling past changes nothing."""
        if self.hasFocus():
            if not self._wheel.isValid() or self._wheel.hasExpired(_PAUSE_MS):
                self._gesture = next_undo_group()
            self._wheel.start()
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw groove, filled part, mark, handle and labels."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            middle = _HANDLE + 3.0
            self._paint_groove(painter, middle)
            self._paint_mark(painter, middle)
            self._paint_handle(painter, middle)

    def _paint_groove(self, painter: QPainter, middle: float) -> None:
        left, right, here = self._x(self.minimum()), self._x(self.maximum()), self._handle_x()
        painter.setPen(Qt.PenStyle.NoPen)
        for start, end, colour in (
            (left, right, self._theme.border),
            (left, here, self._colour()),
        ):
            painter.setBrush(QColor(colour))
            bar = QRectF(start, middle - _GROOVE / 2, max(end - start, 0.0), _GROOVE)
            painter.drawRoundedRect(bar, 2, 2)

    def _paint_mark(self, painter: QPainter, middle: float) -> None:
        painter.setFont(text_font(11))
        bottom = QRectF(0, self.height() - self._label_height, self.width(), self._label_height)
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(bottom, Qt.AlignmentFlag.AlignLeft, self._ends[0])
        painter.drawText(bottom, Qt.AlignmentFlag.AlignRight, self._ends[1])
        if self._mark is None or not self.minimum() <= self._mark <= self.maximum():
            return
        x = self._x(self._mark)
        painter.setPen(QPen(QColor(self._theme.text), 1.6))
        painter.drawLine(QPointF(x, middle - 8), QPointF(x, middle + 8))
        width = painter.fontMetrics().horizontalAdvance(self._mark_label)
        start = min(max(x - width / 2, 14.0), self.width() - width - 20.0)
        painter.drawText(
            QRectF(start, bottom.top(), width + 2, bottom.height()), 0, self._mark_label
        )

    def _paint_handle(self, painter: QPainter, middle: float) -> None:
        colour = QColor(self._colour())
        painter.setPen(QPen(colour, 2.4))
        painter.setBrush(colour if self.isSliderDown() else QColor(self._theme.card))
        painter.drawEllipse(QPointF(self._handle_x(), middle), _HANDLE - 1, _HANDLE - 1)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.text), 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(self._handle_x(), middle), _HANDLE + 1.5, _HANDLE + 1.5)

    def _colour(self) -> str:
        return str(getattr(self._theme, self._role))

    def _handle_x(self) -> float:
        return self._x(self.sliderPosition())

    def _x(self, value: int) -> float:
        span = max(self.maximum() - self.minimum(), 1)
        usable = self.width() - 2 * (_HANDLE + 2)
        return _HANDLE + 2 + usable * (value - self.minimum()) / span

    def _go(self, x: float) -> None:
        usable = max(self.width() - 2 * (_HANDLE + 2), 1)
        share = min(max((x - _HANDLE - 2) / usable, 0.0), 1.0)
        value = self.minimum() + round(share * (self.maximum() - self.minimum()))
        self.setSliderPosition(value)  # triggers the action that emits `moved`
        self.update()

    def _tell(self, value: int) -> None:
        self.moved.emit(value, self._gesture)
        self.update()
