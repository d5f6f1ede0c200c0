"""A table of numbers from .csv text."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from engine.errors import InputError
from engine.files.limits import JSON_BYTES, require_steps
from engine.files.source import read_text
from engine.network.arrays import Array

_DELIMITERS = ";\t,"


def read_csv(path: Path) -> Array:
    """Return the numbers in a .csv file, one line a row.

    They stand between semicolons, tabs or commas, the first of these that the first line has. A
    first line without any number is a header.

    Raises:
        InputError: a cell that is not a finite number, lines of unequal length, no numbers at
            all, or too many lines.
    """
    rows: list[list[float]] = []
    for line, cells in _lines(read_text(path, JSON_BYTES)):
        rows.append([_number(cell, line, i + 1) for i, cell in enumerate(cells)])
        _require_width(rows, line)
        require_steps(len(rows), len(cells))
    if not rows:
        raise InputError("holds no numbers", "write one step a line, as in 0.5, 1")
    return np.array(rows, dtype=np.float64)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the cells of each line that is neither blank nor the header."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    first = True
    try:
        for cells in reader:
            if len(cells) <= 1 and not "".join(cells).strip():
                continue
            if not first or any(_parsed(cell) is not None for cell in cells):
                yield reader.line_num, cells
            first = False
    except csv.Error as error:
        found = f"cannot be read ({error})"
        raise InputError(found, "correct the line", place=f"line {reader.line_num}") from error


def _delimiter(text: str) -> str:
    first = text.lstrip("\r\n").partition("\n")[0]
    return next((mark for mark in _DELIMITERS if mark in first), ",")


def _parsed(cell: str) -> float | None:
    try:
        return None if "_" in cell else float(cell)
    except ValueError:
        return None


def _number(cell: str, line: int, column: int) -> float:
    value = _parsed(cell)
    place = f"line {line}, column {column}"
    if value is None:
        raise InputError(*_not_a_number(cell.strip()), place=place)
    if not math.isfinite(value):
        found = f"is not a finite number ({value})"
        raise InputError(found, "replace it by a number such as 0.5", place=place)
    return value


def _not_a_number(text: str) -> tuple[str, str]:
    if not text:
        return "is empty", "write a number there"
    if _parsed(text.replace(",", ".")) is not None:
        return f"is {text[:40]!r}, not a number", "write decimals with a point"
    remedy = "write numbers between commas, semicolons or tabs"
    return f"is {text[:40]!r}, not a number", remedy


def _require_width(rows: list[list[float]], line: int) -> None:
    width, found = len(rows[0]), len(rows[-1])
    if found != width:
        message = f"has {found} numbers, expected {width}"
        raise InputError(message, "give every line as many", place=f"line {line}")
