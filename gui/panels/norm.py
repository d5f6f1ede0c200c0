"""The norm of the accumulated product against its bound and the rungs between."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPen, QResizeEvent

from engine.analysis.study import Study
from engine.backprop.scaled import LOG10_2
from engine.backprop.trace import Growth
from engine.playhead import Phase, Playhead
from gui.fonts import text_font
from gui.theme import Theme
from gui.widgets.axes import PowerAxis, StepAxis
from gui.widgets.curve_labels import CurveLabel, CurveLabels
from gui.widgets.numbers import power
from gui.widgets.panel import Panel
from gui.widgets.readout import Readout
from gui.widgets.scenes import settle

Array = NDArray[np.float64]

_SMOOTH = 200  # points up to which a curve is drawn wide and antialiased
_ROOM_FOR_AXIS_NAME = 215
_FLOOR_DECADES = 3.0  # how far below the product the lowest rung may stretch the axis
_PRODUCT = r"\Vert \partial s_t / \partial s_k \Vert"
_LABELS = {
    "bound": r"\mathrm{bound}\;\, (\gamma\lambda)^{t-k}",
    "slopes": r"\prod \lambda \, \max |\sigma'(a_j)|",
    "factors": r"\prod \Vert \partial s_j / \partial s_{j-1} \Vert",
    "floor": r"\prod \sigma_{\min}(\partial s_j / \partial s_{j-1})",
}


class NormPanel(Panel):
    """The plot that the whole window turns on.

    Signals:
        chosen: how many steps back the reader clicked.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__("norm", "Accumulated product norm against its bound")
        axes = {"left": PowerAxis("left"), "bottom": StepAxis("bottom")}
        self._plot = pg.PlotWidget(background=None, axisItems=axes, enableMenu=False)
        self._curves = {
            name: pg.PlotCurveItem() for name in (*_LABELS, "ghost", "rest", "growing", "norm")
        }
        self._one = pg.InfiniteLine(0.0, angle=0)
        self._now = pg.InfiniteLine(0.0, angle=90)
        self._dot = pg.ScatterPlotItem(size=10)
        self._slack = pg.FillBetweenItem(self._curves["bound"], self._curves["rest"])
        self._range, self._steps = (0.0, 0.0), 0
        self._veiled = False
        self._build()
        self._labels = CurveLabels(self._plot)
        self._readout = Readout(self._plot)
        self._plot.viewport().installEventFilter(self)
        self._plot.getViewBox().sigTransformChanged.connect(self._moved)
        self.body.addWidget(self._plot, 1)

    def show_ghost(self, ghost: Study | None) -> None:
        """Keep the curve before the last edit in view."""
        values = ghost.trace.log10_norm if ghost else np.zeros(0)
        self._set("ghost", values)

    def show_growth(self, growth: Growth) -> None:
        """Draw what is known of the next curve over the present picture."""
        if self._veiled:
            return
        known = growth.log10_norm
        finite = known[np.isfinite(known)]
        self._widen(float(finite.min()), float(finite.max()), growth.experiment.t)
        self._set("growing", known)
        settle(self._plot)

    def set_veiled(self, veiled: bool) -> None:
        """Show the bound alone beside what has been played, while the rest is to be predicted."""
        self._veiled = veiled
        for name in ("rest", "factors", "slopes", "floor", "ghost"):
            self._curves[name].setVisible(not veiled)
        self._slack.setVisible(not veiled)
        self._place_labels()

    def study_changed(self, study: Study) -> None:
        """Draw every curve of the study."""
        trace = study.trace
        self._set("bound", trace.log10_bound)
        self._set("slopes", trace.log10_slopes)
        self._set("factors", trace.log10_factor_norms)
        self._set("floor", trace.ladder.floor)
        self._set("rest", trace.log10_norm)
        self._set("growing", np.zeros(0))
        self._fit_axes(study)
        self._describe(study)
        self._place_labels()

    def step_changed(self, study: Study, playhead: Playhead) -> None:
        """Draw the product so far bold."""
        self._set("norm", study.trace.log10_norm[: playhead.steps_back + 1])
        self._readout.show_text(*_words(study, playhead.steps_back))

    def glided(self, playhead: Playhead) -> None:
        """Move dot and line between two steps."""
        self._follow(playhead)
        settle(self._plot)

    def _follow(self, playhead: Playhead) -> None:
        if self.study is None:
            return
        log10_norm = self.study.trace.log10_norm
        here = playhead.steps_back
        gliding = playhead.phase is not Phase.FORWARD and here < playhead.t
        x = here + (playhead.fraction if gliding else 0.0)
        y = float(np.interp(x, np.arange(len(log10_norm)), _drawable(log10_norm)))
        self._now.setPos(x)
        visible = log10_norm[here] > -np.inf
        self._dot.setData([x], [y]) if visible else self._dot.clear()
        self._readout.place(QPointF(self._plot.mapFromScene(self._scene(x, y))), self._area())

    def theme_changed(self, theme: Theme) -> None:
        """Give every curve its meaning's colour."""
        self.set_pen_scale(1.0)
        self._dot.setBrush(QColor(theme.accent))
        self._slack.setBrush(QColor(theme.slack))
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setTextPen(QColor(theme.muted))
            axis.setPen(QColor(theme.border))
        self._plot.setLabel("bottom", "steps back through time, t − k", color=theme.muted)
        self._readout.set_theme(theme)

    def set_pen_scale(self, scale: float) -> None:
        """Draw lines `scale` times as many pixels wide; the dot scales by itself."""
        theme = self.theme
        for name, colour, style in (
            ("bound", theme.bound, Qt.PenStyle.DashLine),
            ("slopes", theme.muted, Qt.PenStyle.DotLine),
            ("factors", theme.muted, Qt.PenStyle.SolidLine),
            ("floor", theme.cool, Qt.PenStyle.DotLine),
            ("ghost", theme.warm, Qt.PenStyle.SolidLine),
            ("rest", theme.accent, Qt.PenStyle.SolidLine),
            ("growing", theme.accent, Qt.PenStyle.DotLine),
            ("norm", theme.accent, Qt.PenStyle.SolidLine),
        ):
            self._curves[name].setPen(_pen(name, colour, style, scale))
        self._one.setPen(_pen("one", theme.muted, Qt.PenStyle.SolidLine, scale))
        self._now.setPen(_pen("now", theme.accent, Qt.PenStyle.DashLine, scale))
        self._dot.setPen(_pen("dot", theme.card, Qt.PenStyle.SolidLine, 1.0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the axis only where there is room for it."""
        super().resizeEvent(event)
        self._plot.getAxis("bottom").showLabel(self.height() >= _ROOM_FOR_AXIS_NAME)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Read out the step under the mouse; a click goes there."""
        if self.study is None or self.playhead is None:
            return False
        if isinstance(event, QMouseEvent):
            self._mouse(self.study, event)
        elif event.type() == QEvent.Type.Leave:
            self.step_changed(self.study, self.playhead)
            self.glided(self.playhead)
        return False

    def _mouse(self, study: Study, event: QMouseEvent) -> None:
        scene = self._plot.mapToScene(event.position().toPoint())
        x = self._plot.getViewBox().mapSceneToView(scene).x()
        step = min(max(round(x), 0), study.trace.t)
        pressed = event.type() == QEvent.Type.MouseButtonPress
        if event.type() == QEvent.Type.MouseMove:
            self._readout.show_text(*_words(study, step))
            self._readout.place(event.position(), self._area())
        elif pressed and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(step)

    def _build(self) -> None:
        box = self._plot.getPlotItem()
        box.hideButtons()
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._plot.setMouseTracking(True)
        self._plot.setMinimumHeight(90)
        self._plot.getAxis("left").setWidth(52)
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setTickFont(text_font(11))
            axis.setStyle(tickLength=0)
        self._plot.showGrid(y=True, alpha=0.12)
        self._slack.setZValue(-20)
        self._plot.addItem(self._slack)
        for item in (self._one, self._now, *self._curves.values(), self._dot):
            self._plot.addItem(item)

    def _set(self, name: str, log10_values: Array) -> None:
        finite = log10_values > -np.inf
        steps = np.arange(len(log10_values))
        smooth = len(log10_values) <= _SMOOTH
        self._curves[name].setData(
            steps[finite].astype(float), log10_values[finite], antialias=smooth
        )

    def _fit_axes(self, study: Study) -> None:
        """Keep the vertical range while it still serves, so that nothing jumps under an edit."""
        least, most = _extent(study)
        low, high = self._range
        if not (low <= least and most <= high and most - least > 0.5 * (high - low)):
            self._set_range(least, most)
        self._set_steps(study.trace.t)

    def _widen(self, least: float, most: float, t: int) -> None:
        """Make room for what grows beyond the view."""
        low, high = self._range
        if least < low or most > high:
            self._set_range(min(least, low, -0.5), max(most, high, 0.5))
        self._set_steps(t)

    def _set_range(self, least: float, most: float) -> None:
        span = most - least
        self._range = (least - 0.05 * span, most + 0.13 * span)
        self._plot.setYRange(*self._range, padding=0)

    def _set_steps(self, t: int) -> None:
        if t != self._steps:  # setting a range anew would paint the plot twice
            self._steps = t
            self._plot.setXRange(0, t, padding=0.012)

    def _moved(self) -> None:
        """Put labels and readout where the curves now are."""
        self._place_labels()
        if self.playhead is not None and self.isVisible():
            self._follow(self.playhead)

    def _place_labels(self) -> None:
        if self.study is None:
            return
        theme, trace, area = self.theme, self.study.trace, self._area()
        self._labels.setGeometry(area.toRect())
        curves = [
            (_LABELS["bound"], trace.log10_bound, theme.bound),
            (_LABELS["slopes"], trace.log10_slopes, theme.muted),
            (_LABELS["factors"], trace.log10_factor_norms, theme.muted),
            (_LABELS["floor"], trace.ladder.floor, theme.cool),
            (_PRODUCT, trace.log10_norm, theme.accent),
        ]
        labels = []
        for template, values, colour in curves[: 1 if self._veiled else None]:
            step = _last_in(values, *self._range)
            if step:
                end = self._scene(step, float(values[step]))
                at = QPointF(self._plot.mapFromScene(end)) - area.topLeft()
                labels.append(CurveLabel(template, max(at.x(), 150.0), at.y(), colour))
        self._labels.show_labels(labels, theme.card)

    def _describe(self, study: Study) -> None:
        words = " ".join(_words(study, study.trace.t))
        self._plot.setAccessibleName("norm of the accumulated product against its bound")
        self._plot.setAccessibleDescription(f"{words}. {study.verdict.sentence}")

    def _area(self) -> QRectF:
        box = self._plot.getViewBox()
        return QRectF(self._plot.mapFromScene(box.sceneBoundingRect()).boundingRect())

    def _scene(self, x: float, y: float) -> QPointF:
        return QPointF(self._plot.getViewBox().mapViewToScene(QPointF(x, y)))


def _words(study: Study, i: int) -> tuple[str, str]:
    """Return the product's norm i steps back by its name, and how far below the bound it is."""
    trace = study.trace
    size, bound = float(trace.log10_norm[i]), float(trace.log10_bound[i])
    name = f"‖∂s[{trace.t}] / ∂s[{trace.t - i}]‖ = {power(size)}"
    if size == -math.inf:
        return name, "exactly zero"
    gap = bound - size
    if i == 0:
        return name, "no factor yet"
    if gap < LOG10_2 / 1e9:
        return name, f"the bound {power(bound)} is attained"
    return name, f"{power(gap)} times below the bound {power(bound)}"


def _extent(study: Study) -> tuple[float, float]:
    """Return the range that holds every curve; the floor may stretch it a little only."""
    trace = study.trace
    curves = (trace.log10_norm, trace.log10_bound, trace.log10_slopes, trace.log10_factor_norms)
    values = np.concatenate([curve[np.isfinite(curve)] for curve in curves])
    least, most = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
    floor = float(_drawable(trace.ladder.floor)[-1])
    least = min(least, max(floor, least - _FLOOR_DECADES))
    return (least, most) if most - least > 0.5 else (least - 0.5, most + 0.5)


def _drawable(log10_values: Array) -> Array:
    """Return the values with −inf replaced by the last finite one before it."""
    finite = log10_values > -np.inf
    last = int(np.flatnonzero(finite)[-1]) if finite.any() else 0
    return np.where(finite, log10_values, log10_values[last] if finite.any() else 0.0)


def _last_in(log10_values: Array, least: float, most: float) -> int:
    """Return the last step at which a curve is inside the view; 0 if it never gets going."""
    inside = np.flatnonzero((log10_values >= least) & (log10_values <= most))
    return int(inside[-1]) if len(inside) else 0


def _pen(name: str, colour: str, style: Qt.PenStyle, scale: float) -> QPen:
    shade = QColor(colour)
    shade.setAlphaF({"rest": 0.45, "ghost": 0.5, "one": 0.8}.get(name, 1.0))
    width = {"norm": 3.0, "bound": 2.0, "one": 1.0, "now": 1.2}.get(name, 1.4)
    pen = QPen(shade, width * scale, style)
    pen.setCosmetic(True)
    return pen
