"""Numbers past a double: exact rescaling, logarithms at every magnitude, compensated sums."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from mpmath import mp, mpf

from engine.chain.scaled import LOG10_2, Scaled, from_log10, log10, log10_row_norms, running_sum
from tests.engine.experiments import Array
from tests.engine.oracles import DIGITS, exact_log10, relative_error

finite = st.floats(allow_nan=False, allow_infinity=False)
matrices = arrays(np.float64, array_shapes(min_dims=1, max_dims=2, max_side=4), elements=finite)
moderate = arrays(np.float64, (3, 2), elements=st.floats(1e-9, 1e9) | st.floats(-1e9, -1e-9))


def exact_row_norm(row: Array) -> mpf:
    with mp.workdps(DIGITS):
        return exact_log10(mp.sqrt(mp.fsum(mpf(float(entry)) ** 2 for entry in row)))


@given(matrices)
def test_the_mantissa_is_in_its_octave_and_the_largest_entry_exact(array: Array) -> None:
    scaled = Scaled.of(array)
    top = np.abs(scaled.mantissa).max()
    assert top == 0 or 0.5 <= top < 1
    assert np.ldexp(top, scaled.exponent) == np.abs(array).max()


@given(moderate, st.integers(-5000, 5000))
def test_rescaling_rounds_nothing(array: Array, exponent: int) -> None:
    scaled = Scaled.of(array, exponent)
    shift = scaled.exponent - exponent
    np.testing.assert_array_equal(np.ldexp(scaled.mantissa, shift), array)
    again = Scaled.of(scaled.mantissa, scaled.exponent)
    assert again.exponent == scaled.exponent
    np.testing.assert_array_equal(again.mantissa, scaled.mantissa)


@pytest.mark.parametrize("size", [5e-324, 3e-320, 2.2250738585072014e-308, 1.0, 1.7e308])
def test_the_whole_range_of_a_double_comes_back(size: float) -> None:
    array = np.array([[size, -size], [0.0, size]])
    scaled = Scaled.of(array)
    np.testing.assert_array_equal(scaled.value(), array)
    assert relative_error(scaled.log10_norm(), exact_row_norm(array.ravel())) < 1e-12


def test_the_array_is_copied() -> None:
    array = np.array([0.5])
    scaled = Scaled.of(array)
    array[0] = 3.0
    assert scaled.mantissa[0] == 0.5


def test_zeros_are_zeros_whatever_the_exponent() -> None:
    for exponent in (0, -4000, 4000):
        zero = Scaled.of(np.zeros((2, 2)), exponent)
        assert zero.log10_norm() == -math.inf
        np.testing.assert_array_equal(zero.value(), np.zeros((2, 2)))


def test_an_empty_array_has_norm_zero() -> None:
    assert Scaled.of(np.zeros((2, 0))).log10_norm() == -math.inf


def test_plain_values_end_where_a_double_ends() -> None:
    largest = np.finfo(np.float64).max
    np.testing.assert_array_equal(Scaled.of(np.array([largest])).value(), [largest])
    np.testing.assert_array_equal(Scaled.of(np.array([1.0]), -1074).value(), [5e-324])
    np.testing.assert_array_equal(Scaled.of(np.array([1.0]), -1076).value(), [0.0])
    with pytest.raises(OverflowError, match=r"entries reach 10\^308; use mantissa and exponent"):
        Scaled.of(np.array([1.0]), 1024).value()
    with pytest.raises(OverflowError, match=r"entries reach 10\^3010"):
        Scaled.of(np.array([1.0]), 10_000).value()


def test_log10_of_zero_is_minus_infinity_without_a_warning() -> None:
    np.testing.assert_array_equal(log10(np.array([0.0, 1.0, 1000.0])), [-np.inf, 0.0, 3.0])
    assert log10(0.0) == -np.inf


@given(arrays(np.float64, (3, 4), elements=finite))
def test_row_norms_at_every_magnitude(rows: Array) -> None:
    for log, row in zip(log10_row_norms(rows), rows, strict=True):
        assert relative_error(log, exact_row_norm(row)) < 1e-12


@pytest.mark.parametrize("size", [5e-324, 1e-310, 1e-200, 1e200, 1.7e308])
def test_row_norms_neither_underflow_nor_overflow(size: float) -> None:
    rows = np.array([[size, size, size, size], [0.0, size, 0.0, 0.0]])
    one, two = log10_row_norms(rows)
    assert relative_error(one, exact_log10(2 * mpf(size))) < 1e-12
    assert relative_error(two, exact_log10(mpf(size))) < 1e-12


def test_rows_without_entries_or_with_zeros_have_norm_zero() -> None:
    np.testing.assert_array_equal(log10_row_norms(np.zeros((2, 3))), [-np.inf, -np.inf])
    np.testing.assert_array_equal(log10_row_norms(np.zeros((2, 0))), [-np.inf, -np.inf])
    assert log10_row_norms(np.zeros((0, 3))).shape == (0,)


def test_plain_numbers_from_logarithms() -> None:
    logs = np.array([-np.inf, -400.0, -3.0, 0.0, 2.0, 400.0])
    np.testing.assert_allclose(from_log10(logs), [0, 0, 1e-3, 1, 100, np.inf], rtol=1e-15)


@given(st.lists(st.floats(-1e6, 1e6), max_size=300))
def test_running_sums_are_correctly_rounded_or_nearly(values: list[float]) -> None:
    sums = running_sum(values)
    assert len(sums) == len(values) + 1
    for i, total in enumerate(sums):
        exact = math.fsum(values[:i])
        size = max(map(abs, values[:i]), default=0.0)
        assert abs(total - exact) <= 2.3e-16 * (abs(exact) + 1e-12 * size)


def test_a_long_running_sum_beats_a_plain_one() -> None:
    values = [math.log10(0.01) + 1e-3 * math.sin(i) for i in range(100_000)]
    exact = math.fsum(values)
    assert abs(running_sum(values)[-1] - exact) <= np.spacing(abs(exact))
    assert abs(np.add.accumulate(values)[-1] - exact) > 10 * np.spacing(abs(exact))


def test_minus_infinity_stays_from_there_on() -> None:
    sums = running_sum([1.0, -math.inf, 2.0, -math.inf, 3.0])
    np.testing.assert_array_equal(sums, [0, 1, -np.inf, -np.inf, -np.inf, -np.inf])
    np.testing.assert_array_equal(running_sum([]), [0.0])


def test_the_constant_is_the_logarithm_of_two() -> None:
    assert relative_error(LOG10_2, exact_log10(mpf(2))) < 1e-15
