"""Gram matrices G = XᵀX of a stack, and their largest eigenvalues."""

from __future__ import annotations

import numpy as np

from engine.chain.scaled import Array

_ALIASED = 32  # rows of so many numbers fall on the same cache lines, which costs a factor of 3,
_LARGE = 64  # beyond this size
_BORDER = 8


def gram(stack: Array) -> Array:
    """Return XᵀX of each X, (n, d, r), bordered by zeros where r is a size the cache dislikes."""
    n, _, r = stack.shape
    if r % _ALIASED or r <= _LARGE:
        return stack.transpose(0, 2, 1) @ stack
    bordered = np.zeros((n, r + _BORDER, r + _BORDER))
    np.matmul(stack.transpose(0, 2, 1), stack, out=bordered[:, :r, :r])
    return bordered


def top(matrices: Array) -> Array:
    """Return the largest eigenvalue of each symmetric matrix that has none below zero."""
    largest: Array = np.maximum(np.linalg.eigvalsh(matrices)[:, -1], 0.0)
    return largest
