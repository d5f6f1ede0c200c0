"""The loss along the gradient: minimum and landing are marked, no direction is said."""

import numpy as np
import pytest

from engine.plots.figure import draw, figure
from engine.studies.loss_along_gradient import look_along
from tests.engine.plots.drawn import spoken, studied

FOUND = studied([[0.9, -0.4], [0.4, 0.9]])


def test_the_minimum_stands_where_the_curve_is_least_at_first() -> None:
    axes = figure(FOUND, "descent").axes[0]
    lines = {line.get_gid(): line for line in axes.lines}
    ray = look_along(FOUND.experiment, FOUND.trace.gradients.total("W"))
    assert ray is not None
    assert ray.minimum is not None
    at = lines["minimum"].get_xdata()[0]
    x, y = lines["loss"].get_data()
    assert np.interp(at, x, y) == pytest.approx(y[x <= at].min(), abs=1e-6)


def test_the_step_is_called_what_it_is() -> None:
    words = spoken(draw(FOUND, "descent", "svg"))
    assert {"W now", "one step, η = 0.1", "first minimum"} <= set(words)
    assert any(word.startswith("η = 0.1: ") for word in words)


def test_no_direction_is_said() -> None:
    dead = studied([[-1.0, -1.0], [-1.0, -1.0]], "relu", s0=9.0, T=3)
    words = spoken(draw(dead, "descent", "svg"))
    assert "The gradient is zero or the loss beyond a double: nothing to draw." in words
