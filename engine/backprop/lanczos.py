"""The largest eigenvalues of a few similar matrices by Lanczos' three-term recurrence.

Nothing is orthogonalised again: the copies of settled values that this makes move no extreme one
(Paige 1972). That nothing larger was missed is for the caller to prove.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np

from engine.backprop.scaled import Array

_MOST = 80  # steps of the recurrence
_LOOK = 3  # steps between two looks at whether the values have settled
_SETTLED = 1e-10  # what a value may still lack of λ, by its residual
_ROUNDING = 1e-14
_LEAST = 1e-140  # length of a vector below which its square has lost digits


class Found(NamedTuple):
    """Top Ritz values, (n,), the vector of the last, (r,), and the steps taken."""

    values: Array
    vector: Array
    steps: int


def lanczos(apply: Callable[[Array], Array], start: Array, look: int) -> Found:
    """Return the top Ritz values of n symmetric matrices without a negative eigenvalue.

    They end where ρ² / (θ₁ − θ₂) or ρ itself is small, ρ the residual of the top Ritz vector.

    Args:
        apply: maps n vectors, (n, r), to their images.
        start: (n, r) where to begin.
        look: after so many steps it is first asked whether the values have settled.
    """
    n, r = start.shape
    basis = np.zeros((_MOST + 1, n, r))
    diagonal, beside = np.zeros((2, _MOST, n))
    np.divide(start, np.linalg.norm(start, axis=1, keepdims=True), out=basis[0])
    for k in range(_MOST):
        vector = basis[k]
        image = apply(vector)
        diagonal[k] = np.vecdot(image, vector)
        image -= diagonal[k, :, None] * vector
        if k:
            image -= beside[k - 1, :, None] * basis[k - 1]
        else:
            exhausted = np.maximum(_ROUNDING * diagonal[0], _LEAST)
        beside[k] = np.sqrt(np.vecdot(image, image))
        if k + 1 == _MOST or (k + 1 >= look and (k + 1 - look) % _LOOK == 0):
            values, vectors = np.linalg.eigh(_tridiagonal(diagonal[: k + 1], beside[:k]))
            if _lacking(values, beside[k] * np.abs(vectors[:, -1, -1])).max() <= _SETTLED:
                break
        goes_on = (beside[k] > exhausted)[:, None]
        np.divide(image, beside[k, :, None], out=basis[k + 1], where=goes_on)
    return Found(values[:, -1], vectors[-1, :, -1] @ basis[: k + 1, -1], k + 1)


@cache
def random_vector(r: int) -> Array:
    """Return (r,) Gaussian numbers, the same each time."""
    vector = np.random.default_rng(0).standard_normal(r)
    vector.flags.writeable = False
    return vector


def _lacking(values: Array, residuals: Array) -> Array:
    """Return the estimate of (λ − θ) / θ from all Ritz values, (n, k), and the top's residuals."""
    theta = values[:, -1]
    scale = np.where(theta > 0, theta, 1.0)
    relative = residuals / scale
    gaps = (theta - values[:, -2]) / scale if values.shape[1] > 1 else np.ones_like(theta)
    estimate: Array = relative * np.minimum(1.0, relative / np.maximum(gaps, _ROUNDING))
    return estimate


def _tridiagonal(diagonal: Array, beside: Array) -> Array:
    """Return the lower halves of the symmetric matrices, (n, k, k), from (k, n) and (k − 1, n)."""
    k, n = diagonal.shape
    matrices = np.zeros((n, k, k))
    matrices.reshape(n, k * k)[:, :: k + 1] = diagonal.T
    matrices.reshape(n, k * k)[:, k :: k + 1] = beside.T
    return matrices
