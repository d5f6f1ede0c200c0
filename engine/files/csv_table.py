"""A table of numbers from .csv or .tsv text."""

from __future__ import annotations

import codecs
import csv
import math
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from engine.errors import InputError
from engine.files.limits import JSON_BYTES, STEPS, require_steps
from engine.files.source import as_text, read_bytes
from engine.network.arrays import Array

_DELIMITERS = {".csv": ";\t,", ".tsv": "\t;,"}
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_LINES = 4 * STEPS
_COLUMNS = 1_000_000

TABLE_ENDINGS = tuple(_DELIMITERS)


@dataclass(frozen=True)
class TableSurvey:
    """What a table holds, before its cells are numbers.

    Attributes:
        columns: their names; "column 3" where there is no header, or no name in it.
        rows: how many lines of cells there are below the header.
        first: the cells of the first lines, as they are written.
    """

    columns: tuple[str, ...]
    rows: int
    first: tuple[tuple[str, ...], ...]


def read_csv(path: Path, columns: Sequence[int] | None = None) -> Array:
    """Return the numbers in a .csv or .tsv file, one line a row.

    They stand between semicolons, tabs or commas, the first of these that the first line has; in a
    .tsv file, tabs come first. A first line without any number is a header. The text is UTF-8, or
    UTF-16 with a byte order mark.

    Args:
        path: the file.
        columns: which columns to take, counted from 0; all of them unless given.

    Raises:
        InputError: a cell that is not a finite number, lines of unequal length, no numbers at
            all, a column that is not there, or too many lines.
    """
    numbers = array("d")
    rows = width = 0
    for line, cells in _table(path)[1]:
        width = width or len(cells)
        _require_width(len(cells), width, line)
        taken = range(width) if columns is None else within(columns, width)
        numbers.extend(_number(cells[i], line, i + 1) for i in taken)
        rows += 1
        require_steps(rows, len(taken))
    if not rows:
        raise InputError("holds no numbers", "write one step a line, as in 0.5, 1")
    return np.array(numbers).reshape(rows, -1)


def survey_table(path: Path, lines: int = 5) -> TableSurvey:
    """Return what a .csv or .tsv file holds, with its first `lines` rows as text.

    Raises:
        InputError: a file that cannot be read, lines of unequal length, or too many lines.
    """
    head, body = _table(path)
    first: list[tuple[str, ...]] = []
    rows = width = 0
    for line, cells in body:
        width = width or len(cells)
        _require_width(len(cells), width, line)
        rows += 1
        require_steps(rows, 1)
        if rows <= lines:
            first.append(tuple(cell.strip() for cell in cells))
    if not rows:
        raise InputError("holds no numbers", "write one step a line, as in 0.5, 1")
    return TableSurvey(tuple(_names(head, width)), rows, tuple(first))


def within(columns: Sequence[int], width: int) -> Sequence[int]:
    """Return the columns, counted from 0, if there are any and a row of `width` cells has them.

    Raises:
        InputError: none is chosen, or one that is not there.
    """
    if not columns:
        raise InputError("are not chosen", "choose at least one", place="columns")
    for column in columns:
        if not 0 <= column < width:
            found = f"is not there: a row has {width}"
            raise InputError(found, f"choose from 1 to {width}", place=f"column {column + 1}")
    return columns


def is_number(cell: str) -> bool:
    """Tell whether a cell is written as a number, finite or not."""
    return _parsed(cell) is not None


def _names(head: list[str], width: int) -> Iterator[str]:
    for i, cell in enumerate((head + [""] * width)[:width], 1):
        yield cell.removeprefix("#").strip() or f"column {i}"


def _table(path: Path) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """Return the header's cells, none without one, and the lines below it."""
    lines = _lines(path)
    line, cells = next(lines, (0, []))
    if any(map(is_number, cells)):
        return [], chain([(line, cells)], lines)
    return cells, lines


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the cells of each line that is not blank."""
    text = _text(read_bytes(path, JSON_BYTES))
    mark = _delimiter(text, _DELIMITERS.get(path.suffix.lower(), _DELIMITERS[".csv"]))
    reader = csv.reader(_bounded(text, mark), delimiter=mark)
    try:
        for cells in reader:
            if len(cells) > 1 or "".join(cells).strip():
                yield reader.line_num, cells
    except csv.Error as error:
        found = f"cannot be read ({error})"
        raise InputError(found, "correct the line", place=f"line {reader.line_num}") from error


def _bounded(text: str, mark: str) -> Iterator[str]:
    """Yield the lines as they stand, up to one that is far too wide or one too many."""
    marks, quoted = 0, False
    for number, match in enumerate(_LINE.finditer(text), 1):
        if number > _LINES:
            raise InputError(f"has more than {_LINES} lines", "remove the empty ones")
        line = match[0]
        marks = line.count(mark) + marks * quoted  # a quoted line's end does not end the row
        quoted ^= line.count('"') % 2 == 1
        if marks >= _COLUMNS:
            found = f"has more than {_COLUMNS} columns"
            raise InputError(found, "write one step a line", place=f"line {number}")
        yield line


def _text(data: bytes) -> str:
    if not data.startswith(_UTF16):
        text = as_text(data)
        if "\0" in text:
            raise InputError("is UTF-16 without its mark, or no text", "save it as UTF-8")
        return text
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise InputError("is not whole UTF-16 text", "save it as UTF-8") from error
    if "\0" in text:
        raise InputError("is UTF-32, or no text", "save it as UTF-8")
    return text


def _delimiter(text: str, marks: str) -> str:
    first = text.lstrip("\r\n").partition("\n")[0]
    return next((mark for mark in marks if mark in first), ",")


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


def _require_width(found: int, width: int, line: int) -> None:
    if found != width:
        message = f"has {found} numbers, expected {width}"
        raise InputError(message, "give every line as many", place=f"line {line}")
