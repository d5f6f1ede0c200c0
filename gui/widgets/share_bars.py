"""Horizontal bars on one scale, each with a name and a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.fonts import text_font
from gui.theme import LIGHT, Theme

_ROW = 34


@dataclass(frozen=True)
class Share:
    """One row: `share` is 0 … 1 of the width, `role` the theme's colour."""

    name: str
    figure: str
    share: float
    role: str = "accent"


class ShareBars(QWidget):
    """Bar chart with a fixed number of rows, so that changing values move no other widget."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._theme = LIGHT
        self._rows: Sequence[Share] = ()
        self.setFixedHeight(_ROW * rows)

    def show_rows(self, rows: Sequence[Share]) -> None:
        """Show these rows from the top."""
        self._rows = rows
        self.setAccessibleName("; ".join(f"{row.name} {row.figure}" for row in rows))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rows."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for i, row in enumerate(self._rows):
                self._paint_row(painter, i * _ROW, row)

    def _paint_row(self, painter: QPainter, top: int, row: Share) -> None:
        line = QRectF(0, top, self.width(), 18)
        painter.setPen(QColor(self._theme.text))
        painter.setFont(text_font(12))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, row.name)
        painter.setFont(text_font(12, QFont.Weight.DemiBold))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, row.figure)
        painter.setPen(Qt.PenStyle.NoPen)
        groove = QRectF(0, top + 20, self.width(), 5)
        painter.setBrush(QColor(self._theme.border))
        painter.drawRoundedRect(groove, 2.5, 2.5)
        painter.setBrush(QColor(getattr(self._theme, row.role)))
        groove.setWidth(groove.width() * min(max(row.share, 0.0), 1.0))
        painter.drawRoundedRect(groove, 2.5, 2.5)
