"""σ' with its units: every activation in view, saturated units told apart and never lost."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.cells.activations import ACTIVATIONS, TANH, Activation
from gui.panels.calculus.slope_plot import REACH, SlopePlot
from gui.theme import LIGHT
from tests.gui.screen import has_ink, seen


def shown(qtbot: QtBot, activation: Activation) -> SlopePlot:
    plot = SlopePlot()
    qtbot.addWidget(plot)
    plot.resize(280, 132)
    plot.set_theme(LIGHT)
    plot.show_activation(activation)
    plot.show()
    return plot


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=lambda a: a.name)
def test_the_whole_slope_and_gamma_are_in_view(qtbot: QtBot, activation: Activation) -> None:
    plot = shown(qtbot, activation)
    (left, right), (least, most) = plot.getViewBox().viewRange()
    assert left <= -REACH < REACH <= right
    slopes = activation.slope(np.linspace(-REACH, REACH, 99))
    assert least <= slopes.min()
    assert most > activation.gamma
    assert has_ink(seen(plot), LIGHT.bound) > 60


def test_saturated_units_are_cool_and_those_far_out_stand_at_the_edge(qtbot: QtBot) -> None:
    plot = shown(qtbot, TANH)
    a = np.array([0.5, -1e308, 40.0, 3.0])
    assert plot.show_units(a, TANH.slope(a)) == 3
    pixels = seen(plot)
    assert has_ink(pixels, LIGHT.accent) > 20
    assert has_ink(pixels, LIGHT.cool) > 60
    assert plot.show_units(a[:1], TANH.slope(a[:1])) == 0
    assert has_ink(seen(plot), LIGHT.cool) == 0
