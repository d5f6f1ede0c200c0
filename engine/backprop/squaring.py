"""Largest eigenvalues of many small Gram matrices: squaring finds them, a residual proves them.

With H = G^m / tr G^m the eigenvalues of H sum to 1, and the largest is at least ‖H‖_F². Squared a
few times it is nearly alone: any column of H then lies near its eigenvector, and all the other
eigenvalues of G lie below a known gap, within which the residual of that vector counts squared
(Temple 1928, Kato 1949). `docs/fast-norms.md` derives the bound.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.backprop.gram import top
from engine.backprop.scaled import Array

Single = NDArray[np.float32]
Real = TypeVar("Real", np.float32, np.float64)

ROOM = 1e-12  # relative, in λ_max
LARGEST = 110  # rows: up to here single precision is known to do, and Lanczos is no quicker

_ALONE = 0.9  # ‖H‖_F² of an H with one eigenvalue to speak of
_OTHERS = 0.25  # of the largest: what any other is below then, single precision allowed for
_MOST = 7  # squarings
_POLISHES = 5  # products with H that clean its column
_FEW = 2000  # numbers in a stack for which all eigenvalues are found sooner
_TOGETHER = 1 << 15  # numbers in the matrices that are squared together, so that they stay cached


def largest_eigenvalues(grams: Array) -> Array:
    """Return λ_max of each symmetric matrix without a negative eigenvalue, (n, r, r), as (n,).

    The value is at most λ_max and at least λ_max (1 − ROOM), but for rounding; r ≤ LARGEST.
    """
    if grams.size <= _FEW:
        return top(grams)
    values, known = separate(grams)
    if not known.all():
        values[~known] = top(grams[~known])
    return values


def separate(grams: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Return λ_max as `largest_eigenvalues` does, and where it is proved: where it is alone."""
    n, r, _ = grams.shape
    few = max(1, _TOGETHER // (r * r))
    values, known = np.empty(n), np.empty(n, dtype=bool)
    for part in (slice(i, i + few) for i in range(0, n, few)):
        values[part], known[part] = _dominant(grams[part])
    return values, known


def _dominant(grams: Array) -> tuple[Array, NDArray[np.bool_]]:
    traces = np.einsum("nii->n", grams)
    is_size = traces >= np.finfo(np.float64).tiny  # below, its inverse might not be a number
    unit = grams * _inverse(np.where(is_size, traces, 1.0))
    power, powers, shares = _separated(unit.astype(np.float32))
    vectors, leads = _leading(powers)
    images = unit @ vectors
    values = _dots(vectors, images)
    residuals = images - values[:, None, None] * vectors
    gap = 1.0 - _OTHERS ** (1.0 / power)
    is_exact = _dots(residuals, residuals) <= gap * ROOM * values**2
    return values * traces, (shares >= _ALONE) & leads & is_exact


def _separated(powers: Single) -> tuple[int, Single, Single]:
    """Square until one eigenvalue is alone in each; return m, H = G^m / tr G^m and ‖H‖_F²."""
    scratch = np.empty_like(powers)
    for squarings in range(_MOST + 1):
        flat = powers.reshape(len(powers), -1)
        shares = np.vecdot(flat, flat)
        if squarings == _MOST or (shares >= _ALONE).all():
            break
        powers, scratch = np.matmul(powers, powers, out=scratch), powers
        powers *= _inverse(shares)
    return 1 << squarings, powers, shares


def _leading(powers: Single) -> tuple[Array, NDArray[np.bool_]]:
    """Return a vector of length 1 for each H, (n, r, 1), and whether it is the leading one's.

    No other eigenvalue of an H that has one alone reaches ¼.
    """
    which = np.einsum("nii->ni", powers).argmax(axis=1)
    columns = powers[np.arange(len(powers)), :, which][:, :, None]
    for _ in range(_POLISHES):
        before, columns = columns, powers @ columns
    leads = _dots(columns, columns) > 0.25 * _dots(before, before)
    vectors = columns.astype(np.float64)
    return vectors * _inverse(np.sqrt(_dots(vectors, vectors))), leads


def _inverse(sizes: NDArray[Real]) -> NDArray[Real]:
    """Return 1 / sizes, for 0 a large number, as (n, 1, 1): products beat quotients in speed."""
    inverse: NDArray[Real] = np.reciprocal(np.maximum(sizes, np.finfo(sizes.dtype).tiny))
    return inverse[:, None, None]


def _dots(a: NDArray[Real], b: NDArray[Real]) -> NDArray[Real]:
    """Return aᵀb of each pair of vectors, (n, r, 1), as (n,)."""
    dots: NDArray[Real] = np.vecdot(a[:, :, 0], b[:, :, 0])
    return dots
