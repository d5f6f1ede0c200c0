"""The curves of the norm plot: what each shows, in which colour and style."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QGraphicsEllipseItem,
    QGraphicsItem,
    QGraphicsPathItem,
    QStyleOptionGraphicsItem,
    QWidget,
)

from engine.plots.ramp import mixed
from engine.studies.study import Study
from gui.theme import Theme

Array = NDArray[np.float64]

_SMOOTH = 200  # points up to which a curve is drawn wide and antialiased
# From the back to the front: colour in the theme, style, width, and the colour's share; the rest
# is paper. A line that lets others shine through takes three times as long to draw.
_STYLES = {
    "reference bound": ("good", Qt.PenStyle.DashLine, 1.4, 0.6),
    "bound": ("bound", Qt.PenStyle.DashLine, 2.0, 1.0),
    "slopes": ("muted", Qt.PenStyle.DotLine, 1.4, 1.0),
    "factors": ("muted", Qt.PenStyle.SolidLine, 1.4, 1.0),
    "floor": ("cool", Qt.PenStyle.DotLine, 1.4, 1.0),
    "ghost": ("warm", Qt.PenStyle.SolidLine, 1.4, 0.5),
    "reference": ("good", Qt.PenStyle.SolidLine, 2.0, 1.0),
    "rest": ("accent", Qt.PenStyle.SolidLine, 1.4, 0.45),
    "growing": ("accent", Qt.PenStyle.DotLine, 1.4, 1.0),
    "norm": ("accent", Qt.PenStyle.SolidLine, 3.0, 1.0),
}
_TO_PREDICT = ("rest", "factors", "slopes", "floor", "ghost")
_DOT = 5.0  # its radius in pixels
_NOTHING: Array = np.zeros(0)


class NormCurves:
    """Everything drawn in the plot; all values are logarithms to base 10."""

    def __init__(self, plot: pg.PlotWidget) -> None:
        self._curves = {name: pg.PlotCurveItem() for name in _STYLES}
        self._one = pg.InfiniteLine(0.0, angle=0)
        self._now = pg.InfiniteLine(0.0, angle=90)
        self._dot = _Dot()
        self._slack = QGraphicsPathItem()
        self._slack.setPen(Qt.PenStyle.NoPen)
        for item in (self._slack, self._one, self._now, *self._curves.values(), self._dot):
            plot.addItem(item)

    def show_study(self, study: Study) -> None:
        """Draw the product, its bound and the rungs between."""
        trace = study.trace
        self._set("bound", trace.log10_bound)
        self._set("slopes", trace.log10_slopes)
        self._set("factors", trace.log10_factor_norms)
        self._set("floor", trace.ladder.floor)
        self._set("rest", trace.log10_norm)
        self._slack.setPath(_between(trace.log10_bound, trace.log10_norm))
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
        self._set("reference", reference.trace.log10_norm if reference else _NOTHING)
        self._set("reference bound", reference.trace.log10_bound if reference else _NOTHING)

    def place(self, x: float, y: float | None) -> None:
        """Put the line at a step and the dot on the curve; no dot where the curve has ended."""
        self._now.setPos(x)
        self._dot.setVisible(y is not None)
        self._dot.setPos(x, y or 0.0)

    def set_veiled(self, veiled: bool) -> None:
        """Hide what is to be predicted."""
        for name in _TO_PREDICT:
            self._curves[name].setVisible(not veiled)
        self._slack.setVisible(not veiled)

    def set_theme(self, theme: Theme) -> None:
        """Colour everything."""
        for name, (colour, style, width, share) in _STYLES.items():
            shade = mixed(getattr(theme, colour), theme.card, share)
            self._curves[name].setPen(_pen(shade, style, width))
        self._one.setPen(_pen(mixed(theme.muted, theme.card, 0.8), Qt.PenStyle.SolidLine, 1.0))
        self._now.setPen(_pen(theme.accent, Qt.PenStyle.DashLine, 1.2))
        self._dot.setPen(_pen(theme.card, Qt.PenStyle.SolidLine, 1.4))
        self._dot.setBrush(QColor(theme.accent))
        self._slack.setBrush(QColor(theme.slack))

    def _set(self, name: str, log10_values: Array) -> None:
        smooth = len(log10_values) <= _SMOOTH
        self._curves[name].setData(*_finite(log10_values), antialias=smooth)


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


def _pen(colour: str, style: Qt.PenStyle, width: float) -> QPen:
    pen = QPen(QColor(colour), width, style)
    pen.setCosmetic(True)
    return pen
