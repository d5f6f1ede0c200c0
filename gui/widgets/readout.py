"""A small box that follows a point and says what it is."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.fonts import text_font
from gui.theme import LIGHT, Theme

_PADDING = 8
_LINE = 17
_KEPT_FREE = 120  # at the right, where the curves' labels stand


class Readout(QWidget):
    """A few lines, the first strong, in a box that stays clear of its point and inside its area."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = LIGHT
        self._lines: tuple[str, ...] = ("",)

    def show_text(self, *lines: str) -> None:
        """Say these lines."""
        self._lines = lines
        width = max(QFontMetricsF(_font(i)).horizontalAdvance(text) for i, text in enumerate(lines))
        self.resize(round(width) + 2 * _PADDING + 2, len(lines) * _LINE + 2 * _PADDING - 4)
        self.update()

    def place(self, point: QPointF, area: QRectF) -> None:
        """Stand beside `point`, right and below of it where there is room."""
        right, most = point.x() + 12, area.right() - _KEPT_FREE - self.width()
        before = right - 24 - self.width()
        x = min(before, most) if right > most and before >= area.left() else right
        below = point.y() + 12
        y = below if below + self.height() <= area.bottom() else point.y() - 12 - self.height()
        left = min(max(x, area.left()), area.right() - self.width())
        self.move(round(left), round(max(y, area.top())))

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
            for i, text in enumerate(self._lines):
                painter.setPen(QColor(self._theme.muted if i else self._theme.text))
                painter.setFont(_font(i))
                line = QRectF(_PADDING, _PADDING - 2 + i * _LINE, self.width(), _LINE)
                painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)


def _font(line: int) -> QFont:
    return text_font(12, QFont.Weight.Normal if line else QFont.Weight.DemiBold)
