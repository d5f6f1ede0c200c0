"""Parser of numbers as people write them, in files and on the clipboard."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress

_LONGEST_QUOTE = 24
_COMPLEX = re.compile(r".*[\d.]\s*\*?[ij]", re.IGNORECASE)
_GROUPED = re.compile(r"[+\-−]?\d{1,3}([ ,.'’\u00a0\u202f]\d{3})+([.,]\d*)?")
_NOT_FINITE = "is not finite"


class NotANumberError(ValueError):
    """Error for a text that is no finite number.

    Attributes:
        found: the fault of the text: "is not a number".
        remedy: the way to correct it; may be empty.
        column: the number of the cell in its row, from 1.
    """

    def __init__(self, text: str, found: str, remedy: str = "") -> None:
        self.text, self.found, self.remedy, self.column = text, found, remedy, 1
        super().__init__(f"{quoted(text)} {found}" + (f"; {remedy}" if remedy else ""))


def parse_row(cells: Sequence[str]) -> list[float]:
    """Return the numbers in a row's cells.

    Raises:
        NotANumberError: the first cell that is no finite number.
    """
    with suppress(ValueError):
        values = list(map(float, cells))
        if all(map(math.isfinite, values)) and "_" not in "".join(cells):
            return values
    values = []
    for column, cell in enumerate(cells, 1):
        try:
            values.append(parse_number(cell))
        except NotANumberError as error:
            error.column = column
            raise
    return values


def parse_number(text: str) -> float:
    """Return the number in a text: 0.5, "0,5", −1e−3, 1/3, with blanks around it.

    Raises:
        NotANumberError: quotes the text and says what is wrong with it.
    """
    numerator, slash, denominator = text.strip().partition("/")
    try:
        number = _decimal(numerator)
        if slash:
            number /= _decimal(denominator)
    except ZeroDivisionError:
        raise NotANumberError(text, "divides by zero") from None
    except ValueError:
        raise NotANumberError(text, *_reason(text.strip())) from None
    if not math.isfinite(number):
        raise NotANumberError(text, _NOT_FINITE)
    return number


def is_number(text: str) -> bool:
    """Return whether a text is written as a number, finite or not."""
    try:
        parse_number(text)
    except NotANumberError as error:
        return error.found == _NOT_FINITE
    return True


def doubtful_comma(
    rows: Iterable[tuple[int, Sequence[str]]], point: bool = False
) -> tuple[int, int, str] | None:
    """Return row, column and text of the first ambiguous decimal comma.

    Where other cells have a point, "1,234" may be one thousand or a little over one.

    Args:
        rows: the number of each row, and its cells.
        point: whether a comma is ambiguous even if no cell has a point.
    """
    comma = None
    for row, cells in rows:
        for column, cell in enumerate(cells, 1):
            if comma is None and "," in cell:
                comma = row, column, cell
            point = point or "." in cell
        if comma and point:
            return comma
    return None


def quoted(text: str) -> str:
    """Return `text` in quotation marks, cut if too long for a message."""
    text = text.strip()
    cut = text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"
    return f'"{cut}"'


def _decimal(text: str) -> float:
    """Return one number without a fraction; a comma counts as the decimal point."""
    plain = text.strip().replace("−", "-")
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    if "_" in plain:
        raise ValueError(text)
    return float(plain)


def _reason(text: str) -> tuple[str, str]:
    if not text:
        return "is empty", ""
    if len(text) <= _LONGEST_QUOTE and _COMPLEX.fullmatch(text):
        return "is complex, and only real numbers are taken", ""
    if len(text) <= _LONGEST_QUOTE and _GROUPED.fullmatch(text):
        return "has marks between its thousands", "write it without them"
    return "is not a number", ""
