from __future__ import annotations

import math

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.studies.loss_along_gradient import LossAlongGradient
from engine.studies.step_outcome import classify
from gui.panels.descent.loss_along_gradient_plot import LossAlongGradientPlot
from gui.theme import DARK, LIGHT
from tests.gui.screen import has_ink, same, seen

R = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
PARABOLA = LossAlongGradient(R, (R - 2.0) ** 2 + 1.0, 2.0)


@pytest.fixture
def plot(qtbot: QtBot) -> LossAlongGradientPlot:
    plot = LossAlongGradientPlot()
    qtbot.addWidget(plot)
    plot.resize(250, 150)
    plot.set_theme(LIGHT)
    plot.show()
    return plot


@pytest.mark.parametrize(
    ("distance", "loss", "colour"), [(0.01, 4.9, "cool"), (2.2, 1.1, "good"), (3.99, 4.9, "warm")]
)
def test_the_landing_has_its_words_colour(
    plot: LossAlongGradientPlot, distance: float, loss: float, colour: str
) -> None:
    plot.show_ray(PARABOLA, classify(PARABOLA, distance, loss))
    for theme in (LIGHT, DARK):
        plot.set_theme(theme)
        assert has_ink(seen(plot), getattr(theme, colour)) > 20


@pytest.mark.parametrize("scale", [1e-300, 1.0, 1e300])
@pytest.mark.parametrize("distance", [0.0, 1e-9, 4.0, 1e7, math.inf])
def test_nothing_extreme_reaches_the_plot(
    plot: LossAlongGradientPlot, scale: float, distance: float
) -> None:
    losses = np.where(R < 4, PARABOLA.losses * min(scale, 1e299), np.inf)
    ray = LossAlongGradient(R * scale, losses, 2.0 * scale)
    loss = math.inf if distance > 4 else float(losses[1])
    plot.show_ray(ray, classify(ray, distance * scale, loss))
    for item in plot.getPlotItem().listDataItems():
        for numbers in item.getData():
            assert np.isfinite(numbers).all()
            assert (np.abs(numbers) <= 2.0).all()
    assert has_ink(seen(plot), LIGHT.accent) > 20


def test_ticks_name_losses_and_distances_of_the_marks(plot: LossAlongGradientPlot) -> None:
    plot.show_ray(PARABOLA, classify(PARABOLA, 3.5, 3.25))
    losses = [text for _, text in plot.getAxis("left")._tickLevels[0]]
    distances = [text for _, text in plot.getAxis("bottom")._tickLevels[0]]
    assert losses == ["5.00", "1.00"]
    assert distances == ["3.50", "2.00", "0"]


def test_a_deeper_valley_further_on_is_in_view_to_its_bottom(plot: LossAlongGradientPlot) -> None:
    distances = np.linspace(0.0, 5.0, 101)
    losses = np.where(distances < 3.0, (distances - 2.0) ** 2 + 1.0, 2.0 - 3.0 * (distances - 3.0))
    ray = LossAlongGradient(distances, losses, 2.0)
    plot.show_ray(ray, classify(ray, 0.1, 4.61))
    deepest = min(item.getData()[1].min() for item in plot.getPlotItem().listDataItems())
    (_, (bottom, _)) = plot.viewRange()
    assert bottom < deepest <= 0.01


def test_without_a_direction_it_is_empty(plot: LossAlongGradientPlot) -> None:
    blank = seen(plot)
    plot.show_ray(PARABOLA, classify(PARABOLA, 1.0, 2.0))
    assert not same(blank, seen(plot))
    plot.show_nothing()
    assert has_ink(seen(plot), LIGHT.accent) == has_ink(seen(plot), LIGHT.good) == 0
