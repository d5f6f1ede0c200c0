"""The loss along the gradient: where W stands, the minimum, and where the step lands.

Distances and losses of any magnitude are drawn on 0 … 1 with ticks of our own, so that nothing
extreme reaches the plot.
"""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from engine.numbers import short
from engine.studies.loss_along_gradient import LossAlongGradient
from engine.studies.step_outcome import StepClass, StepOutcome
from gui.plots.small_plot import SmallPlot, cosmetic
from gui.theme import LIGHT, Theme

WORD_ROLES = {StepClass.TOO_SMALL: "cool", StepClass.GOOD: "good", StepClass.OVERSHOOTS: "warm"}
_ROOM = 3.0  # how far above the start the view may go, in drops to the minimum
_APART = 0.2  # shares of the axis that two ticks need between them


class LossAlongGradientPlot(SmallPlot):
    """φ(r) with three marks."""

    def __init__(self) -> None:
        super().__init__("loss along the gradient's direction", 150)
        self._theme = LIGHT
        self._curve = pg.PlotCurveItem()
        self._minimum = pg.InfiniteLine(0.0, angle=90)
        self._marks = {name: pg.ScatterPlotItem(size=11) for name in ("start", "landing")}
        for item in (self._minimum, self._curve, *self._marks.values()):
            self.addItem(item)
        self._shown: tuple[LossAlongGradient, StepOutcome] | None = None
        self.setXRange(0, 1, padding=0.04)
        self.setYRange(0, 1, padding=0.1)

    def show_ray(self, ray: LossAlongGradient, landing: StepOutcome) -> None:
        """Draw a ray with the landing on it."""
        self._shown = ray, landing
        width = _width(ray, landing)
        low, high = _heights(ray, landing, width)
        inside = (ray.distances <= width) & np.isfinite(ray.losses)
        x, y = ray.distances[inside] / width, (ray.losses[inside] - low) / (high - low)
        self._curve.setData(x, np.minimum(y, 1.4), antialias=True)
        self._marks["start"].setData([0.0], [(ray.start - low) / (high - low)])
        self._show_landing(landing, width, low, high)
        self._show_minimum(ray, width)
        self.getAxis("left").setTicks([_loss_ticks(ray, low, high)])
        self.getAxis("bottom").setTicks([_distance_ticks(ray, landing, width)])
        self.setAccessibleDescription(f"{landing.word}: {landing.sentence}")

    def show_nothing(self) -> None:
        """Clear the picture, where there is no direction to look along."""
        self._shown = None
        for item in (self._curve, *self._marks.values()):
            item.clear()
        self._minimum.hide()
        for side in ("left", "bottom"):
            self.getAxis(side).setTicks([[]])

    def set_theme(self, theme: Theme) -> None:
        """Recolour everything."""
        super().set_theme(theme)
        self._theme = theme
        self._curve.setPen(cosmetic(theme.muted, 1.8))
        self._minimum.setPen(cosmetic(theme.good, 1.2, Qt.PenStyle.DashLine))
        self._marks["start"].setBrush(QColor(theme.accent))
        for mark in self._marks.values():
            mark.setPen(cosmetic(theme.card, 1.2))
        if self._shown:
            self.show_ray(*self._shown)

    def _show_landing(self, landing: StepOutcome, width: float, low: float, high: float) -> None:
        mark = self._marks["landing"]
        above = landing.loss > high
        y = 1.0 if above else (landing.loss - low) / (high - low)
        mark.setSymbol("t1" if above else "o")
        mark.setData([min(landing.distance / width, 1.0)], [y])
        mark.setBrush(QColor(getattr(self._theme, WORD_ROLES[landing.word])))

    def _show_minimum(self, ray: LossAlongGradient, width: float) -> None:
        self._minimum.setVisible(ray.minimum is not None)
        if ray.minimum is not None:
            self._minimum.setPos(ray.minimum / width)


def _width(ray: LossAlongGradient, landing: StepOutcome) -> float:
    """Return the distance at the right end: past the minimum and past the landing."""
    wanted = 2.4 * (ray.minimum or 0.0)
    if math.isfinite(landing.distance):
        wanted = max(wanted, 1.12 * landing.distance)
    return min(wanted, float(ray.distances[-1])) or float(ray.distances[-1])


def _heights(ray: LossAlongGradient, landing: StepOutcome, width: float) -> tuple[float, float]:
    """Return the least and the largest loss in view."""
    seen = ray.losses[(ray.distances <= width) & np.isfinite(ray.losses)]
    drop = ray.start - ray.least or abs(ray.start) or 1.0
    losses = [float(seen.max()), landing.loss if math.isfinite(landing.loss) else ray.start]
    low = min(float(seen.min()), landing.loss)
    return low, max(min(max(losses), ray.start + _ROOM * drop), ray.start + 0.25 * drop)


def _loss_ticks(ray: LossAlongGradient, low: float, high: float) -> list[tuple[float, str]]:
    ticks = [((ray.start - low) / (high - low), short(ray.start))]
    least = (ray.least - low) / (high - low)
    if abs(ticks[0][0] - least) > _APART and short(ray.least) != short(ray.start):
        ticks.append((least, short(ray.least)))
    return ticks


def _distance_ticks(
    ray: LossAlongGradient, landing: StepOutcome, width: float
) -> list[tuple[float, str]]:
    """Return where the step lands, and start and minimum where there is room beside it."""
    ticks: list[tuple[float, str]] = []
    for distance in (landing.distance, ray.minimum, 0.0):
        if distance is None or not distance <= width:
            continue
        at = distance / width
        if all(abs(at - other) > _APART for other, _ in ticks):
            ticks.append((at, short(distance) if distance else "0"))
    return ticks
