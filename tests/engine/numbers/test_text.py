"""One number as text: rounded first, scaled after."""

from __future__ import annotations

import math
import struct
from fractions import Fraction

import mpmath
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.numbers import (
    count,
    degrees,
    exact,
    fixed,
    percent,
    power,
    short,
    signed_power,
    ten_to,
    told_from_one,
    trimmed,
)
from tests.engine.numbers.reading import read, says

finite = st.floats(allow_nan=False, allow_infinity=False)
near_powers = st.builds(
    lambda exponent, share: share * 10.0**exponent,
    st.integers(-300, 300),
    st.sampled_from([0.9949, 0.995, 0.99949, 0.9995, 0.99996, 0.999999, 1.0, 1.0049, 1.05]),
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.92, "0.92"),
        (-0.42, "−0.42"),
        (0.3, "0.30"),
        (0.0, "0"),
        (-0.0, "0"),
        (9.999, "10.0"),
        (-12.34, "−12.3"),
        (999.95, "1000"),
        (-98765.4, "−98765"),
        (99996.0, "1.0×10⁵"),
        (123456.0, "1.2×10⁵"),
        (9.996e6, "1.0×10⁷"),
        (0.99996, "1.00"),
        (0.0403, "0.040"),
        (0.0041, "0.0041"),
        (0.0009996, "0.0010"),
        (4.4e-4, "4.4×10⁻⁴"),
        (-2.26e-7, "−2.3×10⁻⁷"),
        (5e-324, "4.9×10⁻³²⁴"),
        (-1.7e308, "−1.7×10³⁰⁸"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "NaN"),
    ],
)
def test_short_numbers(value: float, text: str) -> None:
    assert short(value) == text


def test_fewer_digits_are_shorter() -> None:
    assert [short(-0.613, digits) for digits in (4, 3, 2, 1)] == ["−0.613", "−0.61", "−0.6", "−0.6"]
    assert short(12.34, 2) == "12"


@given(finite | near_powers, st.integers(1, 6))
@example(-5e-324, 3)
@example(1.7976931348623157e308, 2)
@example(99999.5, 3)
def test_a_short_number_is_right_to_half_its_last_digit(value: float, digits: int) -> None:
    text = short(value, digits)
    assert says(text, value)
    assert (text == "0") == (read(text)[0] == 0) == (value == 0)


@given(finite | near_powers, st.integers(1, 17))
@example(999999.5, 6)
@example(-1e-5, 3)
def test_a_trimmed_number_is_the_number_rounded(value: float, digits: int) -> None:
    text = trimmed(value, digits)
    assert read(text)[0] == Fraction(f"{value:.{digits - 1}e}")
    number = text.partition("×")[0]
    assert "." not in number or not number.endswith("0")
    assert not text.startswith(("1×", "−1×"))


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.25, "0.25"), (4.0, "4"), (-0.5, "−0.5"), (1e-9, "10⁻⁹"), (-1e9, "−10⁹"), (0.0, "0"),
     (200000.0, "200000"), (1234567.0, "1.23457×10⁶"), (999999.6, "10⁶"), (math.inf, "∞")],
)  # fmt: skip
def test_trimmed_numbers(value: float, text: str) -> None:
    assert trimmed(value) == text


@given(st.floats(-1e15, 1e15), st.integers(0, 6))
@example(-0.004, 2)
@example(-0.5, 0)
def test_fixed_decimals(value: float, decimals: int) -> None:
    text = fixed(value, decimals)
    assert says(text, value)
    assert read(text)[1] == Fraction(1, 10**decimals)


@pytest.mark.parametrize(
    ("log10", "text"),
    [
        (math.log10(0.563), "0.563"),
        (math.log10(221.4), "221"),
        (0.0, "1.00"),
        (math.log10(0.00999999), "0.0100"),
        (math.log10(3.1e-12), "3.1×10⁻¹²"),
        (math.log10(9.97e6), "1.0×10⁷"),
        (math.log10(9.996e6), "1.0×10⁷"),
        (7.9999, "1.0×10⁸"),
        (9.9999, "1.0×10¹⁰"),
        (5.2, "1.6×10⁵"),
        (-5000.0001, "1.0×10⁻⁵⁰⁰⁰"),
        (4999.99, "9.8×10⁴⁹⁹⁹"),
        (-math.inf, "0"),
        (math.inf, "∞"),
        (math.nan, "NaN"),
    ],
)
def test_magnitudes(log10: float, text: str) -> None:
    assert power(log10) == text


@given(st.floats(-5000, 5000) | st.integers(-5000, 5000).map(float))
@example(7.9999)
@example(math.nextafter(5.0, 0.0))
@example(math.nextafter(-3.0, -4.0))
def test_a_magnitude_is_right_to_half_its_last_digit(log10: float) -> None:
    shown, unit = read(power(log10))
    with mpmath.workdps(60):
        off = abs(_mpf(shown) - mpmath.mpf(10) ** mpmath.mpf(log10))
        assert off <= _mpf(unit) / 2 * (1 + mpmath.mpf(10) ** -9)  # 10.0**x is a double


def _mpf(number: Fraction) -> mpmath.mpf:
    return mpmath.mpf(number.numerator) / number.denominator


def test_signs_of_magnitudes() -> None:
    assert signed_power(True, -1204.12) == "−7.6×10⁻¹²⁰⁵"
    assert signed_power(False, -0.3) == "0.501"
    assert signed_power(True, -math.inf) == "0"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.99996, "0.99996"), (0.99998, "0.99998"), (1.00004, "1.00004"), (1.63, "1.63"), (0.5, "0.5"),
     (1.0, "1"), (1 - 2**-53, "0.9999999999999999"), (1 + 2**-52, "1.0000000000000002"),
     (0.99951, "0.9995"), (1e-9, "10⁻⁹"), (0.0, "0")],
)  # fmt: skip
def test_a_number_next_to_1_is_told_from_it(value: float, text: str) -> None:
    assert told_from_one(value) == text


@given(st.floats(1e-300, 1e300) | st.floats(1 - 1e-12, 1 + 1e-12))
def test_only_1_is_written_as_1(value: float) -> None:
    assert (read(told_from_one(value))[0] == 1) == (value == 1)


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0 %"), (1.0, "100 %"), (0.5, "50 %"), (0.344, "34 %"), (0.0023, "0.23 %"),
     (0.0998, "10 %"), (0.98, "98 %"), (0.9949, "99.5 %"), (0.99949, "99.9 %"),
     (0.9995, "over 99.9 %"), (0.9997, "over 99.9 %"), (math.nextafter(1.0, 0.0), "over 99.9 %"),
     (math.nextafter(1.0, 2.0), "over 100 %"), (1.5, "150 %"), (12.34, "1234 %"),
     (4.4e-8, "4.4×10⁻⁶ %"), (1e308, "1.0×10³¹⁰ %"), (-0.34, "−34 %"), (math.inf, "∞ %")],
)  # fmt: skip
def test_percentages(share: float, text: str) -> None:
    assert percent(share) == text


@given(st.floats(0, 1))
@example(5e-324)
def test_a_percentage_is_0_or_100_only_if_it_is_so(share: float) -> None:
    text = percent(share).removesuffix(" %")
    if text.startswith("over"):
        assert 0.999 < share < 1
        return
    shown, unit = read(text)
    assert abs(shown - 100 * Fraction(share)) <= unit / 2 * Fraction(1 + 10**9, 10**9)
    assert (shown == 0) == (share == 0)
    assert (shown == 100) == (share == 1)


@pytest.mark.parametrize(
    ("radians", "text"),
    [(math.pi / 2, "90.0°"), (0.2147, "12.3°"), (7e-5, "0.0040°"), (0.0, "0°"), (1e-15, "0°"),
     (math.nan, "–")],
)  # fmt: skip
def test_angles(radians: float, text: str) -> None:
    assert degrees(radians) == text


def test_counts_have_their_thousands_apart() -> None:
    assert [count(n) for n in (7, 1024, 1234567)] == ["7", "1,024", "1,234,567"]


def test_powers_of_ten() -> None:
    assert [ten_to(n) for n in (0, 12, -345)] == ["10⁰", "10¹²", "10⁻³⁴⁵"]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_exact_reads_back_bit_for_bit(value: float) -> None:
    text = exact(value)
    assert text.isascii()
    assert struct.pack("d", float(text)) == struct.pack("d", value)
