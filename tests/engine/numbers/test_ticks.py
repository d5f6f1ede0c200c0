"""Ticks: where they stand, and one way to write them along one axis."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.numbers import even_labels, power_label, power_ticks, step_ticks, whole_step
from tests.engine.numbers.reading import read


@pytest.mark.parametrize(
    ("least", "most", "texts"),
    [
        (-10.2, 5.1, ["10⁻¹⁰", "10⁻⁵", "1", "10⁵"]),
        (-1.0, 0.1, ["0.1", "0.2", "0.5", "1"]),
        (-0.4, 0.8, ["0.5", "1", "2", "5"]),
        (-0.2, 0.1, ["0.8", "1", "1.2"]),
        (0.0, 0.2, ["1", "1.2", "1.4"]),
        (-3.8, -2.0, ["2×10⁻⁴", "5×10⁻⁴", "10⁻³", "2×10⁻³", "5×10⁻³", "10⁻²"]),
        (5.2, 5.3, ["1.6×10⁵", "1.7×10⁵", "1.8×10⁵", "1.9×10⁵"]),
        (1.0, 1.0, []),
    ],
)
def test_ticks_of_a_logarithmic_axis(least: float, most: float, texts: list[str]) -> None:
    assert list(power_ticks(least, most, 5).values()) == texts


@given(st.floats(-5000, 5000), st.floats(0.1, 6000), st.floats(0.5, 12))
def test_ticks_are_inside_differ_and_say_where_they_stand(
    least: float, span: float, count: float
) -> None:
    ticks = power_ticks(least, least + span, count)
    assert 1 <= len(ticks) <= max(2 * count, 5) + 3
    assert len(set(ticks.values())) == len(ticks)
    for place, text in ticks.items():
        assert least - 1e-9 <= place <= least + span + 1e-9
        shown, _ = read(text)
        log10 = math.log10(shown.numerator) - math.log10(shown.denominator)
        assert log10 == pytest.approx(place, abs=1e-9, rel=1e-9)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "1"), (1, "10"), (2, "10²"), (-3, "10⁻³"), (-320, "10⁻³²⁰"), (0.30103, "2"),
     (-0.30103, "0.5"), (1e-12, "1"), (5 + math.log10(2), "2×10⁵"), (5.9999, "10⁶")],
)  # fmt: skip
def test_labels_of_powers(value: float, text: str) -> None:
    assert power_label(value) == text


def test_the_last_step_is_always_among_the_ticks() -> None:
    assert step_ticks(0, 24, 7) == {float(n): str(n) for n in (0, 5, 10, 15, 20, 24)}
    assert list(step_ticks(0, 1000, 8)) == [0, 200, 400, 600, 800, 1000]
    assert list(step_ticks(1, 1, 1)) == [1]
    assert list(step_ticks(2, 1, 1)) == []
    assert step_ticks(0, 200_000, 2)[200_000.0] == "200000"


@pytest.mark.parametrize(
    ("wanted", "step"),
    [(0.1, 1), (1, 1), (1.1, 2), (3, 5), (6, 10), (11, 20), (51, 100), (999, 1000)],
)  # fmt: skip
def test_steps_are_one_two_or_five(wanted: float, step: int) -> None:
    assert whole_step(wanted) == step


@pytest.mark.parametrize(
    ("values", "spacing", "texts"),
    [
        ([-2.5, 0.0, 2.5], 2.5, ["−2.5", "0", "2.5"]),
        ([0.1, 0.2, 0.1 + 0.2], 0.1, ["0.1", "0.2", "0.3"]),
        ([-1e-17, 0.1], 0.1, ["0", "0.1"]),
        ([0.0, 1e-5, 2e-5], 1e-5, ["0", "10⁻⁵", "2×10⁻⁵"]),
        ([1.0000, 1.0001], 1e-4, ["1", "1.0001"]),
        ([0.0], 1.0, ["0"]),
    ],
)
def test_labels_of_even_ticks(values: list[float], spacing: float, texts: list[str]) -> None:
    assert even_labels(values, spacing) == texts


@given(st.integers(-1000, 1000), st.integers(-250, 250), st.sampled_from([1, 2, 5]))
def test_even_ticks_are_written_exactly(first: int, exponent: int, step: int) -> None:
    spacing = step * 10.0**exponent
    texts = even_labels([n * spacing for n in range(first, first + 5)], spacing)
    exact = [n * step * Fraction(10) ** exponent for n in range(first, first + 5)]
    assert [read(text)[0] for text in texts] == exact
