"""The norm plot's curves: the numbers of the trace, veiled where they are to be predicted."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QApplication

from engine.plots.norm_curves import NORM_CURVES, NormCurve
from engine.plots.ramp import mixed
from engine.studies.study import Study
from gui.panels.norm.curves import NormCurves, drawable, last_in
from gui.theme import DARK


@pytest.fixture
def plot(qapp: QApplication) -> Iterator[pg.PlotWidget]:
    plot = pg.PlotWidget()
    yield plot
    plot.close()
    plot.deleteLater()


def drawn(plot: pg.PlotWidget) -> list[np.ndarray]:
    """Return the heights of the curves that are visible and hold anything."""
    found = []
    for curve in plot.getPlotItem().curves:
        y = curve.getData()[1]
        if curve.isVisible() and y is not None and len(y):
            found.append(y)
    return found


def visible(plot: pg.PlotWidget, values: np.ndarray) -> int:
    """Return how many of the visible curves show these values, as far as they are finite."""
    finite = values[np.isfinite(values)]
    return sum(np.array_equal(y, finite) for y in drawn(plot))


def pen_of(plot: pg.PlotWidget, values: np.ndarray) -> QPen:
    return next(
        curve.opts["pen"]
        for curve in plot.getPlotItem().curves
        if np.array_equal(curve.getData()[1], values)
    )


@pytest.mark.parametrize("curve", NORM_CURVES, ids=lambda curve: curve.key)
def test_every_curve_of_the_table_is_drawn_with_its_pen(
    plot: pg.PlotWidget, opening_study: Study, curve: NormCurve
) -> None:
    curves = NormCurves(plot)
    curves.set_theme(DARK)
    curves.show_study(opening_study)
    values = curve.log10(opening_study)
    assert visible(plot, values) == 1
    pen = pen_of(plot, values)
    assert pen.widthF() == curve.width
    assert pen.color().name() == mixed(getattr(DARK, curve.colour), DARK.card, curve.share)
    assert tuple(pen.dashPattern()) == curve.dash


@pytest.mark.parametrize("curve", NORM_CURVES, ids=lambda curve: curve.key)
def test_a_veil_hides_what_an_open_question_asks_for(
    plot: pg.PlotWidget, opening_study: Study, curve: NormCurve
) -> None:
    curves = NormCurves(plot)
    curves.show_study(opening_study)
    curves.set_veiled(True)
    assert visible(plot, curve.log10(opening_study)) == (not curve.is_veiled)
    curves.set_veiled(False)
    assert visible(plot, curve.log10(opening_study)) == 1


def test_what_is_compared_with_the_ghost_and_what_was_played_are_drawn_besides(
    plot: pg.PlotWidget, opening_study: Study
) -> None:
    curves, trace = NormCurves(plot), opening_study.trace
    curves.show_study(opening_study)
    curves.show_reference(opening_study)
    curves.show_ghost(opening_study)
    curves.show_so_far(trace.log10_norm[:4])
    assert visible(plot, trace.log10_norm) == 3
    assert visible(plot, trace.log10_bound) == 2
    curves.set_veiled(True)  # the ghost would give the answer away
    assert visible(plot, trace.log10_norm) == 1
    assert visible(plot, trace.log10_norm[:4]) == 1
    curves.set_veiled(False)
    curves.show_reference(None)
    curves.show_ghost(None)
    assert visible(plot, trace.log10_norm) == visible(plot, trace.log10_bound) == 1


@pytest.mark.parametrize("curve", NORM_CURVES, ids=lambda curve: curve.key)
def test_the_curve_at_a_point_is_the_nearest_that_is_visible(
    plot: pg.PlotWidget, opening_study: Study, curve: NormCurve
) -> None:
    curves = NormCurves(plot)
    curves.show_study(opening_study)
    point = QPointF(20.1, float(curve.log10(opening_study)[20]) + 1e-4)
    assert curves.at(opening_study, point, (0.2, 0.01)) is curve
    assert curves.at(opening_study, QPointF(20.4, point.y()), (0.2, 0.01)) is None
    assert curves.at(opening_study, QPointF(20.1, 40.0), (0.2, 0.01)) is None
    curves.set_veiled(True)
    found = curves.at(opening_study, point, (0.2, 0.01))
    assert found is (None if curve.is_veiled else curve)


def test_an_exact_zero_is_drawn_where_the_curve_ended() -> None:
    assert drawable(np.array([0.0, -1.0, -np.inf, -np.inf])).tolist() == [0.0, -1.0, -1.0, -1.0]
    assert drawable(np.full(2, -np.inf)).tolist() == [0.0, 0.0]


def test_the_last_step_in_view() -> None:
    values = np.array([0.0, 1.0, 5.0, 2.0, 9.0])
    assert last_in(values, -1.0, 3.0) == 3
    assert last_in(values + 100, -1.0, 3.0) == 0
