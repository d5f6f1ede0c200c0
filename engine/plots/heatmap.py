"""A matrix as a picture: one signed, symmetric scale, numbers in the cells while they fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.numbers import MINUS, CellFormat, cell_formats, short
from engine.plots.blocks import largest_entries
from engine.plots.canvas import number_width
from engine.plots.page import Page, Style, points
from engine.plots.ramp import ink_on, tints

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LEAST_CELL = 7.0  # pixels from which a cell is a shape of its own, with a gap around it
_GAP = 1.5
_SMALLEST, _LARGEST = 7.5, 20.0  # pixels that a number is high
_MOST_NUMBERS = 40 * 40  # more have no room in any figure
_WIDE, _HIGH = 0.9, 0.4  # shares of a cell's side that a number may take


@dataclass(frozen=True)
class Square:
    """A square on the page: its left and top edges and its side, in pixels."""

    left: float
    top: float
    side: float

    @property
    def middle(self) -> float:
        """The middle, from the left."""
        return self.left + self.side / 2

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.side


def heatmap(page: Page, square: Square, values: Array, limit: float) -> Axes:
    """Draw a matrix on the scale ±limit.

    One with more entries than the square has pixels is shown by the entry of largest size in
    each block, so what is shown is real.
    """
    axes = page.axes(square.left, square.top, square.side, square.side)
    values = largest_entries(values, max(int(square.side), 1))
    rows, columns = values.shape
    rgb = tints(values, limit, page.theme)
    if square.side / max(rows, columns) >= _LEAST_CELL:
        edges: Style = {"edgecolors": page.theme.card, "linewidth": points(_GAP)}
        axes.pcolormesh(np.arange(columns + 1), np.arange(rows + 1), rgb / 255, **edges)
        _write_numbers(axes, values, rgb, square.side / max(rows, columns))
    else:
        axes.imshow(rgb, extent=(0, columns, rows, 0), interpolation="none", aspect="auto")
    axes.set(xlim=(0, columns), ylim=(rows, 0))
    return axes


def colour_bar(page: Page, place: Square, limit: float, unit: str = "") -> None:
    """Draw the scale −limit … limit as a bar as wide as the square, with its unit behind."""
    axes = page.axes(place.left, place.top, place.side, 8)
    ramp = tints(np.linspace(-1, 1, 129)[None], 1.0, page.theme)
    axes.imshow(ramp, extent=(0, 1, 0, 1), interpolation="none", aspect="auto")
    ends = (MINUS + short(limit, 2), "0", short(limit, 2)) if limit else ("", "0", "")
    for text, share, ha in zip(ends, (0.0, 0.5, 1.0), ("left", "center", "right"), strict=True):
        x = place.left + share * place.side
        page.text(x, place.top + 20, text, 12, page.theme.muted, ha=ha)
    page.text(place.left + place.side + 8, place.top + 4, unit, 12, page.theme.muted)


def unit_words(values: Array) -> str:
    """Return what the numbers in the cells are to be multiplied by: ", entries ×10⁻⁵"."""
    unit = cell_formats(values)[0].unit if values.size <= _MOST_NUMBERS else ""
    return f", entries {unit}" if unit else ""


def _write_numbers(axes: Axes, values: Array, rgb: NDArray[np.uint8], side: float) -> None:
    fitting = fitting_format(cell_formats(values), side)
    if fitting is None:
        return
    form, size = fitting
    for (row, column), value in np.ndenumerate(values):
        style: Style = {"fontsize": points(size), "ha": "center", "va": "center_baseline"}
        ink, text = ink_on(rgb[row, column]), form.text(float(value))
        axes.text(column + 0.5, row + 0.5, text, color=ink, parse_math=False, **style)


def fitting_format(formats: tuple[CellFormat, ...], side: float) -> tuple[CellFormat, float] | None:
    """Return how to write all the entries in cells of that side, and the size in pixels."""
    for form in formats:
        size = min(_WIDE * side / max(map(number_width, form.widest)), _HIGH * side, _LARGEST)
        if size >= _SMALLEST:
            return form, size
    return None
