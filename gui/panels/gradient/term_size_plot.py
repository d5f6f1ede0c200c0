"""The sizes of the gradient's terms as bars over k, with their running sum as a line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPen, QWheelEvent

from engine.numbers import common_power, even_labels
from gui.plots.axes import PowerAxis, StepAxis, Ticks, show_grid, show_steps
from gui.theme import LIGHT, Theme

Array = NDArray[np.float64]

_HEIGHT = 150
_MOST_APART = 60  # bars, more than which stand without gaps
_LEAST_SPAN = 0.5  # decades
_FADED = {"rest": 0.22, "walked": 0.6, "now": 1.0}


@dataclass(frozen=True, eq=False)
class Sizes:
    """What is drawn; index i stands for k = t − i, sizes are log10.

    Attributes:
        terms: (t,) the terms' sizes; −inf where they are zero.
        running: (t,) the size of the sum of the terms t … k.
        lost: (t,) which terms are exactly zero in float32.
    """

    terms: Array
    running: Array
    lost: NDArray[np.bool_]


class _SizeAxis(PowerAxis):
    """Powers of ten for logarithms, or plain numbers."""

    linear = False

    def tickValues(self, least: float, most: float, size: float) -> Ticks:
        """Choose ticks for the scale in force."""
        chosen: Ticks = (
            pg.AxisItem.tickValues(self, least, most, size)[:1]
            if self.linear
            else super().tickValues(least, most, size)
        )
        return chosen

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Write them as that scale does."""
        if self.linear:
            return even_labels(values, spacing)
        return super().tickStrings(values, scale, spacing)


class TermSizePlot(pg.PlotWidget):
    """Bars: those not yet summed faint, the summed ones stronger, the last one in full colour.

    Terms that are exactly zero stand as small rings on the floor.

    Signals:
        chosen: the k whose bar was clicked.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        self._axis = _SizeAxis("left")
        super().__init__(
            background=None,
            axisItems={"left": self._axis, "bottom": StepAxis("bottom", 40)},
            enableMenu=False,
        )
        self._theme = LIGHT
        self._sizes: Sizes | None = None
        self._summed, self._lens, self._edge = 0, False, 0
        self._floor, self._decades = 0.0, 0
        self._bars = {name: _bars() for name in (*_FADED, "lost")}
        self._running = pg.PlotCurveItem()
        self._zeros = pg.ScatterPlotItem(size=6)
        self._cut = pg.InfiniteLine(0.0, angle=90)
        self._build()

    @property
    def decades(self) -> int:
        """The power of ten that the linear scale's numbers are multiplied by."""
        return self._decades

    def show_sizes(self, sizes: Sizes, summed: int) -> None:
        """Show the terms of another gradient, `summed` of them added up so far."""
        self._sizes, self._summed = sizes, summed
        self._redraw()

    def show_summed(self, summed: int) -> None:
        """Show how many terms are added up, from k = t."""
        if self._sizes is not None and summed != self._summed:
            self._summed = summed
            self._draw(self._sizes)

    def show_cut(self, k: int) -> None:
        """Mark that the terms up to k are cut off; 0 for none."""
        self._cut.setVisible(k > 0)
        self._cut.setPos(k + 0.5)

    def set_linear(self, linear: bool) -> None:
        """Draw sizes as they are, or their logarithms."""
        self._axis.linear = linear
        self._redraw()

    def set_lens(self, lens: bool) -> None:
        """Draw hollow what is exactly zero in float32."""
        self._lens = lens
        self._redraw()

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._theme = theme
        for name, alpha in _FADED.items():
            self._bars[name].setOpts(brush=_faded(theme.accent, alpha))
        self._bars["lost"].setOpts(pen=QPen(QColor(theme.muted), 0))
        self._running.setPen(_pen(theme.text, 1.6))
        self._zeros.setPen(_pen(theme.muted, 1.2))
        self._zeros.setBrush(QColor(theme.card))
        self._cut.setPen(_pen(theme.bound, 1.4, Qt.PenStyle.DashLine))
        for side in ("left", "bottom"):
            self.getAxis(side).set_theme(theme)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the bar under the mouse."""
        if event.button() != Qt.MouseButton.LeftButton or self._sizes is None:
            event.ignore()
            return
        scene = self.mapToScene(event.position().toPoint())
        k = round(self.getViewBox().mapSceneToView(scene).x())
        self.chosen.emit(min(max(k, 1), len(self._sizes.terms)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the click."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

    def _build(self) -> None:
        self.getPlotItem().hideButtons()
        self.setMouseEnabled(x=False, y=False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFixedHeight(_HEIGHT)
        self._axis.setWidth(40)
        show_grid(self)
        self._cut.hide()
        for item in (*self._bars.values(), self._cut, self._running, self._zeros):
            self.addItem(item)

    def _redraw(self) -> None:
        if self._sizes is not None:
            self._fit(self._sizes)
            self._draw(self._sizes)

    def _fit(self, sizes: Sizes) -> None:
        """Set both ranges: they hold all terms and all running sums, so playing moves nothing."""
        values = np.concatenate([sizes.terms, sizes.running])
        finite = values[np.isfinite(values)]
        least, most = (float(finite.min()), float(finite.max())) if len(finite) else (-1.0, 0.0)
        self._decades = common_power(most) if self._axis.linear else 0
        if self._axis.linear:
            self._floor, top = 0.0, 10.0 ** (most - self._decades)
        else:
            span = max(most - least, _LEAST_SPAN)
            self._floor, top = least - 0.12 * span, most
        self.setYRange(self._floor, top + 0.06 * (top - self._floor), padding=0)
        show_steps(self, 1, len(sizes.terms), padding=0.01, beside=0.6)

    def _draw(self, sizes: Sizes) -> None:
        t = len(sizes.terms)
        k, present = t - np.arange(t), sizes.terms > -np.inf
        lost = sizes.lost & present & self._lens
        shown, done = present & ~lost, k > t - self._summed
        now = k == t - self._summed + 1
        for name, which in (
            ("rest", shown & ~done),
            ("walked", shown & done & ~now),
            ("now", shown & now),
            ("lost", lost),
        ):
            self._set_bars(name, k[which], self._height(sizes.terms[which]))
        self._zeros.setData(k[~present].astype(float), np.full(int((~present).sum()), self._base))
        line = done & (sizes.running > -np.inf)
        self._running.setData(
            k[line].astype(float), self._height(sizes.running[line]), antialias=t <= 200
        )

    @property
    def _base(self) -> float:
        """Where rings stand, clear of the frame."""
        low, high = self.getViewBox().viewRange()[1]
        return float(low + 0.035 * (high - low))

    def _height(self, logs: Array) -> Array:
        return 10.0 ** (logs - self._decades) if self._axis.linear else logs

    def _set_bars(self, name: str, k: NDArray[np.intp], top: Array) -> None:
        bars = self._bars[name]
        bars.setVisible(len(k) > 0)
        if len(k):
            width = (
                0.8 if self._sizes is not None and len(self._sizes.terms) <= _MOST_APART else 1.0
            )
            bars.setOpts(x=k.astype(float), y0=self._floor, height=top - self._floor, width=width)


def _bars() -> pg.BarGraphItem:
    return pg.BarGraphItem(x=[0.0], y0=0.0, height=[0.0], width=1.0, pen=None, brush=None)


def _faded(colour: str, alpha: float) -> QColor:
    shade = QColor(colour)
    shade.setAlphaF(alpha)
    return shade


def _pen(colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(QColor(colour), width, style)
    pen.setCosmetic(True)
    return pen
