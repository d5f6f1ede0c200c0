"""A matrix as a picture: one signed, symmetric scale, numbers in the cells while they fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.figures.blocks import largest_entries
from engine.figures.numbers import short
from engine.figures.page import Page, Style, points
from engine.figures.ramp import ink_on, tints
from engine.network.arrays import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LEAST_CELL = 7.0  # pixels from which a cell is a shape of its own, with a gap around it
_GAP = 1.5
_SMALLEST_NUMBER, _LARGEST_NUMBER = 7.5, 20.0
_USUAL = "−0.00"  # numbers of neighbouring heatmaps have one size
_TINY = "≈0"  # too small for the room there is, and yet not zero
_NARROW = {".": 0.29, "e": 0.6, "1": 0.5}  # widths of a mark in units of its height
_WIDE = 0.65


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
    ends = (f"−{short(limit, 2)}", "0", short(limit, 2)) if limit else ("", "0", "")
    for text, share, ha in zip(ends, (0.0, 0.5, 1.0), ("left", "center", "right"), strict=True):
        x = place.left + share * place.side
        page.text(x, place.top + 20, text, 12, page.theme.muted, ha=ha)
    page.text(place.left + place.side + 8, place.top + 4, unit, 12, page.theme.muted)


def _write_numbers(axes: Axes, values: Array, rgb: NDArray[np.uint8], side: float) -> None:
    size = min(0.92 * side / _width(_USUAL), 0.4 * side, _LARGEST_NUMBER)
    if size < _SMALLEST_NUMBER:
        return
    for (row, column), value in np.ndenumerate(values):
        text = _fitting(float(value), 0.95 * side / size)
        style: Style = {"fontsize": points(size), "ha": "center", "va": "center_baseline"}
        ink = ink_on(rgb[row, column])
        axes.text(column + 0.5, row + 0.5, text, color=ink, parse_math=False, **style)


def _fitting(value: float, room: float) -> str:
    """Return the number with as many digits as there is room for, in units of its height."""
    texts: Iterable[str] = (short(value, digits) for digits in (3, 2, 1))
    otherwise = _TINY if 0 < abs(value) < 0.01 else ""
    return next((text for text in texts if _width(text) <= room), otherwise)


def _width(text: str) -> float:
    return sum(_NARROW.get(mark, _WIDE) for mark in text)
