"""What may be typed and pasted, and what is said of the rest."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from gui.widgets.matrix_text import format_block, parse_block, parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.5", 0.5),
        (" 0,5\t", 0.5),
        ("−0.61", -0.61),
        ("1.0e−4", 1e-4),
        ("-1E-3", -1e-3),
        ("+.5", 0.5),
        ("1/3", 1 / 3),
        ("−1 / 4", -0.25),
        ("0,5/2", 0.25),
    ],
)
def test_people_write_numbers_in_many_ways(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("abc", '"abc" is not a number'),
        ("", '"" is empty'),
        ("  ", '"" is empty'),
        ("1 2", '"1 2" is not a number'),
        ("1.234,5", '"1.234,5" is not a number'),
        ("1_000", '"1_000" is not a number'),
        ("1/2/3", '"1/2/3" is not a number'),
        ("1/", '"1/" is not a number'),
        ("__import__('os')", "\"__import__('os')\" is not a number"),
        ("nan", '"nan" is not a number'),
        ("-inf", '"-inf" is not finite'),
        ("1e999", '"1e999" is not finite'),
        ("1/0", '"1/0" divides by zero'),
        ("x" * 60, f'"{"x" * 23}…" is not a number'),
    ],
)
def test_what_is_no_number_is_named(text, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "1.5\t-2\n3\t0.25",
        "1.5\t-2\r\n3\t0.25\r\n",
        "1,5\t−2\n3\t1/4",
        "1,5;-2\n3;0,25",
        "1.5,-2\n3,0.25",
        "1.5, -2\n3, 0.25\n",
        "1.5 -2\n3 0.25",
        "  1,5   -2\n  3   0,25  \n\n",
    ],
)
def test_blocks_come_in_many_shapes(text):
    assert np.array_equal(parse_block(text), [[1.5, -2.0], [3.0, 0.25]])


def test_a_decimal_comma_stays_one_in_a_single_number_and_in_a_column():
    assert parse_block("0,5").tolist() == [[0.5]]
    assert parse_block("0,5\r\n0,3\r\n", one_column=True).tolist() == [[0.5], [0.3]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1\t2\n3\tabc", 'row 2, column 2: "abc" is not a number'),
        ("1\t\n3\t4", 'row 1, column 2: "" is empty'),
        ("1;2\n3;", 'row 2, column 2: "" is empty'),
        ("1 nan", 'row 1, column 2: "nan" is not a number'),
        ("1 1_0", 'row 1, column 2: "1_0" is not a number'),
        ("1\tinf", 'row 1, column 2: "inf" is not finite'),
        ("1 2 3\n4 5", "row 2 has 2 cells where row 1 has 3 cells"),
        (" \n", "there is no text"),
        ("1,2\n3,4", 'in "1,2" the comma may be a decimal comma'),
    ],
)
def test_a_bad_block_says_where(text, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        parse_block(text)


finite = st.floats(allow_nan=False, allow_infinity=False)


@given(arrays(np.float64, array_shapes(min_dims=2, max_dims=2, max_side=5), elements=finite))
def test_a_copied_block_reads_back_bit_for_bit(block):
    assert parse_block(format_block(block)).tobytes() == block.tobytes()
