"""Notations of a block of numbers for other programs; each number reads back bit for bit."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from engine.arrays import Array


class Notation(NamedTuple):
    """Notation of a matrix: the texts before, between and after its numbers."""

    opening: str
    cell_end: str
    row_end: str
    closing: str
    number: Callable[[float], str] = repr


def _latex(value: float) -> str:
    mantissa, _, exponent = repr(value).partition("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else mantissa


NOTATIONS = {
    "TSV": Notation("", "\t", "\n", ""),
    "NumPy": Notation("np.array([[", ", ", "],\n          [", "]])"),
    "MATLAB": Notation("[", " ", ";\n ", "]"),
    "LaTeX": Notation(
        "\\begin{bmatrix}\n", " & ", " \\\\\n", "\n\\end{bmatrix}", _latex
    ),
}  # fmt: skip


def format_block(block: Array, notation: str = "TSV") -> str:
    """Return a block in one of `NOTATIONS`; TSV for spreadsheets."""
    opening, cell_end, row_end, closing, number = NOTATIONS[notation]
    rows = (cell_end.join(map(number, row.tolist())) for row in block)
    return f"{opening}{row_end.join(rows)}{closing}"
