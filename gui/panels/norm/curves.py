"""The curves of the norm plot as the window draws them, and what is drawn beside them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QGraphicsEllipseItem,
    QGraphicsItem,
    QGraphicsPathItem,
    QStyleOptionGraphicsItem,
    QWidget,
)

from engine.plots.norm_curves import BOLD, CURVES, DASHED, DOTTED, SOLID, Dash, NormCurve
from engine.plots.ramp import mixed
from engine.studies.study import Study
from gui.theme import Theme

Array = NDArray[np.float64]

_SMOOTH = 200  # points up to which a curve is drawn wide and antialiased
# What is drawn besides `NORM_CURVES`, each like one of these in another pen. Colours are mixed with
# the card's: a line that lets others shine through takes three times as long to draw.
_BEHIND = {
    "reference bound": replace(CURVES["bound"], colour="good", width=1.4, share=0.6),
    "reference product": replace(CURVES["product"], colour="good", width=2.0, share=1.0),
    "ghost": replace(CURVES["product"], colour="warm", share=0.5),
}
_IN_FRONT = {
    "growing": replace(CURVES["product"], dash=DOTTED, share=1.0, is_veiled=False),
    "norm": replace(CURVES["product"], width=BOLD, share=1.0, is_veiled=False),
}
_PENS = _BEHIND | CURVES | _IN_FRONT  # from the back to the front
_VEILED = (*(key for key, curve in CURVES.items() if curve.is_veiled), "ghost")
_DOT = 5.0  # its radius in pixels
_NOTHING: Array = np.zeros(0)


class NormCurves:
    """Everything drawn in the plot; all values are logarithms to base 10."""

    def __init__(self, plot: pg.PlotWidget) -> None:
        self._curves = {name: pg.PlotCurveItem() for name in _PENS}
        self._one = pg.InfiniteLine(0.0, angle=0)
        self._now = pg.InfiniteLine(0.0, angle=90)
        self._dot = _Dot()
        self._slack = QGraphicsPathItem()
        self._slack.setPen(Qt.PenStyle.NoPen)
        for item in (self._slack, self._one, self._now, *self._curves.values(), self._dot):
            plot.addItem(item)

    def show_study(self, study: Study) -> None:
        """Draw every curve of the table, and shade what lies between product and bound."""
        for key, curve in CURVES.items():
            self._set(key, curve.log10(study))
        self._slack.setPath(_between(study.trace.log10_bound, study.trace.log10_norm))
        self._set("growing", _NOTHING)

    def show_so_far(self, log10_norm: Array) -> None:
        """Draw the part of the product that has been multiplied bold."""
        self._set("norm", log10_norm)

    def show_ghost(self, ghost: Study | None) -> None:
        """Draw the curve before the last edit."""
        self._set("ghost", ghost.trace.log10_norm if ghost else _NOTHING)

    def show_growth(self, log10_norm: Array) -> None:
        """Draw what is known of the next curve."""
        self._set("growing", log10_norm)

    def show_reference(self, reference: Study | None) -> None:
        """Draw the curve and the bound of the experiment to compare with."""
        for key in ("product", "bound"):
            values = CURVES[key].log10(reference) if reference else _NOTHING
            self._set(f"reference {key}", values)

    def place(self, x: float, y: float | None) -> None:
        """Put the line at a step and the dot on the curve; no dot where the curve has ended."""
        self._now.setPos(x)
        self._dot.setVisible(y is not None)
        self._dot.setPos(x, y or 0.0)

    def set_veiled(self, veiled: bool) -> None:
        """Hide what is to be predicted."""
        for name in _VEILED:
            self._curves[name].setVisible(not veiled)
        self._slack.setVisible(not veiled)

    def set_theme(self, theme: Theme) -> None:
        """Colour everything."""
        for name, curve in _PENS.items():
            shade = mixed(getattr(theme, curve.colour), theme.card, curve.share)
            self._curves[name].setPen(_pen(shade, curve.width, curve.dash))
        self._one.setPen(_pen(mixed(theme.muted, theme.card, 0.8), 1.0))
        self._now.setPen(_pen(theme.accent, 1.2, DASHED))
        self._dot.setPen(_pen(theme.card, 1.4))
        self._dot.setBrush(QColor(theme.accent))
        self._slack.setBrush(QColor(theme.slack))

    def at(self, study: Study, point: QPointF, near: tuple[float, float]) -> NormCurve | None:
        """Return the visible curve of the table nearest to a point of the plot, if it is near.

        Args:
            point: steps back and logarithm.
            near: how many steps and decades away a curve may be.
        """
        step = round(point.x())
        if not 0 <= step <= study.trace.t or abs(point.x() - step) > near[0]:
            return None
        away = {
            key: abs(float(curve.log10(study)[step]) - point.y())
            for key, curve in CURVES.items()
            if self._curves[key].isVisible()
        }
        nearest = min(away, key=lambda key: away[key])
        return CURVES[nearest] if away[nearest] <= near[1] else None

    def _set(self, name: str, log10_values: Array) -> None:
        smooth = len(log10_values) <= _SMOOTH
        self._curves[name].setData(*_finite(log10_values), antialias=smooth)


def drawable(log10_values: Array) -> Array:
    """Return the values with −inf replaced by the last finite one before it."""
    finite = log10_values > -np.inf
    last = int(np.flatnonzero(finite)[-1]) if finite.any() else 0
    return np.where(finite, log10_values, log10_values[last] if finite.any() else 0.0)


def last_in(log10_values: Array, least: float, most: float) -> int:
    """Return the last step at which a curve is inside the view; 0 if it never gets going."""
    inside = np.flatnonzero((log10_values >= least) & (log10_values <= most))
    return int(inside[-1]) if len(inside) else 0


class _Dot(QGraphicsEllipseItem):
    """One smooth dot; a scatter plot of one point takes ten times as long."""

    def __init__(self) -> None:
        super().__init__(-_DOT, -_DOT, 2 * _DOT, 2 * _DOT)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw it antialiased, which the plot leaves to each item."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        super().paint(painter, option, widget)


def _finite(log10_values: Array) -> tuple[Array, Array]:
    """Return the steps at which a curve has a logarithm, and these."""
    steps = np.flatnonzero(log10_values > -np.inf)
    return steps.astype(float), log10_values[steps]


def _between(upper: Array, lower: Array) -> QPainterPath:
    """Return what two curves enclose."""
    there, back = _finite(upper), _finite(lower)
    x, y = (np.concatenate([a, b[::-1]]) for a, b in zip(there, back, strict=True))
    path: QPainterPath = pg.arrayToQPath(x, y)
    return path


def _pen(colour: str, width: float, dash: Dash = SOLID) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCosmetic(True)
    if dash:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)  # as on paper: a square one would fill the gaps
        pen.setDashPattern(dash)
    return pen
