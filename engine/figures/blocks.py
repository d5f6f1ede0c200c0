"""A large matrix in few cells: each block is shown by its entry of largest size, a real one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.network.arrays import Array

Index = NDArray[np.intp]
Cells = tuple[Index, Index]


def largest_entries(values: Array, cells: int) -> Array:
    """Return the entry of largest size of each block, at most `cells` blocks a side."""
    if max(values.shape) <= cells:
        return values
    rows, columns = (_edges(n, cells)[:-1] for n in values.shape)
    most = np.maximum.reduceat(np.maximum.reduceat(values, rows, axis=0), columns, axis=1)
    least = np.minimum.reduceat(np.minimum.reduceat(values, rows, axis=0), columns, axis=1)
    return np.where(most >= -least, most, least)


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
