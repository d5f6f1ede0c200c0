"""Separated values: text of a spreadsheet, a CSV file or a terminal to rows of cells."""

from __future__ import annotations

import csv
import re

from engine.files.number_text import doubtful_comma, parse_number, quoted
from gui.grid.text.limits import require_few_rows

_DECIMAL_COMMA = re.compile(r"[+\-−]?\d*,\d+(e[+\-−]?\d+)?", re.IGNORECASE)


def separated_cells(text: str, one_column: bool) -> list[list[str]]:
    """Return the cells separated by tabs, else semicolons, else commas, else blanks.

    A single comma in a line ("0,5") may also be a decimal comma: it is one in a single line, and
    where the caller knows that the numbers go into `one_column`. Quotation marks around a cell are
    taken off, and rows and columns that are blank at the end are left out.

    Raises:
        ValueError: a comma could be read both ways, or quotation marks do not match.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.lstrip("\n").rstrip(" \n")
    require_few_rows(text.count("\n"))
    lines = text.split("\n")
    separator = _separator(lines, one_column)
    rows = _without_blank_end(_split(lines, separator))
    if separator != "," and "," in text and "." in text:
        _require_one_decimal_sign(rows)
    return rows


def _separator(lines: list[str], one_column: bool) -> str:
    """Return the separator; a blank means any number of blanks."""
    for separator in ("\t", ";"):
        if any(separator in line for line in lines):
            return separator
    return "," if _separated_by_commas(lines, one_column) else " "


def _separated_by_commas(lines: list[str], one_column: bool) -> bool:
    """Return whether commas separate the cells of lines without tabs and semicolons."""
    if not any("," in line for line in lines):
        return False
    words = [word for line in lines for word in line.split()]
    if not all("," not in word or _DECIMAL_COMMA.fullmatch(word) for word in words):
        return True
    if len(lines) == 1 or one_column or len(words) > len(lines):
        return False
    raise ValueError(
        f"in {quoted(lines[0])} the comma may be a decimal comma or stand between two cells; "
        "write 0.5, or put a tab or a semicolon between cells"
    )


def _split(lines: list[str], separator: str) -> list[list[str]]:
    if separator == " ":
        return [line.split() or [""] for line in lines]
    if not any('"' in line for line in lines):
        return [line.split(separator) for line in lines]
    try:
        return [row or [""] for row in csv.reader(lines, delimiter=separator, strict=True)]
    except csv.Error:
        raise ValueError(
            "a quotation mark has no partner, or text follows it in its cell"
        ) from None


def _without_blank_end(rows: list[list[str]]) -> list[list[str]]:
    """Drop the empty rows and columns that a selection in a spreadsheet may end with."""
    while len(rows) > 1 and not any(map(str.strip, rows[-1])):
        rows.pop()
    width = max(map(_filled, rows))
    return [row[: max(width, 1)] for row in rows]


def _filled(row: list[str]) -> int:
    """Return the number of cells up to the last that is not blank."""
    return next((i for i in range(len(row), 0, -1) if row[i - 1].strip()), 0)


def _require_one_decimal_sign(rows: list[list[str]]) -> None:
    if mixed := doubtful_comma(enumerate(rows, 1)):
        i, j, cell = mixed
        parse_number(cell)
        raise ValueError(
            f"row {i}, column {j}: {quoted(cell)} has a comma where other numbers have a point; "
            "write all with a point"
        )
