"""What is wrong with a JSON file, in words: msgspec's findings with our names and places."""

from __future__ import annotations

import re

import msgspec

from engine.errors import InputError
from engine.network.arrays import entry_name

_KINDS = {
    "array": "a list",
    "bool": "true or false",
    "float": "a number",
    "int": "a whole number",
    "null": "null",
    "object": "an object in braces",
    "str": "a text in quotes",
}
_REMEDIES = {
    "array": "put it in brackets, as in [0.5, 0]",
    "float": "replace it by a number such as 0.5",
    "int": "replace it by a whole number such as 1",
    "object": 'begin the file with { and name the fields, as in {"W": [[0.5]]}',
    "str": 'put it in quotes, as in "text"',
}
_WRONG_KIND = re.compile(r"Expected `(\w+)`, got `(\w+)`")
_PATH = re.compile(r" - at `\$\.?(\w*)((?:\[\d+\])*)`$")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(\w+)`")
_AT_BYTE = re.compile(r"^JSON is malformed: (.*) \(byte (\d+)\)$")

_TOO_LONG = re.compile(r"Integer value out of range|Expected `int` [<>]= -?[0-9]{9}")
_HALF = re.compile(rb"\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])", re.IGNORECASE)


def invalid(error: msgspec.ValidationError, fields: tuple[str, ...]) -> InputError:
    """Return what a value of the wrong kind or a field that should not be there amounts to."""
    message = str(error)
    place = _place(message)
    if match := _WRONG_KIND.search(message):
        wanted, got = match.groups()
        found = f"is {_KINDS.get(got, got)}, expected {_KINDS.get(wanted, wanted)}"
        return InputError(found, _REMEDIES.get(wanted, "correct it"), place=place)
    if match := _UNKNOWN.search(message):
        remedy = f"remove or rename it; there are {', '.join(fields)}"
        return InputError(f"has an unknown field {match[1][:40]!r}", remedy)
    if match := _MISSING.search(message):
        return InputError("is missing", 'add it, as in "W": [[0.5, 0], [0, 0.5]]', place=match[1])
    if _TOO_LONG.match(message):
        return InputError("is a number of too many digits", "use a smaller number", place=place)
    if message.startswith("Number out of range"):
        return InputError("is beyond the range of a double", "use a smaller number", place=place)
    return InputError(f"cannot be used ({message})", "correct it", place=place)


def malformed(error: msgspec.DecodeError, data: bytes) -> InputError:
    """Return where text stops being JSON."""
    if match := _AT_BYTE.match(str(error)):
        start = int(match[2])
        line = data.count(b"\n", 0, start) + 1
        column = start - (data.rfind(b"\n", 0, start) + 1) + 1
        found = f"is not JSON: {match[1]} in line {line}, column {column}"
        return InputError(found, "correct the text there")
    if _HALF.search(data):
        found = "is not JSON: half of a surrogate pair, as in \\ud800"
        return InputError(found, "write the character itself")
    return InputError("is not whole JSON: it ends too early", "check that it was saved whole")


def _place(message: str) -> str:
    match = _PATH.search(message)
    if match is None:
        return ""
    return entry_name(match[1], tuple(int(index) for index in re.findall(r"\d+", match[2])))
