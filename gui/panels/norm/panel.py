"""The norm of the accumulated product against its bound and the rungs between."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QToolTip

from engine.bptt.trace import Growth
from engine.numbers import short
from engine.playhead import Phase, Playhead
from engine.plots.norm_curves import CURVES, NORM_CURVES, norm_range, with_room
from engine.plots.norm_words import curve_words, reference_words, words
from engine.studies.study import Study
from gui.fonts import text_font
from gui.panels.norm.curves import NormCurves, drawable, last_in
from gui.panels.norm.readout import Readout
from gui.plots.axes import PowerAxis, StepAxis, show_grid, show_steps
from gui.plots.curve_labels import CurveLabel, CurveLabels
from gui.theme import Theme
from gui.view import View
from gui.widgets.elided import ElidedLabel
from gui.widgets.panel import Panel
from gui.widgets.repaint import settle

_ROOM_FOR_AXIS_NAME = 215
_ROOM_FOR_RUNGS = 120  # pixels of the plot's height, below which labels would lie on each other
_ROOM_FOR_READOUT = 120  # … and below which the readout would lie on the curves
_NEAR = 6.0  # pixels from a curve within which the mouse asks what it is


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
        self._compared = ElidedLabel(Qt.AlignmentFlag.AlignRight)
        self._range, self._steps = (0.0, 0.0), 0
        self._build()
        self._curves = NormCurves(self._plot)
        self._labels = CurveLabels(self._plot)
        self._readout = Readout(self._plot)
        self._plot.viewport().installEventFilter(self)
        self._plot.getViewBox().sigTransformChanged.connect(self._moved)
        self.head.addWidget(self._compared, 6)
        self.body.addWidget(self._plot, 1)

    def view_changed(self, view: View, before: View | None) -> None:
        """Draw the other curves, and what lies over all of them."""
        old = before or View()
        if view.previous is not old.previous:
            self._curves.show_ghost(view.previous)
        if view.reference is not old.reference:
            self._curves.show_reference(view.reference)
        if view.veiled is not old.veiled:
            self._curves.set_veiled(view.veiled)
        known, drawn = _known_so_far(view), _known_so_far(old)
        beside = (view.reference, view.veiled) != (old.reference, old.veiled)
        beside = beside or (drawn is not None and known is None)
        if before is not None and beside:
            before = replace(before, study=None)  # ranges, words and labels are of these too
        super().view_changed(view, before)
        if known is not None and (beside or known is not drawn):
            self._show_partial(known)

    def _show_partial(self, partial: Growth) -> None:
        """Draw what is known of the next curve over the present picture."""
        known = partial.log10_norm
        finite = known[np.isfinite(known)]
        low, high = self._range
        least, most = float(finite.min()), float(finite.max())
        if least < low or most > high:
            self._set_range(min(least, low, -0.5), max(most, high, 0.5))
        self._set_steps(partial.experiment.t)
        self._curves.show_growth(known)
        settle(self._plot)

    def study_changed(self, study: Study) -> None:
        """Draw every curve of the study."""
        self._curves.show_study(study)
        self._fit_axes(study)
        self._describe(study)
        self._place_labels()

    def step_changed(self, study: Study, playhead: Playhead) -> None:
        """Draw the product so far bold."""
        self._curves.show_so_far(study.trace.log10_norm[: playhead.steps_back + 1])
        self._read(study, playhead.steps_back)

    def frame_advanced(self, playhead: Playhead) -> None:
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
        y = float(np.interp(x, np.arange(len(log10_norm)), drawable(log10_norm)))
        self._curves.place(x, y if log10_norm[here] > -np.inf else None)
        area = self._area()
        self._readout.place(QPointF(self._plot.mapFromScene(self._scene(x, y))), area)
        self._readout.setVisible(area.height() >= _ROOM_FOR_READOUT)  # the mouse still calls it

    def theme_changed(self, theme: Theme) -> None:
        """Give every curve its meaning's colour."""
        self._curves.set_theme(theme)
        for side in ("left", "bottom"):
            self._plot.getAxis(side).set_theme(theme)
        self._plot.setLabel("bottom", "steps back through time, t − k", color=theme.muted)
        self._plot.getAxis("bottom").resizeEvent()  # the library puts a name in the middle only so
        self._place_labels()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the axis only where there is room for it."""
        super().resizeEvent(event)
        self._plot.getAxis("bottom").showLabel(self.height() >= _ROOM_FOR_AXIS_NAME)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Read out the step under the mouse; a click goes there."""
        if self.study is not None and self.here is not None:
            if isinstance(event, QMouseEvent):
                self._mouse(self.study, event)
            elif isinstance(event, QHelpEvent):
                self._explain(self.study, event)
                return True  # the plot would take the words away again
            elif event.type() == QEvent.Type.Leave:
                self.step_changed(self.study, self.here)
                self.frame_advanced(self.here)
        return False

    def _mouse(self, study: Study, event: QMouseEvent) -> None:
        scene = self._plot.mapToScene(event.position().toPoint())
        x = self._plot.getViewBox().mapSceneToView(scene).x()
        step = min(max(round(x), 0), study.trace.t)
        pressed = event.type() == QEvent.Type.MouseButtonPress
        if event.type() == QEvent.Type.MouseMove:
            self._read(study, step)
            self._readout.place(event.position(), self._area())
            self._readout.show()
        elif pressed and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(step)

    def _explain(self, study: Study, event: QHelpEvent) -> None:
        """Say what the curve under the mouse is."""
        box = self._plot.getViewBox()
        point = box.mapSceneToView(self._plot.mapToScene(event.pos()))
        near = tuple(_NEAR * size for size in box.viewPixelSize())
        curve = self._curves.at(study, point, near)
        text = curve_words(curve, study, round(point.x())) if curve else ""
        QToolTip.showText(event.globalPos(), text, self._plot)

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
            self._plot.getAxis(side).setTickFont(text_font(11))
        show_grid(self._plot)

    def _read(self, study: Study, i: int) -> None:
        """Say what there is i steps back."""
        compared = [reference_words(self.view.reference, i)] if self.view.reference else []
        self._readout.show_text(*words(study, i), *compared)

    def _fit_axes(self, study: Study) -> None:
        """Keep the vertical range while it still serves, so that nothing jumps under an edit."""
        least, most = norm_range(study, self.view.reference)
        low, high = self._range
        if not (low <= least and most <= high and most - least > 0.5 * (high - low)):
            self._set_range(least, most)
        longest = max(study.trace.t, self.view.reference.trace.t if self.view.reference else 0)
        self._set_steps(longest)

    def _set_range(self, least: float, most: float) -> None:
        self._range = with_room(least, most)
        self._plot.setYRange(*self._range, padding=0)

    def _set_steps(self, t: int) -> None:
        if t != self._steps:  # setting a range anew would paint the plot twice
            self._steps = t
            show_steps(self._plot, 0, t, padding=0.012)

    def _moved(self) -> None:
        """Put labels and readout where the curves now are."""
        self._place_labels()
        if self.here is not None and self.isVisible():
            self._follow(self.here)

    def _place_labels(self) -> None:
        if self.study is None:
            return
        theme, study, area = self.theme, self.study, self._area()
        self._labels.setGeometry(area.toRect())
        curves = [
            (curve.latex, curve.log10(study), getattr(theme, curve.colour))
            for curve in NORM_CURVES
            if (curve.is_main or area.height() >= _ROOM_FOR_RUNGS)
            and not (self.view.veiled and curve.is_veiled)
        ]
        if self.view.reference is not None and not self.view.veiled:
            product = CURVES["product"]
            name = rf"\mathrm{{A}}\;\,{product.latex}"
            curves.append((name, product.log10(self.view.reference), theme.good))
        labels = []
        for template, values, colour in curves:
            step = last_in(values, *self._range)
            if step:
                end = self._scene(step, float(values[step]))
                at = QPointF(self._plot.mapFromScene(end)) - area.topLeft()
                labels.append(CurveLabel(template, max(at.x(), 150.0), at.y(), colour))
        self._labels.show_labels(labels, theme.card)

    def _describe(self, study: Study) -> None:
        said = f"{' '.join(words(study, study.trace.t))}. {study.verdict.sentence}"
        self._plot.setAccessibleName("norm of the accumulated product against its bound")
        self._plot.setAccessibleDescription("" if self.view.veiled else said)
        compared = ""
        if self.view.reference is not None:
            compared = f"A: {_name(self.view.reference)} · B: {_name(study)}"
        self._compared.setText(compared)

    def _area(self) -> QRectF:
        box = self._plot.getViewBox()
        return QRectF(self._plot.mapFromScene(box.sceneBoundingRect()).boundingRect())

    def _scene(self, x: float, y: float) -> QPointF:
        return QPointF(self._plot.getViewBox().mapViewToScene(QPointF(x, y)))


def _known_so_far(view: View) -> Growth | None:
    """Return what may be seen of a curve that is still being computed."""
    return None if view.veiled else view.partial


def _name(study: Study) -> str:
    """Return what tells it from another, which may be an edit of it."""
    return f"{study.experiment.name or 'untitled'}, λ = {short(study.trace.lam)}"
