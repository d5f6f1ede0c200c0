"""Blocks from spreadsheets, CSV files and terminals."""

import csv
import io
import re

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gui.grid.text import parse_block
from gui.grid.text.separated import separated_cells


@pytest.mark.parametrize(
    "text",
    [
        "1.5\t-2\n3\t0.25",
        "1.5\t-2\r\n3\t0.25\r\n",
        "1.5\t-2\r3\t0.25\r",
        "1,5\t−2\n3\t1/4",
        "1,5;-2\n3;0,25",
        "1.5,-2\n3,0.25",
        "1.5, -2\n3, 0.25\n",
        "1.5 -2\n3 0.25",
        "  1,5   -2\n  3   0,25  \n\n",
        '"1,5"\t"-2"\r\n3\t"0,25"\r\n',
        '"1,5","-2"\n"3","0,25"\n',
        "1.5\t-2\t\t\n3\t0.25\t\t\n\t\t\t\n",
        "1.5;-2;\n3;0.25;\n",
    ],
)
def test_separators_and_shapes_of_blocks(text):
    assert np.array_equal(parse_block(text), [[1.5, -2.0], [3.0, 0.25]])


def test_a_comma_in_a_single_number_or_a_column_is_decimal():
    assert parse_block("0,5").tolist() == [[0.5]]
    assert parse_block("0,5\r\n0,3\r\n", one_column=True).tolist() == [[0.5], [0.3]]
    assert parse_block("0,5\t1,25").tolist() == [[0.5, 1.25]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1\t2\n3\tabc", 'row 2, column 2: "abc" is not a number'),
        ("1\t\n3\t4", 'row 1, column 2: "" is empty'),
        ("1;2\n3;", 'row 2, column 2: "" is empty'),
        ("1\t\t3\n4\t5\t6", 'row 1, column 2: "" is empty'),
        ("1\t2\n\t\n3\t4", 'row 2, column 1: "" is empty'),
        ("1 nan", 'row 1, column 2: "nan" is not finite'),
        ("1 1_0", 'row 1, column 2: "1_0" is not a number'),
        ("1\tinf", 'row 1, column 2: "inf" is not finite'),
        ("1 2 3\n4 5", "row 2 has 2 cells where row 1 has 3 cells"),
        (" \n", "there is no text"),
        ("1,2\n3,4", 'in "1,2" the comma may be a decimal comma'),
        ("1,5\t2.5", 'row 1, column 1: "1,5" has a comma where other numbers have a point'),
        ("0.5\t1\n2\t1,234", 'row 2, column 2: "1,234" has a comma where other numbers'),
        ("1,234.5\t2", '"1,234.5" has marks between its thousands'),
        ('"1" x\t2', "a quotation mark has no partner"),
    ],
)
def test_an_invalid_block_is_reported_with_its_place(text, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        parse_block(text)


cells = st.text(st.characters(codec="utf-8", exclude_characters='\r\n\t"'), min_size=1).map(
    str.strip
)


@given(st.lists(st.lists(cells.filter(bool), min_size=2, max_size=2), min_size=1, max_size=4))
def test_quoted_cells_are_read_as_by_the_csv_module(rows):
    written = io.StringIO()
    csv.writer(written, delimiter="\t", quoting=csv.QUOTE_ALL).writerows(rows)
    assume(not ("," in written.getvalue() and "." in written.getvalue()))
    assert separated_cells(written.getvalue(), one_column=False) == rows
