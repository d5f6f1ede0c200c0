"""The verdict in words and colour: what is proved, and below it what was measured."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.studies.verdict import Measured, Verdict
from gui.fonts import text_font
from gui.theme import LIGHT, Theme

_ROLES = {
    Measured.EXPLODES: "warm",
    Measured.GROWS: "warm",
    Measured.STEADY: "good",
    Measured.SHRINKS: "cool",
    Measured.VANISHES: "cool",
    Measured.ZERO: "cool",
    Measured.UNDERFLOWS: "cool",
    Measured.UNKNOWN: "cool",
}
_LEFT = 28


class VerdictPill(QWidget):
    """Two short lines; the colour is that of the measurement, never of the bound alone."""

    def __init__(self) -> None:
        super().__init__()
        self._theme, self._role = LIGHT, "good"
        self._lines = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(36)

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._theme = theme
        self.update()

    def show_verdict(self, verdict: Verdict) -> None:
        """Show a verdict."""
        self._role = _ROLES[verdict.measured]
        self._lines = (verdict.proved, verdict.shown)
        self.setToolTip(verdict.sentence)
        self.setAccessibleName(f"verdict: {verdict.proved}; {verdict.shown}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for both lines."""
        widths = [QFontMetrics(font).horizontalAdvance(text) for font, text in self._texts()]
        return QSize(max(widths) + _LEFT + 18, 36)

    def minimumSizeHint(self) -> QSize:
        """Return the least that still names the verdict."""
        return QSize(150, 36)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pill."""
        colour = QColor(getattr(self._theme, self._role))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(getattr(self._theme, f"{self._role}_soft")))
            painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
            painter.setBrush(colour)
            painter.drawEllipse(QRectF(11, self.height() / 2 - 4.5, 9, 9))
            painter.setPen(colour)
            room = self.width() - _LEFT - 10
            for i, (font, text) in enumerate(self._texts()):
                painter.setFont(font)
                elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
                painter.drawText(QRectF(_LEFT, 2 + 16 * i, room, 16), 0, elided)

    def _texts(self) -> list[tuple[QFont, str]]:
        fonts = (text_font(12, QFont.Weight.DemiBold), text_font(11))
        return list(zip(fonts, self._lines, strict=True))
