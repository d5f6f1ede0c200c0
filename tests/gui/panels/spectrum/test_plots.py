"""The spectrum's plots: zeros and infinities are left out, colours say growing and shrinking."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.studies.spectrum import SingularValues, Transient
from gui.panels.spectrum.plots import DirectionsPlot, ExponentsPlot, TransientPlot
from gui.plots.small_plot import SmallPlot
from gui.theme import LIGHT
from tests.gui.screen import has_ink, seen

pytestmark = pytest.mark.usefixtures("without_style_sheet")

LOST = -np.inf


def shown(qtbot: QtBot, plot: SmallPlot) -> SmallPlot:
    qtbot.addWidget(plot)
    plot.resize(280, 140)
    plot.set_theme(LIGHT)
    plot.show()
    return plot


def test_exponents_are_warm_above_zero_and_cool_below(qtbot: QtBot) -> None:
    plot = shown(qtbot, ExponentsPlot())
    assert isinstance(plot, ExponentsPlot)
    plot.show_exponents(np.array([0.5, -0.2, LOST]))
    assert has_ink(seen(plot), LIGHT.warm) > 10
    assert has_ink(seen(plot), LIGHT.cool) > 10
    plot.show_exponents(np.array([LOST, LOST]))
    assert has_ink(seen(plot), LIGHT.warm) == has_ink(seen(plot), LIGHT.cool) == 0


def test_directions_below_a_thousandth_turn_cool(qtbot: QtBot) -> None:
    plot = shown(qtbot, DirectionsPlot())
    assert isinstance(plot, DirectionsPlot)
    steps = np.arange(4)
    alive = np.array([[0.0, 0.0], [5000.0, 4999.0], [9999.0, 9998.0], [12000.0, 11998.0]])
    plot.show_values(SingularValues(steps, alive))
    plot.show_step(1)
    assert has_ink(seen(plot), LIGHT.cool) == 0
    dying = np.array([[0.0, 0.0], [0.0, -4.0], [0.0, -8.0], [0.0, LOST]])
    plot.show_values(SingularValues(steps, dying))
    assert has_ink(seen(plot), LIGHT.cool) > 20
    least, most = plot.getViewBox().viewRange()[1]
    assert least < -8 < 0 < most < 3


def test_directions_that_stay_equal_do_not_show_their_rounding(qtbot: QtBot) -> None:
    plot = shown(qtbot, DirectionsPlot())
    assert isinstance(plot, DirectionsPlot)
    plot.show_values(SingularValues(np.arange(3), np.array([[0, 0], [1e-16, -1e-16], [0, 0.0]])))
    least, most = plot.getViewBox().viewRange()[1]
    assert most - least == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize(
    ("norms", "rho", "lam"),
    [
        ([0.0, 0.0, LOST], LOST, 0.0),
        ([0.0, 5.0, 4.0, 3.0], -1.0, 5.0),
        ([0.0, 900.0, 1800.0], 899.0, 900.0),
        ([0.0, LOST, LOST], LOST, LOST),
        ([0.0, -400.0], -400.0, -400.0),
    ],
)
def test_powers_of_any_size_are_drawn_whole(
    qtbot: QtBot, norms: list[float], rho: float, lam: float
) -> None:
    plot = shown(qtbot, TransientPlot())
    assert isinstance(plot, TransientPlot)
    plot.show_transient(Transient(np.array(norms), rho, lam, 0.5, rho, rho))
    least, most = plot.getViewBox().viewRange()[1]
    finite = [value for value in norms if value > LOST]
    assert least < min(finite) <= max(finite) < most
    if len(finite) > 1:
        assert has_ink(seen(plot), LIGHT.accent) > 20
