"""Largest singular values of a run of similar matrices: Lanczos finds them, Cholesky proves them.

Lanczos' three-term recurrence on the Gram matrix G = XᵀX, started from where the last run ended,
comes near the largest eigenvalue from below in a few products. Nothing is orthogonalised again: the
copies of settled values that this makes move no extreme one (Paige 1972). That nothing larger was
missed is then shown, not believed: μI − G has a Cholesky factor only if every eigenvalue of G is
below μ.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from engine.backprop.scaled import Array

PROOF = 1e-9  # relative room of the proof in ‖X‖², 2.2e-10 in log10 ‖X‖

_DIRECT = 48  # columns up to which all eigenvalues are taken at once
_TOGETHER = 1 << 16  # numbers in the Gram matrices that walk together, for fewer, larger calls
_FEWEST, _MOST = 8, 80  # steps of the recurrence
_SETTLED = 1e-10  # relative change of ‖X‖² in three steps, at which the proof is tried
_ROUNDING = 1e-14
_ALIASED = 32  # rows of so many numbers fall on the same cache lines, which costs a factor of 3


class Largest:
    """Finds ‖X‖₂² of one stack after another; what it found last tells it where to look next."""

    def __init__(self, start: Array) -> None:
        self._vector, self._steps = start, _FEWEST + 6

    @classmethod
    def anywhere(cls, r: int) -> Largest:
        """Return one that knows nothing of its matrices, of r columns."""
        return cls(random_vector(r))

    @classmethod
    def first(cls, r: int) -> Largest:
        """Return one for matrices whose first column is near the leading direction."""
        return cls(np.eye(1, r)[0])

    def __call__(self, stack: Array) -> Array:
        """Return ‖X‖₂² of each matrix of the stack, (n, d, r), as (n,).

        Entries must be far from the ends of a double's range. The value is at most ‖X‖₂² and at
        least ‖X‖₂² / (1 + PROOF), but for rounding.
        """
        n, _, r = stack.shape
        if r <= _DIRECT:
            return top(gram(stack))
        few = max(1, _TOGETHER // (r * r))
        return np.concatenate([self._proved(stack[i : i + few]) for i in range(0, n, few)])

    def _proved(self, stack: Array) -> Array:
        grams, (n, _, r) = gram(stack), stack.shape
        inner = grams[:, :r, :r]
        found = lanczos(
            lambda v: np.matmul(inner, v[:, :, None])[:, :, 0],
            np.tile(self._vector, (n, 1)),
            max(_FEWEST, self._steps - 6),  # two looks before it, so that it can come down
        )
        self._vector, self._steps = found.vector, found.steps
        return found.values if are_below(grams, found.values * (1.0 + PROOF)) else top(grams)


class Found(NamedTuple):
    """Top Ritz values, (n,), the vector of the last, (r,), and the steps taken."""

    values: Array
    vector: Array
    steps: int


def lanczos(apply: Callable[[Array], Array], start: Array, check: int) -> Found:
    """Return the top Ritz values of n symmetric matrices without a negative eigenvalue.

    Args:
        apply: maps n vectors, (n, r), to their images.
        start: (n, r) where to begin.
        check: after so many steps it is first asked whether the values have settled.
    """
    n, r = start.shape
    basis = np.empty((_MOST + 1, n, r))
    diagonal, beside = np.zeros((2, _MOST, n))
    basis[0] = start / np.linalg.norm(start, axis=1, keepdims=True)
    values = np.zeros(n)
    for k in range(_MOST):
        image = apply(basis[k])
        diagonal[k] = np.einsum("ni,ni->n", image, basis[k])
        image -= diagonal[k][:, None] * basis[k]
        if k:
            image -= beside[k - 1][:, None] * basis[k - 1]
        beside[k] = np.sqrt(np.einsum("ni,ni->n", image, image))
        if k + 1 >= check:
            before, values = values, top(_tridiagonal(diagonal[: k + 1], beside[:k]))
            if (values - before <= _SETTLED * values).all():
                break
            check = k + 4
        np.multiply(image, _inverse(beside[k], diagonal[0])[:, None], out=basis[k + 1])
    last = _tridiagonal(diagonal[: k + 1, -1:], beside[:k, -1:])[0]
    vector = np.linalg.eigh(last)[1][:, -1] @ basis[: k + 1, -1]
    return Found(values, vector, k + 1)


def random_vector(r: int) -> Array:
    """Return (r,) Gaussian numbers, the same each time."""
    return np.random.default_rng(0).standard_normal(r)


def _tridiagonal(diagonal: Array, beside: Array) -> Array:
    """Return the lower halves of the symmetric matrices, (n, k, k), from (k, n) and (k − 1, n)."""
    k, n = diagonal.shape
    matrices = np.zeros((n, k, k))
    matrices.reshape(n, k * k)[:, :: k + 1] = diagonal.T
    matrices.reshape(n, k * k)[:, k :: k + 1] = beside.T
    return matrices


def top(matrices: Array) -> Array:
    """Return the largest eigenvalue of each symmetric matrix that has none below zero."""
    largest: Array = np.maximum(np.linalg.eigvalsh(matrices)[:, -1], 0.0)
    return largest


def _inverse(lengths: Array, scale: Array) -> Array:
    """Return 1 / lengths, and 0 where a Krylov space is exhausted to rounding."""
    goes_on = lengths > _ROUNDING * scale
    inverse: Array = goes_on / np.where(goes_on, lengths, 1.0)
    return inverse


def gram(stack: Array) -> Array:
    """Return XᵀX of each X, (n, d, r), bordered by zeros where r is a size the cache dislikes."""
    n, _, r = stack.shape
    border = 0 if r % _ALIASED else 8
    bordered = np.zeros((n, r + border, r + border))
    np.matmul(stack.transpose(0, 2, 1), stack, out=bordered[:, :r, :r])
    return bordered


def are_below(matrices: Array, bounds: Array) -> bool:
    """Return whether every eigenvalue of each symmetric matrix, (n, r, r), is below its bound."""
    shifted = -matrices
    n, r, _ = shifted.shape
    shifted.reshape(n, r * r)[:, :: r + 1] += bounds[:, None]
    try:
        np.linalg.cholesky(shifted)
    except np.linalg.LinAlgError:
        return False
    return True
