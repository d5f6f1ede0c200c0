"""JSON parsing with checks of the fields' types, for files written by hand."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import Any, cast

import msgspec

from engine.arrays import entry_name
from engine.errors import InputError

_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"(\s*:)?', re.DOTALL)
_MOST_DIGITS = 300  # digits, about the range of a double; Python reads at most 4,300
_LARGEST_WHOLE = 1 << 62

_KINDS: dict[type, str] = {
    list: "a list",
    bool: "true or false",
    float: "a number",
    int: "a whole number",
    type(None): "null",
    dict: "an object in braces",
    str: "a text in quotes",
}
_REMEDIES: dict[type, str] = {
    list: "put it in brackets, as in [0.5, 0]",
    bool: "write true or false",
    float: "replace it by a number such as 0.5",
    int: "replace it by a whole number such as 1",
    dict: 'begin the file with { and name the fields, as in {"W": [[0.5]]}',
    str: 'put it in quotes, as in "text"',
}


def parse_object(text: str) -> dict[str, Any]:
    """Return the fields of a JSON object; a repeated field is an error.

    NaN and Infinity, which are not JSON, are accepted, so that a later check can name their place.

    Raises:
        InputError: not JSON, no object, brackets nested too deeply, or a field given twice.
    """
    try:
        found = _parsed(text)
    except json.JSONDecodeError as error:
        found = f"is not JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        raise InputError(found, "correct the text there") from error
    except RecursionError as error:
        raise InputError("nests its brackets too deeply", "write W as rows in a list") from error
    require_kind(found, dict, "")
    return cast(dict[str, Any], found)


def require_kind(value: object, kind: type, place: str) -> None:
    """Raise InputError at `place` unless a JSON value has that type.

    An integer is a number, too; true and false are not. A text must be valid Unicode.
    """
    if type(value) is not kind and not (kind is float and type(value) is int):
        found = f"is {_KINDS[type(value)]}, expected {_KINDS[kind]}"
        raise InputError(found, _REMEDIES[kind], place=place)
    if kind is int and abs(cast(int, value)) > _LARGEST_WHOLE:
        raise InputError("is a number of too many digits", "use a smaller number", place=place)
    if isinstance(value, str) and not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise InputError("is not valid Unicode", "type it anew", place=place) from error


def require_numbers(value: object, name: str, axes: int, index: tuple[int, ...] = ()) -> None:
    """Raise InputError unless a JSON value is a list of numbers, or of such lists.

    Args:
        value: the JSON value.
        name: the field, such as W.
        axes: the nesting depth: 1 for a vector, 2 for a matrix.
        index: the indices of the list in the field, from 0.
    """
    if not isinstance(value, list):
        require_kind(value, list, entry_name(name, index))
        return
    if axes == 1 and set(map(type, value)) <= {int, float}:
        return
    for i, entry in enumerate(value):
        if axes > 1:
            require_numbers(entry, name, axes - 1, (*index, i))
        else:
            require_kind(entry, float, entry_name(name, (*index, i)))


def without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object's fields, a hook for `json.loads` that rejects repeated names.

    Raises:
        InputError: a name is repeated.
    """
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise InputError("is given twice", "remove one of the two", place=name)
        found[name] = value
    return found


def _parsed(text: str) -> object:
    with suppress(msgspec.DecodeError):
        found = msgspec.json.decode(text)  # several times as fast, but without the place of a fault
        names = sum(match[1] is not None for match in _STRING.finditer(text))
        if not isinstance(found, dict) or names == len(found):
            return cast(object, found)
    return json.loads(text, parse_int=_whole, object_pairs_hook=without_repeats)


def _whole(digits: str) -> float:
    return int(digits) if len(digits) <= _MOST_DIGITS else float(digits)
