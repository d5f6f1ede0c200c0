"""The gradient's terms: a bar for each, rings where a term is exactly zero."""

import re

import numpy as np
import pytest

from engine.plots.colours import LIGHT
from engine.plots.figure import draw, figure
from engine.plots.ramp import mixed
from tests.engine.plots.drawn import SVG, drawn, group, spoken, studied

FOUND = studied([[0.9, -0.4], [0.4, 0.9]], T=8)


def strokes(key: str, k: int | None = None) -> list[str]:
    paths = group(drawn(FOUND, "gradient", k=k), key).iter(f"{SVG}path")
    return [re.findall(r"stroke: (#\w+)", path.get("style", ""))[0] for path in paths]


def test_terms_are_bright_down_to_k() -> None:
    faint = mixed(LIGHT.accent, LIGHT.card, 0.25)
    assert strokes("terms") == 8 * [LIGHT.accent]
    assert strokes("terms", k=6) == 3 * [LIGHT.accent] + 5 * [faint]


def test_shares_have_the_colour_of_their_sign() -> None:
    signs = [LIGHT.warm if cosine > 0 else LIGHT.cool for cosine in shares_of()]
    assert strokes("shares") == signs


def shares_of() -> np.ndarray:
    total = FOUND.trace.gradients.total("W").value()
    terms = [FOUND.trace.gradients.term(k).value() for k in range(8, 0, -1)]
    return np.array([np.sum(term * total) for term in terms])


def test_no_gradient_is_said() -> None:
    dead = studied([[-1.0, -1.0], [-1.0, -1.0]], "relu", s0=9.0, T=3)
    assert "The gradient is exactly zero." in spoken(draw(dead, "gradient", "svg"))


@pytest.mark.parametrize(("k", "steps"), [(6, [8, 7, 6]), (1, [8, 7, 6, 5, 4, 3, 2, 1])])
def test_the_running_sum_is_drawn_from_the_loss_to_the_step_in_view(
    k: int, steps: list[int]
) -> None:
    lines = {line.get_gid(): line for line in figure(FOUND, "gradient", k=k).axes[0].lines}
    assert np.asarray(lines["running"].get_xdata()).tolist() == steps
