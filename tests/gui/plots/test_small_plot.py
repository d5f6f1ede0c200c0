from __future__ import annotations

import math

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gui.plots.small_plot import StepPlot
from gui.theme import LIGHT
from tests.gui.screen import has_ink, seen


@pytest.fixture
def plot(qtbot: QtBot) -> StepPlot:
    plot = StepPlot("loss")
    qtbot.addWidget(plot)
    plot.resize(250, 84)
    plot.set_theme(LIGHT)
    plot.show()
    return plot


def test_values_that_are_not_finite_are_left_out(plot: StepPlot) -> None:
    plot.show_values(np.array([math.nan, -3.0, -math.inf, -5.0, math.inf]), 4)
    x, y = plot._curve.getData()
    assert x.tolist() == [1.0, 3.0]
    assert y.tolist() == [-3.0, -5.0]
    assert plot.accessibleDescription() == "4 steps, now 1.0×10⁻⁵"


def test_the_first_value_alone_is_a_dot(plot: StepPlot) -> None:
    plot.show_values(np.array([0.3]), 0)
    assert has_ink(seen(plot), LIGHT.accent) > 10


def test_nothing_to_show_is_no_error(plot: StepPlot) -> None:
    plot.show_values(np.array([math.nan]), 0)
    assert has_ink(seen(plot), LIGHT.accent) == 0
    assert plot.accessibleDescription().endswith("now none")


@pytest.mark.parametrize("span", [0.0, 0.4, 1.5, 40.0, 600.0])
def test_a_few_ticks_are_in_view_whatever_the_span(plot: StepPlot, span: float) -> None:
    plot.show_values(np.array([0.1, 0.1 - span]), 1)
    low, high = plot.getViewBox().viewRange()[1]
    ticks = plot.getAxis("left").tickValues(low, high, 50.0)[0][1]
    assert 1 <= len(ticks) <= 5
    assert all(low <= tick <= high for tick in ticks)
