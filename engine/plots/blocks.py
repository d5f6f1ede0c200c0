"""A large matrix in few cells: each block is shown by its entry of largest size, a real one."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array

Index = NDArray[np.intp]
Cells = tuple[Index, Index]


def largest_entries(values: Array, cells: int) -> Array:
    """Return the entry of largest size of each block, at most `cells` blocks a side."""
    if max(values.shape) <= cells:
        return values
    most, least = (
        _reduced(extreme, _reduced(extreme, values, cells).T, cells).T
        for extreme in (np.maximum, np.minimum)
    )
    return np.where(most >= -least, most, least)


def _reduced(extreme: np.ufunc, values: Array, cells: int) -> Array:
    """Return the extreme of each block of rows; five times as fast as `reduceat`."""
    rows = np.ascontiguousarray(values)
    edges = _edges(len(rows), cells)
    reduced = np.empty((len(edges) - 1, rows.shape[1]))
    for into, (start, stop) in zip(reduced, pairwise(edges), strict=True):
        extreme.reduce(rows[start:stop], axis=0, out=into)
    return reduced


def representatives(values: Array, cells: int) -> Cells:
    """Return where the largest entry of each block stands, at most `cells` blocks a side."""
    edges = [_edges(n, cells) for n in values.shape]
    if max(values.shape) <= cells:
        return np.ix_(*map(np.arange, values.shape))  # type: ignore[return-value]  # a pair
    blocks = (len(edges[0]) - 1, len(edges[1]) - 1)
    rows, columns = np.empty(blocks, np.intp), np.empty(blocks, np.intp)
    for i, j in np.ndindex(*blocks):
        block = np.abs(values[edges[0][i] : edges[0][i + 1], edges[1][j] : edges[1][j + 1]])
        row, column = np.unravel_index(int(block.argmax()), block.shape)
        rows[i, j], columns[i, j] = edges[0][i] + row, edges[1][j] + column
    return rows, columns


def _edges(n: int, cells: int) -> Index:
    """Return where the blocks of n rows or columns begin, and the end."""
    return np.linspace(0, n, min(n, cells) + 1).round().astype(np.intp)
