"""Where the slack goes: three bars on one scale that add up to the gap under the bound."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from engine.backprop.ladder import Slack
from gui.fonts import text_font
from gui.theme import LIGHT, Theme

_ROW = 34
_NAMES = (
    ("saturation: max σ′ below γ", "saturation"),
    ("spread: ‖DW‖ below ‖D‖ ‖W‖", "spread"),
    ("misalignment of the factors", "misalignment"),
)


class SlackBars(QWidget):
    """Names, figures and bars; the scale is the largest total of the chain, so it stays put."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._slack: Slack | None = None
        self._most = 1.0
        self.setFixedHeight(_ROW * len(_NAMES))

    def show_slack(self, slack: Slack | None, most: float, theme: Theme) -> None:
        """Show three gaps on a scale up to `most`, or dashes when there is none yet."""
        self._slack, self._most, self._theme = slack, most or 1.0, theme
        self.setAccessibleName("; ".join(f"{name} {self._figure(key)}" for name, key in _NAMES))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rows."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for i, (name, key) in enumerate(_NAMES):
                self._paint_row(painter, i * _ROW, name, key)

    def _paint_row(self, painter: QPainter, top: int, name: str, key: str) -> None:
        line = QRectF(0, top, self.width(), 18)
        painter.setPen(QColor(self._theme.text))
        painter.setFont(text_font(12))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, name)
        painter.setFont(text_font(12, QFont.Weight.DemiBold))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, self._figure(key))
        painter.setPen(Qt.PenStyle.NoPen)
        groove = QRectF(0, top + 20, self.width(), 5)
        painter.setBrush(QColor(self._theme.border))
        painter.drawRoundedRect(groove, 2.5, 2.5)
        painter.setBrush(QColor(self._theme.bound))
        groove.setWidth(groove.width() * self._share(key))
        painter.drawRoundedRect(groove, 2.5, 2.5)

    def _figure(self, key: str) -> str:
        if self._slack is None:
            return "–"
        value = float(getattr(self._slack, key))
        return "∞" if math.isinf(value) else f"{abs(value):.2f}"

    def _share(self, key: str) -> float:
        value = float(getattr(self._slack, key)) if self._slack else 0.0
        return min(max(value / self._most, 0.0), 1.0)
