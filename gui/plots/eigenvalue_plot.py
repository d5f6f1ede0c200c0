"""The eigenvalues of W with the unit circle and the circle of radius 1/γ."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from engine.numbers import trimmed
from engine.studies.study import Study
from gui.fonts import text_font
from gui.theme import LIGHT, Theme

_DOT = 3.6


class EigenvaluePlot(QWidget):
    """The complex plane around 0."""

    def __init__(self) -> None:
        super().__init__()
        self._theme: Theme = LIGHT
        self._eigenvalues = np.zeros(0, dtype=np.complex128)
        self._critical = 1.0
        self._reach = 1.0
        self.setMinimumHeight(84)
        self.setMaximumHeight(230)

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme's colours."""
        self._theme = theme
        self.update()

    def show_study(self, study: Study) -> None:
        """Show the eigenvalues; the scale stays while it serves."""
        self._eigenvalues = study.constants.eigenvalues
        self._critical = 1.0 / study.trace.gamma
        wanted = 1.12 * max(study.constants.rho, 1.0)
        if self._critical <= 2 * wanted:
            wanted = max(wanted, 1.12 * self._critical)
        if not wanted <= self._reach <= 1.6 * wanted:
            self._reach = wanted
        self.setAccessibleName(f"{len(self._eigenvalues)} eigenvalues of W")
        self.setAccessibleDescription(
            f"the largest of absolute value {trimmed(study.constants.rho, 4)}"
        )
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw axes, circles and dots."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            centre = QPointF(self.width() / 2, self.height() / 2)
            scale = (min(self.width(), self.height()) / 2 - 4) / self._reach
            self._paint_axes(painter, centre)
            self._paint_circle(painter, centre, scale, 1.0, "1", self._theme.muted)
            if self._critical != 1.0 and self._critical <= self._reach:
                text = f"1/γ = {trimmed(self._critical, 4)}"
                self._paint_circle(painter, centre, scale, self._critical, text, self._theme.bound)
            self._paint_dots(painter, centre, scale)

    def _paint_axes(self, painter: QPainter, centre: QPointF) -> None:
        painter.setPen(QPen(QColor(self._theme.border), 1))
        half = self.height() / 2
        left = max(centre.x() - 1.6 * half, 0.0)
        painter.drawLine(QPointF(left, centre.y()), QPointF(2 * centre.x() - left, centre.y()))
        painter.drawLine(QPointF(centre.x(), 0), QPointF(centre.x(), self.height()))

    def _paint_circle(
        self, painter: QPainter, centre: QPointF, scale: float, radius: float, text: str, ink: str
    ) -> None:
        painter.setPen(QPen(QColor(ink), 1.1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, radius * scale, radius * scale)
        painter.setFont(text_font(10))
        corner = centre + QPointF(-radius * scale * 0.72 - 64, radius * scale * 0.72 - 2)
        painter.drawText(QRectF(corner.x(), corner.y(), 60, 14), Qt.AlignmentFlag.AlignRight, text)

    def _paint_dots(self, painter: QPainter, centre: QPointF, scale: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        dot = _DOT if len(self._eigenvalues) <= 64 else _DOT / 2
        outside = np.abs(self._eigenvalues) > 1
        for colour, some in ((self._theme.cool, ~outside), (self._theme.warm, outside)):
            painter.setBrush(QColor(colour))
            for value in self._eigenvalues[some].tolist():
                painter.drawEllipse(centre + QPointF(value.real, -value.imag) * scale, dot, dot)
