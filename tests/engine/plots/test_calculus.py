"""σ and σ′: γ is named, and the units of the factor in view stand on the slope."""

import numpy as np
import pytest

from engine.cells.activations import ACTIVATIONS
from engine.plots.figure import draw, figure
from tests.engine.plots.drawn import spoken, studied


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_gamma_is_named_for_every_activation(name: str) -> None:
    found = studied([[0.2]], name)
    gamma = f"γ = {ACTIVATIONS[name].gamma:.2f}"
    assert gamma in spoken(draw(found, "calculus", "svg"))


def test_the_units_stand_where_the_factor_in_view_has_them() -> None:
    found = studied([[0.9, -0.4], [0.4, 0.9]])
    right = figure(found, "calculus", k=2).axes[1]
    dots = next(each for each in right.collections if each.get_gid() == "units").get_offsets()
    a = found.trace.run.a[2]
    assert np.asarray(dots)[:, 0] == pytest.approx(a)
    assert np.asarray(dots)[:, 1] == pytest.approx(found.trace.chain.slopes[2])
