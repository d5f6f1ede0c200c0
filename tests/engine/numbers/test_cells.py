"""The cells of a matrix: one count of decimals, one power of ten."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from engine.numbers import CellFormat, cell_formats, common_power, unit_text
from tests.engine.numbers.reading import read

matrices = arrays.arrays(
    np.float64,
    arrays.array_shapes(min_dims=2, max_dims=2, max_side=5),
    elements=st.floats(allow_nan=False, allow_infinity=False) | st.floats(-20, 20),
)


_TINY = Fraction(1, 10**9)


def exactly(value: float, form: CellFormat) -> Fraction:
    """Return the entry in units of the matrix's power of ten."""
    return Fraction(value) / Fraction(10) ** form.power


def written(rows: list[list[float]]) -> list[tuple[str, list[str]]]:
    """Return the unit and the cells of every way to write a matrix."""
    values = np.array(rows)
    return [(form.unit, [form.text(v) for v in values.flat]) for form in cell_formats(values)]


def test_all_cells_have_the_same_decimals_and_only_a_zero_is_0() -> None:
    assert written([[0.92, -0.42], [0.0, -0.0403]]) == [
        ("", ["0.92", "−0.42", "0", "−0.04"]),
        ("", ["0.9", "−0.4", "0", "0.0"]),
    ]


def test_large_entries_may_do_without_decimals() -> None:
    assert written([[123.4, -0.6]])[-1] == ("", ["123", "−1"])
    assert written([[123.4, -0.4]])[-1] == ("", ["123.4", "−0.4"])  # as "0" would be a zero


def test_far_from_1_the_power_is_written_once() -> None:
    assert written([[4.4e-4, -9.996e-4, 0.0]])[0] == ("×10⁻³", ["0.44", "−1.00", "0"])
    assert written([[9.996e6]])[0] == ("×10⁷", ["1.00"])
    assert written([[5e-324]])[0] == ("×10⁻³²⁴", ["4.94"])
    assert written([[-1.7e308, 1e-300]])[0] == ("×10³⁰⁸", ["−1.70", "0.00"])


def test_a_small_largest_entry_keeps_two_digits() -> None:
    assert written([[0.05, -0.04]]) == [
        ("", ["0.050", "−0.040"]),
        ("", ["0.05", "−0.04"]),
    ]


@pytest.mark.parametrize(
    ("log10", "exponent"),
    [(0.0, 0), (-1.99, 0), (-2.1, -3), (2.9, 0), (2.99999, 3), (-4321.5, -4322)],
)  # fmt: skip
def test_the_common_power(log10: float, exponent: int) -> None:
    assert common_power(log10) == exponent


def test_units() -> None:
    assert [unit_text(n) for n in (0, 3, -1205)] == ["", "×10³", "×10⁻¹²⁰⁵"]


@given(matrices)
def test_every_cell_is_its_entry_rounded(values: np.ndarray) -> None:
    for form in cell_formats(values):
        for value in values.flat:
            text = form.text(float(value))
            shown, unit = read(text)
            assert (text == "0") == (value == 0)
            scaled = exactly(float(value), form)
            assert abs(shown - scaled) <= unit / 2 * (1 + _TINY)
            if value != 0:
                assert len(text.partition(".")[2]) == form.decimals


@given(matrices)
def test_the_widest_text_is_the_longest(values: np.ndarray) -> None:
    for form in cell_formats(values):
        longest = max(len(form.text(float(value))) for value in values.flat)
        assert longest <= max(map(len, form.widest(values)))


@given(matrices)
def test_the_largest_entry_always_shows_a_digit(values: np.ndarray) -> None:
    largest = float(values.flat[np.abs(values).argmax()])
    for form in cell_formats(values):
        assert (read(form.text(largest))[0] == 0) == (largest == 0)
