"""The chain: an edge for each step, coloured where the gradient came by."""

import re

import pytest

from engine.plots.chain import factor_colour
from engine.plots.colours import LIGHT
from tests.engine.plots.drawn import SVG, drawn, group, studied


def test_edges_are_coloured_from_the_loss_down_to_k() -> None:
    found = studied([[2.0, 0.0], [0.0, 2.0]], "identity", T=6)
    edges = group(drawn(found, "chain", k=4), "edges").iter(f"{SVG}path")
    inks = [re.findall(r"stroke: (#\w+)", edge.get("style", ""))[0] for edge in edges]
    assert inks == 4 * [LIGHT.border] + 2 * [factor_colour(LIGHT, 2.0)]


@pytest.mark.parametrize(
    ("norm", "colour"),
    [(10.0, LIGHT.warm), (1e9, LIGHT.warm), (0.1, LIGHT.cool), (0.0, LIGHT.cool)],
)
def test_a_decade_has_the_full_colour(norm: float, colour: str) -> None:
    assert factor_colour(LIGHT, norm) == colour
