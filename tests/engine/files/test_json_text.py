"""JSON of presets: fields, their types, and the place of a fault."""

from __future__ import annotations

import math

import pytest

from engine.errors import InputError
from engine.files.json_text import parse_object, require_kind, require_numbers


def test_the_fields_of_an_object_are_read() -> None:
    assert parse_object('{"W": [[1, 2.5]], "t": 3}') == {"W": [[1, 2.5]], "t": 3}


def test_nan_and_infinity_are_read_for_a_later_check() -> None:
    found = parse_object('{"W": [NaN, -Infinity]}')["W"]
    assert math.isnan(found[0])
    assert found[1] == -math.inf


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"W": [1,]}', "line 1, column"),
        ('{"t": 1, "t": 2}', "t is given twice"),
        ('{"a": {"t": 1, "t": 2}}', "t is given twice"),
        ("[1]", "is a list, expected an object"),
        ('{"W": ' + "[" * 100_000, "nests its brackets too deeply"),
    ],
    ids=["not JSON", "repeated field", "repeated field inside", "a list", "deep"],
)
def test_a_fault_is_named(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_object(text)


def test_whole_numbers_are_numbers_and_booleans_are_not() -> None:
    require_kind(1, float, "t")
    for value, kind in ((True, float), (True, int), (1.0, int), ("1", int)):
        with pytest.raises(InputError):
            require_kind(value, kind, "t")


def test_a_wrong_entry_of_a_matrix_is_named_by_row_and_column() -> None:
    require_numbers([[1, 2.5], [3, 4]], "W", 2)
    with pytest.raises(InputError) as caught:
        require_numbers([[1, 2], [3, None]], "W", 2)
    assert caught.value.place == "W[2, 2]"
