"""The spectrum: a dot for each eigenvalue, warm beyond the unit circle."""

import numpy as np

from engine.plots.colours import LIGHT
from engine.plots.figure import draw
from tests.engine.plots.drawn import drawn, fills, group, spoken, studied


def test_eigenvalues_beyond_the_unit_circle_are_warm() -> None:
    svg = drawn(studied(np.diag([1.5, 0.5, -0.2])), "spectrum")
    dots = [fill for fill in fills(group(svg, "eigenvalues")) if fill in (LIGHT.warm, LIGHT.cool)]
    assert sorted(set(dots)) == sorted((LIGHT.warm, LIGHT.cool))
    assert dots.count(LIGHT.cool) >= 2


def test_the_critical_circle_is_named_where_it_is_near() -> None:
    assert "1/γ = 4.00" in spoken(draw(studied([[3.0]], "logistic"), "spectrum", "svg"))
    assert "1/γ = 4.00" not in spoken(draw(studied([[0.5]], "logistic"), "spectrum", "svg"))
