"""All factors as one mosaic, the multiplied ones bright."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.numbers import short
from engine.plots.blocks import representatives
from engine.plots.factor import factor_in_view
from engine.plots.heatmap import Square
from engine.plots.layout import frame
from engine.plots.naming import Table, title_of
from engine.plots.page import MARGIN, Page
from engine.plots.ramp import levels, tints
from engine.studies.study import Study
from engine.studies.wording import base_text

_MOST_THUMBNAILS = 120
_MOST_CELLS = 24  # a side of a thumbnail
_GAP, _LABEL = 10.0, 18.0
_FAINT = 0.32
_LEAST_LABELLED = 22.0  # pixels of a thumbnail that has room for its number


@dataclass(frozen=True)
class _Grid:
    """Where the thumbnails stand: so many a row, each of a side in pixels."""

    left: float
    top: float
    columns: int
    side: float

    def square(self, i: int) -> Square:
        row, column = divmod(i, self.columns)
        x = self.left + column * (self.side + _GAP)
        return Square(x, self.top + row * (self.side + _GAP + _LABEL), self.side)


def draw_film(page: Page, study: Study, k: int) -> None:
    """Draw the thumbnails row by row, J_1 first; every other is left out while there are many."""
    trace, factors = study.trace, _shown(study)
    least, most = (short(float(f(trace.factor_norms))) for f in (np.min, np.max))
    left_out = "" if len(factors) == trace.t else f"; {len(factors)} of {trace.t} are shown"
    sentence = f"Norms from {least} to {most}, γλ = {base_text(trace)}{left_out}."
    top = page.head(f"{title_of(study)}: all factors ∂s[j]/∂s[j−1]", sentence)
    grid = _grid(page, top, len(factors))
    pictures = _tinted(page, study, factors)
    axes = page.axes(0, 0, page.width, page.height)
    for i, (j, picture) in enumerate(zip(factors, pictures, strict=True)):
        square = grid.square(i)
        bright = picture if j > k else _faint(picture, page.theme.card)
        extent = (square.left, square.left + square.side, square.bottom, square.top)
        axes.imshow(bright, extent=extent, interpolation="none", gid=f"factor-{j}")
        if grid.side >= _LEAST_LABELLED:
            page.text(square.middle, square.bottom + 10, str(j), 11, page.theme.muted, ha="center")
    axes.set(xlim=(0, page.width), ylim=(page.height, 0), aspect="auto")
    _frame_current(page, grid, factors, factor_in_view(study, k))


def film_table(study: Study, _k: int) -> Table:
    """Return j, row, column (from 1) and value of each entry shown, one a line.

    Of a large factor the entry of largest |W| in each block is shown, of a long chain an even
    choice of the factors.
    """
    factors = _shown(study)
    stack, (rows, columns) = _stack(study, factors)
    shape = stack.shape
    places = (np.array(factors)[:, None, None], rows + 1, columns + 1)
    j, row, column = (np.broadcast_to(place, shape).ravel() for place in places)
    return {"j": j, "row": row, "column": column, "value": stack.ravel()}


def _shown(study: Study) -> list[int]:
    t = study.trace.t
    picked = np.unique(np.linspace(1, t, min(t, _MOST_THUMBNAILS)).round().astype(int))
    return [int(j) for j in picked]


def _stack(
    study: Study, factors: list[int]
) -> tuple[Array, tuple[NDArray[np.intp], NDArray[np.intp]]]:
    W = study.experiment.network.W
    rows, columns = representatives(W, _MOST_CELLS)
    slopes = study.trace.chain.slopes[np.array(factors) - 1]
    stack: Array = slopes[:, rows] * W[rows, columns]
    return stack, (rows, columns)


def _tinted(page: Page, study: Study, factors: list[int]) -> NDArray[np.uint8]:
    limit = float(np.abs(study.experiment.network.W).max()) * study.trace.gamma
    return tints(_stack(study, factors)[0], limit, page.theme)


def _faint(picture: NDArray[np.uint8], paper: str) -> NDArray[np.uint8]:
    return np.rint(_FAINT * picture + (1.0 - _FAINT) * levels(paper)).astype(np.uint8)


def _grid(page: Page, top: float, count: int) -> _Grid:
    """Return the grid with the largest thumbnails."""
    width, height = page.width - 2 * MARGIN + _GAP, page.height - top - MARGIN + _GAP

    def side(columns: int) -> float:
        rows = math.ceil(count / columns)
        return min(width / columns - _GAP, height / rows - _GAP - _LABEL)

    columns = max(range(1, count + 1), key=side)
    size = max(min(side(columns), 160.0), 2.0)
    used = columns * (size + _GAP) - _GAP
    return _Grid((page.width - used) / 2, top + 8, columns, size)


def _frame_current(page: Page, grid: _Grid, factors: list[int], j: int) -> None:
    if j > 1:  # all are multiplied: none plays now
        i = max(i for i, shown in enumerate(factors) if shown <= j)
        frame(page, grid.square(i))
