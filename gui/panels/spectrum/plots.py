"""Three plots of a spectrum: powers of W, singular values of the product, Lyapunov exponents."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from engine.studies.spectrum import SURVIVING, SingularValues, Transient
from engine.studies.wording import SAME
from gui.plots.axes import Axis, PowerAxis, StepAxis, show_steps
from gui.plots.curve_labels import CurveLabels
from gui.plots.plot_labels import PlotLabel, place_labels
from gui.plots.small_plot import SmallPlot, cosmetic
from gui.theme import LIGHT, Theme

Array = NDArray[np.float64]

_MOST_CURVES = 32
_ROOM = 0.6  # of the span of ‖Wⁿ‖, above and below it, that ρⁿ and λⁿ may take
_POWER, _OF_RHO, _OF_LAM = r"\Vert W^n \Vert", r"\rho^n", r"\lambda^n"


def _axes() -> dict[str, Axis]:
    return {"left": PowerAxis("left"), "bottom": StepAxis("bottom", 40)}


class TransientPlot(SmallPlot):
    """‖Wⁿ‖ between ρⁿ and λⁿ, on a logarithmic scale."""

    def __init__(self) -> None:
        super().__init__("the norm of the powers of W, with those of rho and lambda", 140, _axes())
        self._theme = LIGHT
        self._shown: list[PlotLabel] = []
        self._one = pg.InfiniteLine(0.0, angle=0)
        self._curves = {name: pg.PlotCurveItem() for name in (_OF_LAM, _OF_RHO, _POWER)}
        for item in (self._one, *self._curves.values()):
            self.addItem(item)
        self._labels = CurveLabels(self)
        self.getViewBox().sigTransformChanged.connect(self._place_labels)

    def show_transient(self, transient: Transient) -> None:
        """Draw the three curves."""
        norms = transient.log10_norms
        n = np.arange(len(norms), dtype=float)
        curves = {_POWER: norms, _OF_LAM: _line(transient.log10_lam, n)}
        curves[_OF_RHO] = _line(transient.log10_rho, n)
        least, most = _extent(norms, curves[_OF_RHO], curves[_OF_LAM])
        self.setYRange(least, most, padding=0.06)
        show_steps(self, 0, len(n) - 1, padding=0.02)
        self._shown = []
        for name, share in ((_POWER, 0.75), (_OF_LAM, 0.3), (_OF_RHO, 0.5)):
            y = curves[name]
            finite = np.isfinite(y)
            self._curves[name].setData(n[finite], y[finite], antialias=True)
            inside = np.flatnonzero(finite & (y >= least) & (y <= most))
            if len(inside) > 1:
                i = inside[int(share * len(inside))]
                self._shown.append(PlotLabel(name, float(n[i]), float(y[i]), self._ink(name)))
        self.setAccessibleDescription(transient.sentence)
        self._place_labels()

    def set_theme(self, theme: Theme) -> None:
        """Recolour everything."""
        super().set_theme(theme)
        self._theme = theme
        self._one.setPen(cosmetic(theme.border, 1.0))
        self._curves[_POWER].setPen(cosmetic(theme.accent, 2.0))
        for name in (_OF_RHO, _OF_LAM):
            self._curves[name].setPen(cosmetic(self._ink(name), 1.4, Qt.PenStyle.DashLine))
        self._shown = [label._replace(colour=self._ink(label.template)) for label in self._shown]
        self._place_labels()

    def _ink(self, name: str) -> str:
        theme = self._theme
        return {_POWER: theme.accent, _OF_RHO: theme.cool, _OF_LAM: theme.bound}[name]

    def _place_labels(self) -> None:
        if self._shown:
            place_labels(self, self._labels, self._shown, self._theme.card)


class DirectionsPlot(SmallPlot):
    """Every singular value of the product as it grows; cool below a thousandth of the largest."""

    def __init__(self) -> None:
        super().__init__("the singular values of the accumulated product", 140, _axes())
        self.setToolTip("A curve ends where the product cannot tell it from rounding")
        self._largest, self._alive, self._dead = (pg.PlotCurveItem() for _ in range(3))
        self._limit = pg.PlotCurveItem()
        self._now = pg.InfiniteLine(0.0, angle=90)
        for item in (self._limit, self._dead, self._alive, self._largest, self._now):
            self.addItem(item)

    def show_values(self, values: SingularValues) -> None:
        """Draw up to 32 of the curves, evenly chosen, the largest always."""
        steps = values.steps_back.astype(float)
        count = min(values.logs.shape[1], _MOST_CURVES)
        logs = values.logs[:, np.linspace(0, values.logs.shape[1] - 1, count).round().astype(int)]
        finite = np.isfinite(logs)
        if not finite.any():
            return
        limit = logs[:, :1] + SURVIVING
        self._draw(self._alive, steps, logs, finite & (logs > limit))
        self._draw(self._dead, steps, logs, finite & (logs <= limit))
        shown = finite[:, 0]
        self._largest.setData(steps[shown], logs[shown, 0], antialias=True)
        self._limit.setData(steps[shown], limit[shown, 0], antialias=True)
        least, most = float(logs[finite].min()), float(logs[finite].max())
        room = max(0.06 * (most - least), 0.5 - (most - least) / 2)
        self.setYRange(least - room, most + room, padding=0)
        show_steps(self, 0, int(steps[-1]), padding=0.02)

    def show_step(self, steps_back: int) -> None:
        """Mark how many factors are multiplied."""
        self._now.setPos(steps_back)

    def set_theme(self, theme: Theme) -> None:
        """Recolour everything."""
        super().set_theme(theme)
        self._largest.setPen(cosmetic(theme.accent, 2.0))
        self._alive.setPen(cosmetic(theme.text, 1.0))
        self._dead.setPen(cosmetic(theme.cool, 1.0))
        self._limit.setPen(cosmetic(theme.muted, 1.0, Qt.PenStyle.DotLine))
        self._now.setPen(cosmetic(theme.accent, 1.2, Qt.PenStyle.DashLine))

    @staticmethod
    def _draw(curve: pg.PlotCurveItem, steps: Array, logs: Array, shown: NDArray[np.bool_]) -> None:
        """Draw each column from one point to the next, where the next belongs to this curve."""
        reachable = np.isfinite(logs)
        joined = np.zeros(logs.shape, dtype=bool)
        joined[:-1] = shown[1:] & reachable[:-1]
        y = np.where(reachable, logs, 0.0)
        x = np.broadcast_to(steps[:, None], logs.shape)
        connect = joined.T.ravel().astype(np.int32)
        curve.setData(x.T.ravel(), y.T.ravel(), connect=connect, antialias=True)


class ExponentsPlot(SmallPlot):
    """The Lyapunov exponents from the largest on; warm where a direction grows."""

    def __init__(self) -> None:
        super().__init__(
            "the finite-time Lyapunov exponents", 104, {"bottom": StepAxis("bottom", 40)}
        )
        self._zero = pg.InfiniteLine(0.0, angle=0)
        self._growing, self._shrinking = pg.ScatterPlotItem(size=7), pg.ScatterPlotItem(size=7)
        for item in (self._zero, self._shrinking, self._growing):
            self.addItem(item)

    def show_exponents(self, exponents: Array) -> None:
        """Put a dot for each that is finite."""
        index = np.arange(1.0, len(exponents) + 1)
        up = exponents > SAME
        down = np.isfinite(exponents) & ~up
        self._growing.setData(index[up], exponents[up])
        self._shrinking.setData(index[down], exponents[down])
        finite = [0.0, *exponents[np.isfinite(exponents)]]
        room = 0.12 * float(np.ptp(finite)) or 0.1
        self.setYRange(min(finite) - room, max(finite) + room, padding=0)
        show_steps(self, 1, len(exponents), padding=0.02, beside=0.5)

    def set_theme(self, theme: Theme) -> None:
        """Recolour everything."""
        super().set_theme(theme)
        self._zero.setPen(cosmetic(theme.muted, 1.0))
        for item, colour in ((self._growing, theme.warm), (self._shrinking, theme.cool)):
            item.setBrush(QColor(colour))
            item.setPen(cosmetic(theme.card, 1.0))


def _line(log10_rate: float, n: Array) -> Array:
    """Return n · log10 rate; of a rate of zero the power 0 alone is finite."""
    if not np.isfinite(log10_rate):
        return np.where(n == 0, 0.0, -np.inf)
    return n * log10_rate


def _extent(norms: Array, of_rho: Array, of_lam: Array) -> tuple[float, float]:
    """Return the vertical range: all of ‖Wⁿ‖, and of the two lines what leaves it readable."""
    finite = norms[np.isfinite(norms)]
    least, most = float(finite.min()), float(finite.max())
    room = max(_ROOM * (most - least), 0.5)
    low, high = (float(line[np.isfinite(line)][-1]) for line in (of_rho, of_lam))
    return max(min(low, least), least - room), min(max(high, most), most + room)
