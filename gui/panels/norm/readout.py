"""A small box that follows a point and says what it is."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.fonts import text_font
from gui.theme import LIGHT, Theme

_PADDING = 8
_LINE = 17
_AWAY, _DOT = 12, 6  # pixels from the point, and its own size
_KEPT_FREE = 120  # at the right, where the curves' labels stand


class Readout(QWidget):
    """A few lines, the first strong, in a box that stays clear of its point and inside its area."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = LIGHT
        self.lines: tuple[str, ...] = ("",)

    def show_text(self, *lines: str) -> None:
        """Say these lines."""
        self.lines = lines
        width = max(QFontMetricsF(_font(i)).horizontalAdvance(text) for i, text in enumerate(lines))
        self.resize(round(width) + 2 * _PADDING + 2, len(lines) * _LINE + 2 * _PADDING - 4)
        self.update()

    def place(self, point: QPointF, area: QRectF) -> None:
        """Stand beside `point`, right and below of it where there is room, clear of the labels."""
        below, above = point.y() + _AWAY, point.y() - _AWAY - self.height()
        is_below = below + self.height() <= area.bottom()
        y = below if is_below else max(above, area.top())
        right, left = point.x() + _AWAY, point.x() - _AWAY - self.width()
        most = area.right() - _KEPT_FREE - self.width()
        if right <= most:
            x = right
        elif left >= area.left():
            x = min(left, most)
        else:  # above or below the point, or else over the labels
            is_clear = is_below or y + self.height() + _DOT <= point.y()
            x = most if is_clear else right
        self.move(round(min(max(x, area.left()), area.right() - self.width())), round(y))

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._theme.border), 1))
            paper = QColor(self._theme.card)
            paper.setAlphaF(0.94)
            painter.setBrush(paper)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            for i, text in enumerate(self.lines):
                painter.setPen(QColor(self._theme.muted if i else self._theme.text))
                painter.setFont(_font(i))
                line = QRectF(_PADDING, _PADDING - 2 + i * _LINE, self.width(), _LINE)
                painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)


def _font(line: int) -> QFont:
    return text_font(12, QFont.Weight.Normal if line else QFont.Weight.DemiBold)
