"""Bracketed matrices, as NumPy, Python and MATLAB write them: text to rows of cells."""

from __future__ import annotations

import re

from engine.files.number_text import quoted
from gui.grid.text.limits import require_few_rows

_OPENING = re.compile(
    r"\s*(?:\w+\s*=\s*)?((?:(?:np|numpy|jnp|torch)\.)?(?:array|asarray|matrix|tensor)\s*\(\s*)?"
)
_CLOSING = re.compile(r"(?:,\w+=(?:[\w.:'\"]+|\([\d,]*\)))*,?\)?[;,]?")  # , dtype=float32)
_SCALAR = re.compile(r"(?:np|numpy)\.float\d+\(([^()]*)\)")
_CONTINUED = re.compile(r"\.{3}[ \t]*\r?\n")


def bracketed_cells(text: str, one_column: bool) -> list[list[str]]:
    """Return the cells of `array([[1., 2.], [3., 4.]])`, `[1 2; 3 4]` and the like.

    No code is evaluated. A flat list is a row, or a column if `one_column` is set.

    Raises:
        ValueError: the brackets do not form a matrix, numbers are left out ("..."), or something
            else stands before or behind them.
    """
    if "float" in text:
        text = _SCALAR.sub(r"\1", text)
    opening = _OPENING.match(text)
    start, end = opening.end() if opening else 0, text.rfind("]")
    if text[start : start + 1] != "[":
        raise ValueError(f"{quoted(text)} does not begin as a matrix, such as [1 2; 3 4]")
    if end < start:
        raise ValueError("the last bracket is not closed")
    behind = "".join(text[end + 1 :].split())
    if not _CLOSING.fullmatch(behind):
        raise ValueError(f"{quoted(behind)} follows the last bracket")
    body = text[start + 1 : end]
    if "[" in body:
        return _nested(body)
    is_flat = bool(opening and opening[1])
    return _flat(body, is_flat, one_column)


def _nested(body: str) -> list[list[str]]:
    """Return the cells of rows with brackets of their own."""
    _require_whole(body)
    require_few_rows(body.count("["))
    # split by a plain string: a regular expression would hold other threads up all the while
    *rows, behind = body.split("]")
    found = [row.partition("[") for row in rows]
    is_matrix = all(
        before.strip() in ("", ",", ";") and bracket and "[" not in inside
        for before, bracket, inside in found
    )
    if not is_matrix or behind.strip() not in ("", ","):
        raise ValueError(
            "the brackets do not form a matrix; give each row one pair, inside one pair"
        )
    return [_cells(inside) for _, _, inside in found]


def _flat(body: str, is_flat: bool, one_column: bool) -> list[list[str]]:
    """Return the cells of rows that end with a semicolon or a line break."""
    if "]" in body:
        raise ValueError("a bracket is closed twice")
    if not is_flat and "..." in body:
        body = _CONTINUED.sub(" ", body)
    _require_whole(body)
    if one_column and ";" not in body:
        cells = _cells(body)
        require_few_rows(len(cells))
        return [[cell] for cell in cells]
    lines = [body] if is_flat else body.replace("\r", "\n").replace(";", "\n").split("\n")
    require_few_rows(len(lines))
    rows = [_cells(line) for line in lines if line.strip()]
    return rows or [[""]]


def _cells(row: str) -> list[str]:
    """Return the cells separated by commas or blanks; two adjacent commas make an empty cell."""
    parts = row.rstrip().removesuffix(",").split(",")
    return [word for part in parts for word in part.split() or [""]]


def _require_whole(body: str) -> None:
    if "..." in body or "…" in body:
        raise ValueError(
            'numbers are left out where it says "..."; print the whole array first, '
            "with numpy.set_printoptions(threshold=numpy.inf)"
        )
