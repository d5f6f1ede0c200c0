"""A function and its first two derivatives on one pair of axes, stationary points marked."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from engine.numbers import trimmed
from engine.studies.calculus import Function, Kind
from gui.plots.curve_labels import CurveLabels
from gui.plots.plot_labels import PlotLabel, place_labels
from gui.plots.small_plot import SmallPlot, cosmetic
from gui.theme import LIGHT, Theme

Array = NDArray[np.float64]

_NAMES = ("f", "f'", "f''")
_POINTS = 401
_LABEL_AT = (0.14, 0.86, 0.62)  # of the width: where a curve's label is wanted
_COLOURS = {Kind.MINIMUM: "warm", Kind.MAXIMUM: "cool", Kind.SADDLE: "muted"}


class FunctionPlot(SmallPlot):
    """f bold, f' thin, f'' dotted; a minimum is warm (f'' > 0) and a maximum cool (f'' < 0)."""

    def __init__(self) -> None:
        super().__init__("a function and its first two derivatives", 156)
        self._theme = LIGHT
        self._function: Function | None = None
        self._zero = pg.InfiniteLine(0.0, angle=0)
        self._curves = [pg.PlotCurveItem() for _ in _NAMES]
        self._points = pg.ScatterPlotItem(size=10)
        for item in (self._zero, *self._curves[::-1], self._points):
            self.addItem(item)
        self._labels = CurveLabels(self)
        self.getViewBox().sigTransformChanged.connect(self._place_labels)

    def show_function(self, function: Function) -> None:
        """Draw another function."""
        self._function = function
        x = np.linspace(*function.view, _POINTS)
        values = [order(x) for order in function.orders]
        least, most = _extent(values)
        for curve, y in zip(self._curves, values, strict=True):
            curve.setData(x, np.clip(y, 3 * least - 2 * most, 3 * most - 2 * least), antialias=True)
        self.setXRange(*function.view, padding=0)
        self.setYRange(least, most, padding=0.06)
        self._mark_points()
        self._place_labels()
        words = "; ".join(
            f"{p.kind.value} at {trimmed(float(p.x), 4)}" for p in function.stationary
        )
        self.setAccessibleDescription(f"{function.name}: {words or 'no stationary point'}")

    def set_theme(self, theme: Theme) -> None:
        """Recolour everything."""
        super().set_theme(theme)
        self._theme = theme
        self._zero.setPen(cosmetic(theme.border, 1.0))
        styles = (Qt.PenStyle.SolidLine, Qt.PenStyle.SolidLine, Qt.PenStyle.DotLine)
        widths = (2.0, 1.2, 1.6)
        for curve, colour, width, style in zip(
            self._curves, self._inks(), widths, styles, strict=True
        ):
            curve.setPen(cosmetic(colour, width, style))
        self._mark_points()
        self._place_labels()

    def _inks(self) -> tuple[str, str, str]:
        return self._theme.accent, self._theme.text, self._theme.muted

    def _mark_points(self) -> None:
        points = self._function.stationary if self._function else ()
        colours = [QColor(getattr(self._theme, _COLOURS[p.kind])) for p in points]
        self._points.setData(
            [float(p.x) for p in points],
            [float(p.value) for p in points],
            brush=colours,
            pen=cosmetic(self._theme.card, 1.2),
        )

    def _place_labels(self) -> None:
        """Put each curve's name where the curve is in view, near a place of its own."""
        if self._function is None:
            return
        least, most = self.getViewBox().viewRange()[1]
        x = np.linspace(*self._function.view, _POINTS)
        labels = []
        for name, order, ink, share in zip(
            _NAMES, self._function.orders, self._inks(), _LABEL_AT, strict=True
        ):
            y = order(x)
            inside = np.flatnonzero((y > least) & (y < most))
            if len(inside):
                i = inside[np.abs(inside - share * _POINTS).argmin()]
                labels.append(PlotLabel(name, float(x[i]), float(y[i]), ink))
        place_labels(self, self._labels, labels, self._theme.card)


def _extent(values: list[Array]) -> tuple[float, float]:
    """Return the vertical range: all of f, and of its derivatives what is at most twice as far."""
    least, most = float(values[0].min()), float(values[0].max())
    reach = max(most - least, 1e-9) if most > least else 1.0
    middle = (least + most) / 2
    derived = np.concatenate([values[1], values[2], [0.0]])
    near = derived[np.abs(derived - middle) <= reach]
    least, most = (
        min(least, float(near.min(initial=least))),
        max(most, float(near.max(initial=most))),
    )
    return (least, most) if most > least else (least - 1.0, most + 1.0)
