"""Where the norm of a product is known, and where rounding may be what is left of its digits.

Every step back rounds each row of the product relative to the terms that are added up in that row.
Later factors carry these errors on as they carry the product, and where the factors cancel in the
product but not in its errors, the errors come to lead. So random errors of that size walk along:

    V_i = P_iᵀ G                        the product on a few random directions: its rows' sizes
    Z_i = J_iᵀ (sizes of V_{i−1} ⊙ G')  the sizes of the terms that are added up in a row
    Q_i = J_iᵀ Q_{i−1} + ε · sizes of Z_i ⊙ G''      what rounding may have left

with independent Gaussian G, G', G''. ‖Q_i‖ over ‖P_i‖ is then the relative error of the norm.

Products of few binary digits, such as powers of a small matrix of integers, are not rounded at all.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.backprop.factors import Carried, Factors
from engine.backprop.scaled import LOG10_2, Array, log10

TRUSTED = 1e-9  # of log10 ‖P‖

_COLUMNS = 8  # of each of V, Z and Q: too small by 18 with a chance of 1e-12 (`docs/fast-norms.md`)
_SAFETY = 10.0  # times √d: how much further the errors may add up than independent ones do
_EPS = float(np.finfo(np.float64).eps)
_DIGITS = 53  # binary, of a double
_HARMLESS = 6.0  # decades of cancellation, at the least, that cost a norm its ninth digit


def known(
    W: Array, slopes: Array, log10_norm: Array, log10_factor_norms: Array
) -> NDArray[np.bool_]:
    """Return where log10 ‖P_{t,k}‖ is known to TRUSTED, (t + 1,), index i = t − k.

    Args:
        W: (d, d).
        slopes: (t, d), row j − 1 is σ'(a_j).
        log10_norm: (t + 1,) as computed; −inf is known where the product is exactly zero.
        log10_factor_norms: (t + 1,) log10 ∏ ‖J_j‖.
    """
    if _cannot_cancel(log10_norm, log10_factor_norms):
        return np.ones(len(log10_norm), dtype=np.bool_)
    errors = log10_errors(W, slopes)
    room = np.log10(TRUSTED * np.log(10.0))
    return np.asarray((errors < log10_norm + room) | (errors == -np.inf))


def log10_errors(W: Array, slopes: Array) -> Array:
    """Return log10 of a bound on what rounding adds to P_{t,k}, Frobenius, (t + 1,), k = t … 0."""
    t, d = slopes.shape
    factors, rng = Factors.of(W, slopes), np.random.default_rng(0)
    exact = _exact_steps(W, slopes)
    logs = np.full(t + 1, -np.inf)
    walking = Carried(0, None, np.zeros((d, 3 * _COLUMNS)), 0)
    walking.mantissa[:, :_COLUMNS] = rng.standard_normal((d, _COLUMNS))
    for i in range(t):
        walking = factors.advance(_with_terms(walking, rng), 1).last
        if i + 1 > exact:
            walking = _with_rounding(walking, rng)
        size = float(np.linalg.norm(walking.flat[:, 2 * _COLUMNS :]))
        logs[i + 1] = float(log10(size)) + (walking.exponent + factors.exponents[i + 1]) * LOG10_2
    return np.asarray(logs + np.log10(_SAFETY * np.sqrt(d / _COLUMNS)))


def _cannot_cancel(log10_norm: Array, log10_factor_norms: Array) -> bool:
    """Return whether no later factors can make an error grow beside the product so far."""
    if not np.isfinite(log10_norm).all():
        return False
    gap = log10_factor_norms - log10_norm
    return bool((gap - np.minimum.accumulate(gap) < _HARMLESS).all())


def _with_terms(walking: Carried, rng: np.random.Generator) -> Carried:
    """Return V, Z, Q with Z of the size of V's rows."""
    mantissa = walking.mantissa.copy()
    mantissa[:, _COLUMNS : 2 * _COLUMNS] = _noise(mantissa[:, :_COLUMNS], rng)
    return walking._replace(mantissa=mantissa)


def _with_rounding(walking: Carried, rng: np.random.Generator) -> Carried:
    """Return V, Z, Q with the rounding of one step added to Q."""
    mantissa = walking.mantissa.copy()
    mantissa[:, 2 * _COLUMNS :] += _EPS * _noise(mantissa[:, _COLUMNS : 2 * _COLUMNS], rng)
    return walking._replace(mantissa=mantissa)


def _noise(rows: Array, rng: np.random.Generator) -> Array:
    sizes = np.sqrt(np.einsum("ij,ij->i", rows, rows) / rows.shape[1])
    noise: Array = sizes[:, None] * rng.standard_normal(rows.shape)
    return noise


def _exact_steps(W: Array, slopes: Array) -> int:
    """Return for how many steps no product can have more binary digits than a double."""
    each = _digits(W) + int(np.ceil(np.log2(max(1, int((W != 0).sum(axis=0).max())))))
    digits = 1
    for i, slope in enumerate(slopes[::-1]):
        digits += each + _digits(slope) - 1
        if digits > _DIGITS:
            return i
    return len(slopes)


def _digits(array: Array) -> int:
    """Return how many binary digits all entries have from the highest to the lowest."""
    present = array[array != 0]
    if not present.size:
        return 1
    mantissas, exponents = np.frexp(np.abs(present))
    whole = (mantissas * 2.0**_DIGITS).astype(np.int64)
    lowest = np.log2((whole & -whole).astype(np.float64)).astype(np.int64) - _DIGITS + exponents
    return int(exponents.max() - lowest.min())
