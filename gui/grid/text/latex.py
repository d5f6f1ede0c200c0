"""LaTeX matrices: text to rows of cells."""

from __future__ import annotations

import re

from engine.files.number_text import quoted
from gui.grid.text.limits import require_few_rows

_ENVIRONMENTS = {"array", "smallmatrix"} | {
    f"{kind}matrix{star}" for kind in ("", "p", "b", "B", "v", "V") for star in ("", "*")
}
_COLUMNS = re.compile(r"\s*(?:\[[^\[\]]*\]|\{[^{}]*\})")
_GAP = re.compile(r"^\[[^\[\]]*\]")  # the [2pt] of a row that ends with \\[2pt]
_SPACING = re.compile(r"\\[,;:! ]|\\hline|\\displaystyle|[$~]")
_FRACTION = re.compile(r"([+\-−]?) ?\\[dt]?frac ?\{([^{}]*)\} ?\{([^{}]*)\}")
_POWER = re.compile(r"(.*?) ?(?:\\cdot|\\times) ?10 ?\^ ?(?:\{([^{}]*)\}|(\d))")
_BARE_POWER = re.compile(r"([+\-−]?) ?10 ?\^ ?(?:\{([^{}]*)\}|(\d))")


def latex_cells(text: str) -> list[list[str]]:
    r"""Return the cells of a matrix or array environment, or of rows that end with `\\`.

    \frac{1}{3} reads 1/3, and 2 \cdot 10^{-3} reads 2e-3.

    Raises:
        ValueError: the environment is no matrix or has no end, or there are several.
    """
    body = _body(text)
    require_few_rows(body.count(r"\\"))
    first, *others = body.split(r"\\")
    rows = [_cells(first), *(_cells(_GAP.sub("", row, count=1)) for row in others)]
    while len(rows) > 1 and rows[-1] == [""]:
        rows.pop()
    return rows


def _body(text: str) -> str:
    """Return the text inside the environment; the whole text without one."""
    _, begin, after = text.partition(r"\begin{")
    if not begin:
        return text
    name, _, inside = after.partition("}")
    if name not in _ENVIRONMENTS:
        raise ValueError(f"the environment {quoted(name)} is not a matrix")
    body, end, behind = inside.partition(rf"\end{{{name}}}")
    if not end:
        raise ValueError(rf"\end{{{name}}} is missing")
    if r"\begin{" in body + behind:
        raise ValueError("there are several matrices; paste one")
    columns = _COLUMNS.match(body) if name[-1] in "y*" else None
    return body[columns.end() :] if columns else body


def _cells(row: str) -> list[str]:
    return [_plain(" ".join(_SPACING.sub(" ", cell).split())) for cell in row.split("&")]


def _plain(cell: str) -> str:
    """Return a cell's number as a program writes it."""
    if "{" not in cell and "\\" not in cell and "^" not in cell:
        return cell
    cell = cell.replace("{,}", ",")
    if fraction := _FRACTION.fullmatch(cell):
        return f"{fraction[1]}{fraction[2]}/{fraction[3]}"
    if power := _BARE_POWER.fullmatch(cell):
        return f"{power[1]}1e{power[2] or power[3]}"
    if power := _POWER.fullmatch(cell):
        return f"{power[1]}e{power[2] or power[3]}"
    return cell[1:-1] if cell[0] + cell[-1] == "{}" else cell
