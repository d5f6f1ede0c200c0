"""What people read where a number is shown."""

import math
import re
import struct

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gui.widgets.numbers import exact, power, short

finite = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.92, "0.92"),
        (-0.61, "−0.61"),
        (1.04, "1.04"),
        (0.3, "0.30"),
        (0.0, "0.00"),
        (-0.0, "0.00"),
        (9.999, "10.0"),
        (-12.34, "−12.3"),
        (123.4, "123"),
        (-98765.4, "−98765"),
        (123456.0, "1.2e5"),
        (0.0041, "0.004"),
        (1e-4, "1.0e−4"),
        (-2.26e-7, "−2.3e−7"),
        (-1.7e308, "−1.7e308"),
        (-2.26e-300, "−2e−300"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "NaN"),
    ],
)
def test_short_reads_like_a_person_would_write_it(value, text):
    assert short(value) == text


@given(finite)
@example(5e-324)
@example(-1.7976931348623157e308)
def test_short_fits_a_cell_and_keeps_the_sign(value):
    text = short(value)
    assert len(text) <= 8
    assert "-" not in text
    assert text.startswith("−") == (value < 0)
    assert (re.sub("[−0.]", "", text) == "") == (value == 0)


@given(st.floats(min_value=-1e308, max_value=1e308))
def test_short_is_near_the_number(value):
    shown = float(short(value).replace("−", "-"))
    assert shown == pytest.approx(value, rel=0.5)


def test_fewer_digits_are_shorter():
    assert [short(-0.613, digits) for digits in (4, 3, 2)] == ["−0.613", "−0.61", "−0.6"]
    assert short(-0.0034, 2) == "−3e−3"


@given(finite)
def test_exact_reads_back_bit_for_bit(value):
    text = exact(value)
    assert text.isascii()
    assert struct.pack("d", float(text)) == struct.pack("d", value)


@pytest.mark.parametrize(
    ("log10", "text"),
    [
        (math.log10(0.563), "0.563"),
        (math.log10(221.4), "221"),
        (0.0, "1.00"),
        (math.log10(0.00999999), "0.0100"),
        (math.log10(3.1e-12), "3.1×10⁻¹²"),
        (4.0, "1.0×10⁴"),
        (math.log10(9.97e6), "1.0×10⁷"),
        (-math.inf, "0"),
        (math.inf, "∞"),
    ],
)
def test_power_writes_a_magnitude(log10, text):
    assert power(log10) == text


def test_power_goes_beyond_the_range_of_a_double():
    assert power(4321.5) == "3.2×10⁴³²¹"
    assert power(-98765.25) == "5.6×10⁻⁹⁸⁷⁶⁶"
