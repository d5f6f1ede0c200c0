"""Reader of .csv and .tsv tables of numbers."""

from __future__ import annotations

import codecs
import csv
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from engine.arrays import Array
from engine.errors import InputError
from engine.files.limits import JSON_BYTES, STEPS, require_steps
from engine.files.number_text import (
    NotANumberError,
    doubtful_comma,
    is_number,
    parse_row,
    quoted,
)
from engine.files.source import as_text, read_bytes

_DELIMITERS = {".csv": ";\t,", ".tsv": "\t;,"}
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_REMEDY = "write numbers such as 0.5 between commas, semicolons or tabs"

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_LINES = 4 * STEPS
_COLUMNS = 1_000_000

TABLE_ENDINGS = tuple(_DELIMITERS)


@dataclass(frozen=True)
class TableSurvey:
    """Survey of a table: columns and first rows as text.

    Attributes:
        columns: their names; "column 3" where there is no header, or no name in it.
        rows: the number of rows below the header.
        first: the cells of the first rows, as text.
    """

    columns: tuple[str, ...]
    rows: int
    first: tuple[tuple[str, ...], ...]


def read_csv(path: Path, columns: Sequence[int] | None = None) -> Array:
    """Return the numbers in a .csv or .tsv file, one line a row.

    The separator is the first of semicolon, tab and comma found in the first line; in a .tsv file,
    tab comes first. Between semicolons or tabs a comma is a decimal comma. A first line
    without any number is a header. The text is UTF-8, or UTF-16 with a byte order mark.

    Args:
        path: the file.
        columns: the columns to read, counted from 0; all by default.

    Raises:
        InputError: a cell that is not a finite number, a comma that may mark thousands, lines of
            unequal length, no numbers, a missing column, or too many lines.
    """
    table = _Table.of(path)
    numbers, rows = array("d"), 0
    for line, cells in table.rows(columns):
        numbers.extend(_numbers(cells, line, columns))
        rows += 1
        require_steps(rows, len(cells))
    _require_rows(rows)
    _require_clear_commas(table, columns)
    return np.array(numbers).reshape(rows, -1)


def survey_table(path: Path, lines: int = 5) -> TableSurvey:
    """Return the survey of a .csv or .tsv file, with its first `lines` rows as text.

    Raises:
        InputError: a file that cannot be read, lines of unequal length, or too many lines.
    """
    table = _Table.of(path)
    first: list[tuple[str, ...]] = []
    rows = width = 0
    for _, cells in table.rows():
        rows, width = rows + 1, len(cells)
        require_steps(rows, 1)
        if rows <= lines:
            first.append(tuple(cell.strip() for cell in cells))
    _require_rows(rows)
    return TableSurvey(tuple(_names(table.head, width)), rows, tuple(first))


def within(columns: Sequence[int], width: int) -> Sequence[int]:
    """Return the columns, counted from 0, after checking them against a width.

    Raises:
        InputError: no column chosen, or one out of range.
    """
    if not columns:
        raise InputError("are not chosen", "choose at least one", place="columns")
    for column in columns:
        if not 0 <= column < width:
            found = f"is not there: a row has {width}"
            raise InputError(found, f"choose from 1 to {width}", place=f"column {column + 1}")
    return columns


@dataclass(frozen=True)
class _Table:
    """Text of a table, split into lines.

    Attributes:
        text: the lines.
        mark: the separator.
        head: the header's cells; empty without a header.
    """

    text: str
    mark: str
    head: list[str]

    @classmethod
    def of(cls, path: Path) -> _Table:
        text = _text(read_bytes(path, JSON_BYTES))
        first_line = text.lstrip("\r\n").partition("\n")[0]
        marks = _DELIMITERS.get(path.suffix.lower(), _DELIMITERS[".csv"])
        mark = next((mark for mark in marks if mark in first_line), ",")
        _, first = next(_lines(text, mark), (0, []))
        return cls(text, mark, [] if any(map(is_number, first)) else first)

    def rows(self, columns: Sequence[int] | None = None) -> Iterator[tuple[int, list[str]]]:
        """Yield the line number and the chosen cells of each row below the header."""
        width = 0
        for line, cells in islice(_lines(self.text, self.mark), bool(self.head), None):
            width = width or len(cells)
            if len(cells) != width:
                found = f"has {len(cells)} numbers, expected {width}"
                raise InputError(found, "give every line as many", place=f"line {line}")
            chosen = cells if columns is None else [cells[i] for i in within(columns, width)]
            yield line, chosen


def _names(head: list[str], width: int) -> Iterator[str]:
    for i, cell in enumerate((head + [""] * width)[:width], 1):
        yield cell.removeprefix("#").strip() or f"column {i}"


def _lines(text: str, mark: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the cells of each line that is not blank."""
    reader = csv.reader(_bounded(text, mark), delimiter=mark)
    try:
        for cells in reader:
            if len(cells) > 1 or "".join(cells).strip():
                yield reader.line_num, cells
    except csv.Error as error:
        found = f"cannot be read ({error})"
        raise InputError(found, "correct the line", place=f"line {reader.line_num}") from error


def _bounded(text: str, mark: str) -> Iterator[str]:
    """Yield the lines; raises for a line far too wide or one line too many."""
    marks, quoted = 0, False
    for number, match in enumerate(_LINE.finditer(text), 1):
        if number > _LINES:
            raise InputError(f"has more than {_LINES} lines", "remove the empty ones")
        line = match[0]
        marks = line.count(mark) + marks * quoted  # a quoted line break does not end a row
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


def _numbers(cells: list[str], line: int, columns: Sequence[int] | None) -> list[float]:
    try:
        return parse_row(cells)
    except NotANumberError as error:
        found = f"({quoted(error.text)}) {error.found}" if error.text.strip() else error.found
        remedy = error.remedy or _REMEDY
        raise InputError(found, remedy, place=_place(line, error.column, columns)) from error


def _place(line: int, column: int, columns: Sequence[int] | None) -> str:
    return f"line {line}, column {column if columns is None else columns[column - 1] + 1}"


def _require_rows(rows: int) -> None:
    if not rows:
        raise InputError("holds no numbers", "write one step a line, as in 0.5, 1")


def _require_clear_commas(table: _Table, columns: Sequence[int] | None) -> None:
    """Raise InputError if a comma inside a cell may be a decimal comma or mark thousands."""
    between = table.mark == ","  # comma-separated: only a quoted cell may hold a comma
    if "," not in table.text or ('"' if between else ".") not in table.text:
        return
    if doubtful := doubtful_comma(table.rows(columns), between):
        line, column, cell = doubtful
        where = ", which also separates cells" if between else " where other numbers have a point"
        found = f"({quoted(cell)}) has a comma{where}"
        raise InputError(found, "write all with a point", place=_place(line, column, columns))
