"""Numbers and blocks of numbers as text: what is typed into a cell, copied and pasted."""

from __future__ import annotations

import math
import re

import numpy as np

from engine.network.arrays import Array
from gui.widgets.numbers import exact

_LONGEST_QUOTE = 24
_DECIMAL_COMMA = re.compile(r"[+\-−]?\d*,\d+(e[+\-−]?\d+)?", re.IGNORECASE)


def parse_number(text: str) -> float:
    """Return the number that a person wrote: 0.5, "0,5", −1e−3, 1/3, with blanks around it.

    Raises:
        ValueError: quotes the text and says what is wrong with it.
    """
    numerator, slash, denominator = text.strip().partition("/")
    try:
        number = _decimal(numerator)
        if slash:
            number /= _decimal(denominator)
    except ZeroDivisionError:
        raise ValueError(f"{quoted(text)} divides by zero") from None
    except ValueError:
        reason = "is not a number" if text.strip() else "is empty"
        raise ValueError(f"{quoted(text)} {reason}") from None
    if not math.isfinite(number):
        raise ValueError(f"{quoted(text)} is not finite")
    return number


def parse_block(text: str, one_column: bool = False) -> Array:
    """Return the (rows, columns) block in text from a spreadsheet, a CSV file or a terminal.

    Cells stand between tabs, else semicolons, else commas, else blanks. A single comma in a line
    ("0,5") may also be a decimal comma: it is one in a single line, and where the caller knows
    that the numbers go into `one_column`.

    Raises:
        ValueError: names the row and column, from 1, and quotes the text; or the rows differ in
            length, there is no text, or a comma could be read both ways.
    """
    if not text.strip():
        raise ValueError("there is no text")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\n").rstrip(" \n")
    rows = _cells(lines.split("\n"), one_column)
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            raise ValueError(f"row {number} has {_count(row)} where row 1 has {_count(rows[0])}")
    return np.array([_row(cells, number) for number, cells in enumerate(rows, start=1)])


def format_block(block: Array) -> str:
    """Return a block as tab-separated lines that read back bit for bit."""
    return "\n".join("\t".join(map(exact, row)) for row in block.tolist())


def quoted(text: str) -> str:
    """Return `text` in quotation marks, cut where it is too long for a message."""
    text = text.strip()
    cut = text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"
    return f'"{cut}"'


def _decimal(text: str) -> float:
    """Return one number without a fraction; a comma counts as the decimal point."""
    plain = text.strip().replace("−", "-")
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    if "_" in plain or "nan" in plain.lower():
        raise ValueError(text)
    return float(plain)


def _cells(lines: list[str], one_column: bool) -> list[list[str]]:
    for separator in ("\t", ";"):
        if any(separator in line for line in lines):
            return [line.split(separator) for line in lines]
    if _separated_by_commas(lines, one_column):
        return [line.split(",") for line in lines]
    return [line.split() or [""] for line in lines]


def _separated_by_commas(lines: list[str], one_column: bool) -> bool:
    """Tell whether the commas in lines without tabs and semicolons stand between cells."""
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


def _row(cells: list[str], number: int) -> list[float]:
    try:
        values = list(map(float, cells))
    except ValueError:
        return _row_as_written(cells, number)
    plain = all(map(math.isfinite, values)) and not any("_" in cell for cell in cells)
    return values if plain else _row_as_written(cells, number)


def _row_as_written(cells: list[str], number: int) -> list[float]:
    values = []
    for column, cell in enumerate(cells, start=1):
        try:
            values.append(parse_number(cell))
        except ValueError as error:
            raise ValueError(f"row {number}, column {column}: {error}") from None
    return values


def _count(row: list[str]) -> str:
    return f"{len(row)} {'cell' if len(row) == 1 else 'cells'}"
