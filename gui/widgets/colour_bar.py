"""Colour bar: the scale of a heatmap, −limit, 0, limit."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.numbers import MINUS
from gui.fonts import text_font
from gui.theme import LIGHT, Theme
from gui.widgets.tint import Ramp

_STOPS = 16


class ColourBar(QWidget):
    """Thin colour gradient with three values below."""

    def __init__(self, width: int = 150) -> None:
        super().__init__()
        self._theme = LIGHT
        self._text, self._unit = "1", ""
        self.setFixedHeight(20)
        self.setMaximumWidth(width)
        self.setMinimumWidth(60)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_limit(self, text: str, unit: str = "") -> None:
        """Show the end of the scale and the common factor of the numbers."""
        self._text, self._unit = text, unit
        self.setAccessibleName(f"colour scale from minus {text} to {text} {unit}".strip())
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the gradient and the labels."""
        with QPainter(self) as painter:
            bar = QRectF(0, 0, self.width(), 6)
            gradient = QLinearGradient(bar.topLeft(), bar.topRight())
            ramp = Ramp.of(self._theme)
            for i in range(_STOPS + 1):
                gradient.setColorAt(i / _STOPS, ramp.at(2 * i / _STOPS - 1, 1.0)[0])
            painter.fillRect(bar, gradient)
            painter.setFont(text_font(10))
            painter.setPen(QColor(self._theme.muted))
            below = QRectF(0, 7, self.width(), 13)
            for flag, text in (
                (Qt.AlignmentFlag.AlignLeft, MINUS + self._text),
                (Qt.AlignmentFlag.AlignHCenter, self._unit or "0"),
                (Qt.AlignmentFlag.AlignRight, self._text),
            ):
                painter.drawText(below, flag, text)
