"""Three curves and the stationary points: nothing non-finite, colours by meaning, axes that fit."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.studies.calculus import READY, Function, typed
from gui.panels.calculus.function_plot import FunctionPlot
from gui.theme import DARK, LIGHT
from tests.gui.screen import has_ink, seen


def shown(qtbot: QtBot, function: Function) -> FunctionPlot:
    plot = FunctionPlot()
    qtbot.addWidget(plot)
    plot.resize(280, 156)
    plot.set_theme(LIGHT)
    plot.show_function(function)
    plot.show()
    return plot


@pytest.mark.parametrize(
    "function",
    [*READY, typed("0"), typed("3"), typed("-2x"), typed("x^8/1000 - 9000x"), typed("0.000001x^2")],
    ids=lambda f: f.name,
)
def test_all_of_f_and_its_points_are_in_view(qtbot: QtBot, function: Function) -> None:
    plot = shown(qtbot, function)
    (left, right), (least, most) = plot.getViewBox().viewRange()
    assert (left, right) == pytest.approx(function.view)
    values = function.orders[0](np.linspace(left, right, 99))
    assert least <= values.min() <= values.max() <= most
    assert all(np.isfinite(curve.yData).all() for curve in plot._curves)
    assert has_ink(seen(plot), LIGHT.accent) > 30


def test_minima_are_warm_and_maxima_cool_in_both_themes(qtbot: QtBot) -> None:
    plot = shown(qtbot, typed("x^2"))
    assert has_ink(seen(plot), LIGHT.warm) > 20
    assert has_ink(seen(plot), LIGHT.cool) == 0
    plot.show_function(typed("-x^2"))
    plot.set_theme(DARK)
    assert has_ink(seen(plot), DARK.cool) > 20
    assert has_ink(seen(plot), DARK.warm) == 0
