"""‖J_j‖ and σ_min(J_j) of every factor J_j = diag(σ'(a_j)) W.

All factors share W. With the Frobenius, column-sum and row-sum norms ‖diag(s) W‖ is read off |W|;
the spectral norms of many factors are found together. σ_min(J_j) is 1 / ‖J_j⁻¹‖₂, and
J_j⁻ᵀ = diag(1 / s) W⁻ᵀ is of the same form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.chain.diag_times_matrix_norms import spectral_norms
from engine.chain.norms import NORMS, SPECTRAL, Norm, singular_values
from engine.chain.scaled import LOG10_2, Array, log10

_SMALL = 40  # units up to which all singular values of every factor are taken
_LEAST = -(1 << 20)  # a binary exponent that is zero beside any other
_EPS = float(np.finfo(np.float64).eps)


@dataclass(frozen=True, eq=False)
class FactorSizes:
    """Logarithms to base 10 of the sizes of J_1 … J_t, each (t,), index j − 1.

    Attributes:
        norms: ‖J_j‖.
        least: σ_min(J_j). One below the rounding of its factor, d · ε · σ_max, counts as 0: what
            was computed there is noise, and 0 keeps the bound from below true.
        slopes: max |σ'(a_j)|.
    """

    norms: Array
    least: Array
    slopes: Array


def factor_sizes(
    W: Array,
    slopes: Array,
    norm: Norm,
    batch: int,
    progress: Callable[[int], None],
    *,
    directly: bool = False,
) -> FactorSizes:
    """Return the sizes of all factors diag(σ'(a_j)) W; `slopes` is (t, d).

    Small factors, and all if `directly`, are taken `batch` at a time by their singular values;
    the norms of others may lack up to 7e-8 of themselves where singular values are clustered.
    `progress` is told how many are done.
    """
    if (slopes == slopes[0]).all() and len(slopes) > 1:
        one = factor_sizes(W, slopes[:1], norm, batch, progress, directly=True)
        alike = (np.repeat(array, len(slopes)) for array in (one.norms, one.least, one.slopes))
        return FactorSizes(*alike)
    unit, sizes, shifts = _balanced(W, np.abs(slopes))
    found = _all_sizes if directly or len(W) <= _SMALL else _extreme_sizes
    largest, least = found(unit, sizes, batch, progress)
    least = np.where(least > len(W) * _EPS * largest, least, 0.0)
    norms = largest if norm is SPECTRAL else _read_off(unit, sizes, norm)
    scale = shifts * LOG10_2
    steepest = log10(np.abs(slopes).max(axis=1))
    return FactorSizes(log10(norms) + scale, log10(least) + scale, steepest)


def _balanced(W: Array, slopes: Array) -> tuple[Array, Array, NDArray[np.int64]]:
    """Return rows of W and slopes that multiply to J · 2^−shift, and the shifts, (t,).

    By powers of two the rows of W are brought to size 1, and then the largest row of each J.
    """
    rows = np.frexp(np.abs(W).max(axis=1))[1]
    parts, exponents = np.frexp(slopes)
    present = (slopes > 0) & W.any(axis=1)
    exponents = np.where(present, exponents + rows, _LEAST)
    shifts = exponents.max(axis=1)
    balanced = np.where(present, np.ldexp(parts, exponents - shifts[:, None]), 0.0)
    return np.ldexp(W, -rows[:, None]), balanced, shifts.astype(np.int64)


def _read_off(W: Array, slopes: Array, norm: Norm) -> Array:
    """Return ‖diag(s) W‖ for each row s ≥ 0 of `slopes` in a norm other than the spectral."""
    entries = np.abs(W)
    if norm is NORMS["frobenius"]:
        return np.asarray(np.linalg.norm(slopes * np.linalg.norm(W, axis=1), axis=1))
    if norm is NORMS["one"]:
        return np.asarray((slopes @ entries).max(axis=1))
    return np.asarray((slopes * entries.sum(axis=1)).max(axis=1))


def _all_sizes(
    W: Array, slopes: Array, batch: int, progress: Callable[[int], None]
) -> tuple[Array, Array]:
    t = len(slopes)
    largest, least = np.empty((2, t))
    for start in range(0, t, batch):
        part = slice(start, min(start + batch, t))
        values = singular_values(slopes[part, :, None] * W)
        largest[part], least[part] = values[:, 0], values[:, -1]
        progress(part.stop)
    return largest, least


def _extreme_sizes(
    W: Array, slopes: Array, _batch: int, progress: Callable[[int], None]
) -> tuple[Array, Array]:
    largest, least = spectral_norms(W, slopes, progress), np.zeros(len(slopes))
    flattest = slopes.min(axis=1)
    whole = np.flatnonzero(flattest > 0)
    inverse = _inverse(W)
    if inverse is not None and whole.size:
        flat = flattest[whole]
        reciprocals = flat[:, None] / slopes[whole]
        least[whole] = flat / spectral_norms(inverse.T, reciprocals, lambda _done: None)
    return largest, least


def _inverse(W: Array) -> Array | None:
    """Return W⁻¹, or None where W is singular to rounding."""
    try:
        with np.errstate(over="ignore", invalid="ignore"):
            inverse = np.asarray(np.linalg.inv(W), dtype=np.float64)
            condition = np.linalg.norm(W) * np.linalg.norm(inverse)
    except np.linalg.LinAlgError:
        return None
    return inverse if condition * _EPS < 1 else None
