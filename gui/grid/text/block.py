"""Parser of a block of numbers in any supported notation."""

from __future__ import annotations

import numpy as np

from engine.arrays import Array
from engine.chain.chain import Progress
from engine.files.number_text import NotANumberError, parse_row
from gui.grid.text.brackets import bracketed_cells
from gui.grid.text.latex import latex_cells
from gui.grid.text.limits import require_few_cells, require_moderate
from gui.grid.text.separated import separated_cells


def parse_block(
    text: str, one_column: bool = False, report: Progress = lambda _done, _total: None
) -> Array:
    """Return the (rows, columns) block in text from a spreadsheet, CSV, NumPy, MATLAB or LaTeX.

    No code is evaluated. `one_column` is for pasting into a vector; `report` receives the number
    of rows done now and then.

    Raises:
        ValueError: names the row and column, from 1, and quotes the text; or the rows differ in
            length, there is no text, or too much, or a comma could be read both ways.
    """
    require_moderate(text)
    if not text.strip():
        raise ValueError("there is no text")
    rows = _cells(text, one_column)
    _require_rectangle(rows)
    return _numbers(rows, report)


def _cells(text: str, one_column: bool) -> list[list[str]]:
    if r"\begin{" in text or ("&" in text and r"\\" in text):
        return latex_cells(text)
    if "[" in text:
        return bracketed_cells(text, one_column)
    return separated_cells(text, one_column)


def _require_rectangle(rows: list[list[str]]) -> None:
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            raise ValueError(f"row {number} has {_count(row)} where row 1 has {_count(rows[0])}")
    require_few_cells(len(rows) * len(rows[0]))


def _numbers(rows: list[list[str]], report: Progress) -> Array:
    block = np.empty((len(rows), len(rows[0])))
    for i, row in enumerate(rows):
        block[i] = _row(row, i + 1)
        if i % 16 == 15:
            report(i + 1, len(rows))
    return block


def _row(cells: list[str], number: int) -> list[float]:
    try:
        return parse_row(cells)
    except NotANumberError as error:
        raise ValueError(f"row {number}, column {error.column}: {error}") from None


def _count(row: list[str]) -> str:
    return f"{len(row)} {'cell' if len(row) == 1 else 'cells'}"
