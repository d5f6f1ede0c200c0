"""Numbers and ticks as they stand in a figure."""

import math

import numpy as np
import pytest

from engine.backprop.scaled import Scaled
from engine.figures.numbers import (
    power,
    power_label,
    power_ticks,
    readable,
    short,
    step_ticks,
    unit_text,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.92, "0.92"), (-0.61, "−0.61"), (12.34, "12.3"), (0.004, "0.004"), (1e-4, "1.0e−4"),
     (-0.0, "0.00"), (math.inf, "∞"), (math.nan, "NaN"), (1e300, "1.0e300")],
)  # fmt: skip
def test_numbers_are_short(value: float, text: str) -> None:
    assert short(value) == text


@pytest.mark.parametrize(
    ("log", "text"),
    [(-math.inf, "0"), (0.0, "1.00"), (-3000.3, "5.0×10⁻³⁰⁰¹"), (9.9999, "1.0×10¹⁰")],
)
def test_magnitudes_may_lie_outside_a_double(log: float, text: str) -> None:
    assert power(log) == text


def test_ticks_are_whole_powers_over_many_decades_and_numbers_over_few() -> None:
    assert list(power_ticks(-10.2, 5.1, 5).values()) == ["10⁻¹⁰", "10⁻⁵", "1", "10⁵"]
    assert list(power_ticks(-0.4, 0.8, 5).values()) == ["0.5", "1", "2", "5"]
    narrow = power_ticks(0.0, 0.2, 5)
    assert list(narrow.values()) == ["1", "1.2", "1.4"]
    assert [10**v for v in narrow] == pytest.approx([1, 1.2, 1.4])


def test_power_labels_beyond_a_few_decades() -> None:
    assert power_label(5 + math.log10(2)) == "2×10⁵"


def test_the_last_step_is_always_among_the_ticks() -> None:
    assert list(step_ticks(0, 24, 7)) == [0, 5, 10, 15, 20, 24]
    assert list(step_ticks(0, 1000, 8)) == [0, 200, 400, 600, 800, 1000]
    assert list(step_ticks(1, 1, 1)) == [1]


def test_entries_of_any_magnitude_become_readable() -> None:
    values, decades = readable(Scaled.of(np.array([[3.0, -1.5]]), 1000))
    assert decades == math.floor(math.log10(3) + 1000 * math.log10(2))
    assert 1 <= values.max() < 10
    assert unit_text(decades) == "×10³⁰¹"
    assert unit_text(0) == ""
