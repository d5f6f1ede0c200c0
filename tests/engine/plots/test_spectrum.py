"""The spectrum: a dot for each eigenvalue, warm beyond the unit circle."""

import numpy as np
import pytest

from engine.plots.colours import LIGHT
from engine.plots.figure import draw, figure
from tests.engine.plots.drawn import drawn, fills, group, spoken, studied


def test_eigenvalues_beyond_the_unit_circle_are_warm() -> None:
    svg = drawn(studied(np.diag([1.5, 0.5, -0.2])), "spectrum")
    dots = [fill for fill in fills(group(svg, "eigenvalues")) if fill in (LIGHT.warm, LIGHT.cool)]
    assert sorted(set(dots)) == sorted((LIGHT.warm, LIGHT.cool))
    assert dots.count(LIGHT.cool) >= 2


def test_the_critical_circle_is_named_where_it_is_near() -> None:
    assert "1/γ = 4.00" in spoken(draw(studied([[3.0]], "logistic"), "spectrum", "svg"))
    assert "1/γ = 4.00" not in spoken(draw(studied([[0.5]], "logistic"), "spectrum", "svg"))


@pytest.mark.parametrize(("k", "expected"), [(4, [2.0]), (6, [0.0]), (0, [])])
def test_the_step_in_view_is_marked_until_the_last_one(k: int, expected: list[float]) -> None:
    found = studied(np.diag([1.5, 0.5, -0.2]))
    dashed = [line for line in figure(found, "spectrum", k=k).axes[1].lines if line.is_dashed()]
    upright = [line.get_xdata() for line in dashed if line.get_linestyle() == "--"]
    assert [float(x[0]) for x in upright] == expected
    assert all(x[0] == x[1] for x in upright)


def test_a_curve_has_no_gap_where_it_changes_its_colour() -> None:
    found = studied(np.diag([1.0, 0.25]), "identity", T=8)
    lines = figure(found, "spectrum").axes[1].lines
    alive, lost = (
        next(line for line in lines if line.get_color() == colour and line.get_alpha() == 0.8)
        for colour in (LIGHT.text, LIGHT.cool)
    )
    above, below = (np.isfinite(np.asarray(line.get_ydata())) for line in (alive, lost))
    assert above.tolist() == [step <= 4 for step in range(9)]  # 4⁻⁵ < 1/1000 < 4⁻⁴
    assert below.tolist() == [step >= 4 for step in range(9)]
