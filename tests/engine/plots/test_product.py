"""The product: its entries on their own scale, with the power of ten beside it."""

import numpy as np

from engine.numbers import power, unit_text
from engine.plots.figure import draw
from engine.plots.readable import readable
from tests.engine.plots.drawn import spoken, studied


def test_entries_and_power_of_ten_are_those_of_the_trace() -> None:
    found = studied([[0.3, 0.1], [0.0, 0.2]], T=12)
    words = spoken(draw(found, "product", "svg", k=2))
    values, decades = readable(found.trace.product(2))
    assert decades < -3
    assert unit_text(decades) in words
    assert {f"{value:.2f}" if value else "0" for value in values.flat} <= set(words)
    size = power(float(found.trace.log10_norm[10]))
    assert any(
        word.startswith(f"10 of 12 factors multiplied: norm {size}, bound") for word in words
    )


def test_before_the_first_factor_it_is_the_identity() -> None:
    found = studied(np.eye(2) * 7)
    words = spoken(draw(found, "product", "svg", k=6))
    assert "0 of 6 factors multiplied: norm 1.00." in words
    assert {"1.00", "0"} <= set(words)
