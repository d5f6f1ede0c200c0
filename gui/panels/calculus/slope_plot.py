"""σ' as a curve with γ marked, and the units of one step as dots on it."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from engine.cells.activations import Activation
from engine.numbers import trimmed
from gui.plots.small_plot import SmallPlot, cosmetic
from gui.theme import Theme

Array = NDArray[np.float64]

REACH = 6.0  # the largest |a| in view; units beyond it stand at the edge
SATURATED = 0.1  # of γ, below which a slope is called saturated

_POINTS = 241


class SlopePlot(SmallPlot):
    """Dots in the accent colour, cool where the slope is below a tenth of γ."""

    def __init__(self) -> None:
        super().__init__("the slope of the activation, with this step's units on it", 132)
        self.setToolTip(
            f"Units beyond ±{trimmed(REACH)} stand at the edge; ◆ is where σ′ reaches γ"
        )
        self._activation: Activation | None = None
        self._curve, self._gamma = pg.PlotCurveItem(), pg.InfiniteLine(0.0, angle=0)
        self._peak = pg.ScatterPlotItem(size=9, symbol="d")
        self._lively, self._saturated = pg.ScatterPlotItem(size=9), pg.ScatterPlotItem(size=9)
        for item in (self._curve, self._gamma, self._peak, self._saturated, self._lively):
            self.addItem(item)
        self.setXRange(-REACH, REACH, padding=0.02)

    def show_activation(self, activation: Activation) -> None:
        """Draw σ', γ and where it is attained."""
        if activation is self._activation:
            return
        self._activation = activation
        a = np.linspace(-REACH, REACH, _POINTS)
        slope = activation.slope(a)
        self._curve.setData(a, slope, antialias=True)
        self._gamma.setPos(activation.gamma)
        at = [] if activation.peak is None else [activation.peak]
        self._peak.setData(at, [activation.gamma] * len(at))
        self.setYRange(min(float(slope.min()), 0.0), 1.12 * activation.gamma, padding=0.02)

    def show_units(self, a: Array, slopes: Array) -> int:
        """Put a dot for each unit, a and σ'(a) both (d,); return how many are saturated."""
        gamma = self._activation.gamma if self._activation else 1.0
        off = np.abs(slopes) < SATURATED * gamma
        x = np.clip(a, -REACH, REACH)
        self._lively.setData(x[~off], slopes[~off])
        self._saturated.setData(x[off], slopes[off])
        return int(off.sum())

    def set_theme(self, theme: Theme) -> None:
        """Recolour everything."""
        super().set_theme(theme)
        self._curve.setPen(cosmetic(theme.text, 1.6))
        self._gamma.setPen(cosmetic(theme.bound, 1.4, Qt.PenStyle.DashLine))
        for item, colour in (
            (self._peak, theme.bound),
            (self._lively, theme.accent),
            (self._saturated, theme.cool),
        ):
            item.setBrush(QColor(colour))
            item.setPen(cosmetic(theme.card, 1.0))
