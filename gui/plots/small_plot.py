"""Small plots for the panels at the side: no menu, no mouse, no focus, a theme's colours."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from engine.numbers import power
from gui.plots.axes import Axis, PowerAxis, StepAxis, show_grid, show_steps
from gui.theme import Theme

Array = NDArray[np.float64]

_SMOOTH = 300  # points up to which a curve is drawn antialiased


class SmallPlot(pg.PlotWidget):
    """A plot that only shows; a right click goes through to the panel behind it."""

    def __init__(self, name: str, height: int, axes: dict[str, Axis] | None = None) -> None:
        chosen = axes or {}
        plain = {side: Axis(side) for side in {"left", "bottom"} - chosen.keys()}
        super().__init__(background=None, axisItems=plain | chosen, enableMenu=False)
        self.setAccessibleName(name)
        self.getPlotItem().hideButtons()
        self.setMouseEnabled(x=False, y=False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFixedHeight(height)
        self.setMinimumWidth(60)
        self.getAxis("left").setWidth(44)

    def set_theme(self, theme: Theme) -> None:
        """Recolour the axes."""
        for side in ("left", "bottom"):
            self.getAxis(side).set_theme(theme)


class StepPlot(SmallPlot):
    """One quantity over the steps of a descent, on a logarithmic scale."""

    def __init__(self, name: str) -> None:
        axes: dict[str, Axis] = {"left": PowerAxis("left"), "bottom": StepAxis("bottom", 40)}
        super().__init__(name, 84, axes)
        show_grid(self)
        self._curve, self._dot = pg.PlotCurveItem(), pg.ScatterPlotItem(size=8)
        self.addItem(self._curve)
        self.addItem(self._dot)

    def show_values(self, log10_values: Array, steps: int) -> None:
        """Draw the values of steps 0, 1, …; what is not finite is left out."""
        finite = np.isfinite(log10_values)
        x, y = np.flatnonzero(finite).astype(float), log10_values[finite]
        self._curve.setData(x, y, antialias=len(y) <= _SMOOTH)
        self._dot.setData(x[-1:], y[-1:])
        least, most = (float(y.min()), float(y.max())) if len(y) else (0.0, 0.0)
        room = max(0.12 * (most - least), 0.15)
        self.setYRange(least - room, most + room, padding=0)
        show_steps(self, 0, max(steps, 8), padding=0.02)
        last = power(float(y[-1])) if len(y) else "none"
        self.setAccessibleDescription(f"{steps} steps, now {last}")

    def set_theme(self, theme: Theme) -> None:
        """Recolour everything."""
        super().set_theme(theme)
        self._curve.setPen(cosmetic(theme.accent, 1.6))
        self._dot.setBrush(QColor(theme.accent))
        self._dot.setPen(cosmetic(theme.card, 1.0))


def cosmetic(colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Return a pen whose width is in pixels, whatever the plot's scale."""
    pen = QPen(QColor(colour), width, style)
    pen.setCosmetic(True)
    return pen
