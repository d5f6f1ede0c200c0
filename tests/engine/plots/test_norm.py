"""The norm plot: its curves are the trace's, and what is zero ends."""

import numpy as np
import pytest

from engine.files.trace_out import columns
from engine.plots.colours import LIGHT
from engine.plots.figure import draw
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
    for key, values in (
        ("product", trace.log10_norm),
        ("played", trace.log10_norm),
        ("factors", trace.log10_factor_norms),
        ("slopes", trace.log10_slopes),
    ):
        curve = points(svg, key)
        assert len(curve) == 21
        assert logs_of(curve, bound, trace.log10_bound) == pytest.approx(values, abs=1e-3)
        assert np.diff(curve[:, 0]) == pytest.approx(np.diff(curve[:, 0])[0])


def test_the_product_is_bold_down_to_k_and_the_place_is_read_out() -> None:
    found = studied(ROTATION, T=20)
    assert len(points(drawn(found, "norm", k=15), "played")) == 6
    words = spoken(draw(found, "norm", "svg", k=15))
    assert any(word.startswith("‖∂s[20]/∂s[15]‖ = ") for word in words)


def test_a_product_that_is_exactly_zero_ends_where_it_does() -> None:
    found = studied([[0, 1], [0, 0]])
    assert len(points(drawn(found, "norm"), "product")) == 2
    assert "exactly zero from t − k = 2 on" in spoken(draw(found, "norm", "svg"))


def test_title_verdict_and_axis_are_there_and_the_bound_is_dashed() -> None:
    found = studied(ROTATION)
    data = draw(found, "norm", "svg")
    words = spoken(data)
    assert "Tried: product norm and its bound" in words
    assert any(word.startswith(found.verdict.sentence[:60]) for word in words)
    assert "steps back through time, t − k" in words
    style = next(group(drawn(found, "norm"), "bound").iter(f"{SVG}path")).get("style", "")
    assert LIGHT.bound in style
    assert "stroke-dasharray" in style


def test_labels_of_far_powers_are_powers_of_ten() -> None:
    words = spoken(draw(studied([[4.0]], "identity", T=500), "norm", "svg"))
    assert "10¹⁰⁰" in words


def test_the_table_is_the_trace_s() -> None:
    found = studied(ROTATION)
    for name, values in columns(found.trace).items():
        assert np.array_equal(table(found, "norm")[name], values, equal_nan=True)
