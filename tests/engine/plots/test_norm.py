"""The norm plot: its curves are the trace's, and what is zero ends."""

import re

import numpy as np
import pytest

from engine.files.columns import columns
from engine.plots.colours import LIGHT
from engine.plots.figure import draw
from engine.plots.norm_curves import NORM_CURVES, NormCurve
from engine.plots.ramp import mixed
from engine.plots.tables import table
from tests.engine.plots.drawn import SVG, drawn, group, points, spoken, studied

ROTATION = [[0.9, -0.4], [0.4, 0.9]]


def logs_of(curve: np.ndarray, bound: np.ndarray, log10_bound: np.ndarray) -> np.ndarray:
    """Map heights back to logarithms, by where the bound begins and ends."""
    slope = (log10_bound[-1] - log10_bound[0]) / (bound[-1, 1] - bound[0, 1])
    return log10_bound[0] + slope * (curve[:, 1] - bound[0, 1])


def test_the_curves_are_the_trace_s_logarithms() -> None:
    found = studied(1.3 * np.array(ROTATION), T=20)
    svg, trace = drawn(found, "norm"), found.trace
    bound = points(svg, "bound")
    curves = {curve.key: curve.log10(found) for curve in NORM_CURVES if curve.stretch == np.inf}
    for key, values in (curves | {"played": trace.log10_norm}).items():
        curve = points(svg, key)
        assert len(curve) == 21
        assert logs_of(curve, bound, trace.log10_bound) == pytest.approx(values, abs=1e-3)
        assert np.diff(curve[:, 0]) == pytest.approx(np.diff(curve[:, 0])[0])


def test_the_product_is_bold_down_to_k_and_the_place_is_read_out() -> None:
    found = studied(ROTATION, T=20)
    assert len(points(drawn(found, "norm", k=15), "played")) == 6
    words = spoken(draw(found, "norm", "svg", k=15))
    assert any(word.startswith("‖∂s[20] / ∂s[15]‖ = ") for word in words)


def test_a_product_that_is_exactly_zero_ends_where_it_does() -> None:
    found = studied([[0, 1], [0, 0]])
    assert len(points(drawn(found, "norm"), "product")) == 2
    assert "exactly zero from t − k = 2 on" in spoken(draw(found, "norm", "svg"))


def test_a_norm_that_is_not_known_is_not_written() -> None:
    found = studied([[0.1, 0.1], [-0.1, -0.1]], "identity", T=3)  # W² is zero but for rounding
    assert any("is not known" in word for word in spoken(draw(found, "norm", "svg", k=1)))


def test_title_verdict_and_axis_are_there() -> None:
    found = studied(ROTATION)
    words = spoken(draw(found, "norm", "svg"))
    assert "Tried: product norm and its bound" in words
    assert any(word.startswith(found.verdict.sentence[:60]) for word in words)
    assert "steps back through time, t − k" in words


@pytest.mark.parametrize("curve", NORM_CURVES, ids=lambda curve: curve.key)
def test_every_curve_is_drawn_with_its_pen_and_named(curve: NormCurve) -> None:
    found = studied(ROTATION, T=20)
    path = next(group(drawn(found, "norm"), curve.key).iter(f"{SVG}path"))
    style = dict(re.findall(r"([a-z-]+): ([^;]+)", path.get("style", "")))
    width = float(style["stroke-width"])  # in points, 72 to the inch; pixels are 96
    assert width == pytest.approx(0.75 * curve.width)
    assert style["stroke"] == mixed(getattr(LIGHT, curve.colour), LIGHT.card, curve.share)
    dashes = [
        float(length) / width for length in style.get("stroke-dasharray", "").split(",") if length
    ]
    assert dashes == pytest.approx(curve.dash)
    assert f"${curve.latex}$" in spoken(draw(found, "norm", "svg"))


def test_labels_of_far_powers_are_powers_of_ten() -> None:
    words = spoken(draw(studied([[4.0]], "identity", T=500), "norm", "svg"))
    assert "10¹⁰⁰" in words


def test_the_table_is_the_trace_s() -> None:
    found = studied(ROTATION)
    for name, values in columns(found.trace).items():
        assert np.array_equal(table(found, "norm")[name], values, equal_nan=True)
