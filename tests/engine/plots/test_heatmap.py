"""Heatmaps: every cell in its colour, numbers while they fit, what is large by its extremes."""

import numpy as np
import pytest

from engine.plots import canvas
from engine.plots.colours import DARK, LIGHT
from engine.plots.figure import draw
from engine.plots.heatmap import Square, heatmap
from engine.plots.page import Page
from engine.plots.ramp import tints
from tests.engine.numbers.matrices import at_random, of_gallery, require_one_format
from tests.engine.plots.drawn import SVG, drawn, fills, group, spoken, studied

W = np.array([[0.92, -0.61], [0.0, 1.04]])


def hexes(rgb: np.ndarray) -> list[str]:
    return ["#" + "".join(f"{level:02x}" for level in cell) for cell in rgb.reshape(-1, 3)]


def test_every_cell_has_the_colour_of_its_value() -> None:
    for theme in (LIGHT, DARK):
        svg = drawn(studied(W), "weights", theme=theme)
        cells = list(fills(group(svg, "W")))
        assert sorted(cells) == sorted(hexes(tints(W, 1.04, theme)))


def test_numbers_stand_in_the_cells_while_they_fit() -> None:
    words = spoken(draw(studied(W), "weights", "svg"))
    assert {"0.92", "−0.61", "0", "1.04"} <= set(words)
    many = np.random.default_rng(0).standard_normal((40, 40)) / 7
    few = spoken(draw(studied(many), "weights", "svg"))
    assert len(few) < 60


def test_a_large_matrix_is_one_sharp_picture() -> None:
    large = np.random.default_rng(0).standard_normal((130, 130)) / 12
    svg = drawn(studied(large), "weights")
    images = list(group(svg, "W").iter(f"{SVG}image"))
    assert len(images) == 1
    assert "image-rendering:pixelated" in images[0].get("style", "")


def test_the_factor_shares_one_scale_unless_w_would_be_pale() -> None:
    assert "Factor 1 of 6; all three on one scale." in spoken(draw(studied(W), "factor", "svg"))
    pale = draw(studied(0.1 * W), "factor", "svg")
    assert "Factor 1 of 6; the slopes on their own scale." in spoken(pale)
    assert {"−1.0", "−0.1"} <= set(spoken(pale))


@pytest.mark.parametrize("side", [150.0, 420.0])
def test_every_cell_is_written_the_same_way_and_has_room(side: float) -> None:
    written = 0
    for values in (*of_gallery()[::12], *at_random(20)):
        with canvas.drawing():
            page = Page(canvas.blank(500, 500, LIGHT.card), LIGHT, 500, 500)
            axes = heatmap(page, Square(40, 40, side), values, float(np.abs(values).max()))
            texts = [text.get_text() for text in axes.texts]
            wide = [text.get_window_extent().width for text in axes.texts]
        require_one_format(texts, values)
        assert all(width < side / len(values) - 1 for width in wide)
        written += bool(texts)
    assert written > 20
