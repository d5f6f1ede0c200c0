"""Numbers as people write them, and messages about other texts."""

import re

import pytest

from engine.files.number_text import parse_number, quoted


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
        ("1,234", 1.234),
    ],
)
def test_numbers_in_all_supported_notations_are_read(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("abc", '"abc" is not a number'),
        ("", '"" is empty'),
        ("  ", '"" is empty'),
        ("1 2", '"1 2" is not a number'),
        ("1_000", '"1_000" is not a number'),
        ("1/2/3", '"1/2/3" is not a number'),
        ("1/", '"1/" is not a number'),
        ("__import__('os')", "\"__import__('os')\" is not a number"),
        ("nan", '"nan" is not finite'),
        ("-inf", '"-inf" is not finite'),
        ("1e999", '"1e999" is not finite'),
        ("1/0", '"1/0" divides by zero'),
        ("x" * 60, f'"{"x" * 23}…" is not a number'),
    ],
)
def test_a_text_that_is_no_number_is_quoted(text, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse_number(text)


@pytest.mark.parametrize(
    "text", ["1.234,5", "1,234.5", "1,234,567", "1 234,5", "1'234", "-1.000.000"]
)
def test_marks_between_thousands_are_rejected_by_name(text):
    with pytest.raises(ValueError, match="has marks between its thousands; write it without them"):
        parse_number(text)


@pytest.mark.parametrize("text", ["3i", "1+2i", "-0.5j", "2*i", "1.i"])
def test_complex_numbers_are_rejected_by_name(text):
    with pytest.raises(ValueError, match="is complex, and only real numbers are taken"):
        parse_number(text)


def test_a_quotation_is_short():
    assert quoted("  short ") == '"short"'
    assert len(quoted("x" * 10_000)) == 26
