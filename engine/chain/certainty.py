"""Where the norm of a product is known, and where rounding may be what is left of its digits.

Every step back rounds each row of the product relative to the terms that are added up in that row.
Later factors carry these errors on as they carry the product, and where the factors cancel in the
product but not in its errors, the errors come to lead. So random errors of that size walk along:

    V_i = P_iᵀ G                         the product on a few random directions: its rows' sizes v_i
    z_i = |W|ᵀ (σ' ⊙ v_{i−1})            the sizes of the terms that are added up in a row
    Q_i = J_iᵀ Q_{i−1} + ε z_i ⊙ G'      what rounding may have left

with independent Gaussian G and G'. ‖Q_i‖ over ‖P_i‖ is then the relative error of the norm.

Products of few binary digits, such as powers of a small matrix of integers, are not rounded at all.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.chain.by_row import times_power
from engine.chain.factors import Factors, PartialProduct
from engine.chain.scaled import LOG10_2, Array, Scaled, log10

TRUSTED = 1e-9  # of log10 ‖P‖

_COLUMNS = 8  # of each of V and Q: too small by 18 with a chance of 1e-12 (`docs/fast-norms.md`)
_V, _Q = slice(_COLUMNS), slice(_COLUMNS, None)
_ABREAST = 64  # steps made in one go
_SAFETY = 10.0  # times √d: how much further the errors may add up than independent ones do
_MEAN_TO_DEVIATION = float(np.sqrt(np.pi / 2))  # of a Gaussian's size
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
    walking = PartialProduct(0, None, np.zeros((d, 2 * _COLUMNS)), 0)
    walking.mantissa[:, _V] = rng.standard_normal((d, _COLUMNS))
    while walking.i < t:
        i, steps = walking.i, min(factors.reach, _ABREAST, t - walking.i)
        noise = rng.standard_normal((steps, d, _COLUMNS)) * (_EPS / np.sqrt(_COLUMNS))
        noise[: max(exact - i, 0)] = 0.0
        walked = _at_once(factors, walking, noise)
        walking, sizes = walked or _one_by_one(factors, walking, noise)
        logs[i + 1 : i + steps + 1] = sizes + factors.exponents[i + 1 : i + steps + 1] * LOG10_2
    return np.asarray(logs + np.log10(_SAFETY * np.sqrt(d / _COLUMNS)))


def _at_once(
    factors: Factors, start: PartialProduct, noise: Array
) -> tuple[PartialProduct, Array] | None:
    """Return V, Q some steps on, and log10 ‖Q‖ after each without the factors' exponents.

    None where that may lose small rows.
    """
    if start.rows is not None:
        return None
    stack = np.empty((len(noise), *start.mantissa.shape))
    current, weights = start.mantissa, np.abs(factors.W_T)
    for slope, rounding, after in zip(factors.slopes[start.i :], noise, stack, strict=False):
        np.matmul(factors.W_T, slope * current, out=after)
        after[:, _Q] += _term_sizes(weights, slope, current) * rounding
        current = after
    if not factors.keeps_rows(start, stack):
        return None
    sizes = log10(np.linalg.norm(stack[:, :, _Q], axis=(1, 2))) + start.exponent * LOG10_2
    end = Scaled.of(stack[-1], start.exponent)
    return PartialProduct(start.i + len(noise), None, end.mantissa, end.exponent), sizes


def _one_by_one(
    factors: Factors, start: PartialProduct, noise: Array
) -> tuple[PartialProduct, Array]:
    """Return the same with an exponent for each row."""
    sizes, weights = np.empty(len(noise)), np.abs(factors.W_T)
    for n, rounding in enumerate(noise):
        terms = _term_sizes(weights, factors.slopes[start.i], start.flat)
        before, start = start, factors.advance(start, 1).last
        mantissa = start.mantissa.copy()
        raised = times_power(terms, np.asarray(before.exponent - start.exponent))
        if start.rows is not None:
            raised = times_power(raised, -start.rows[:, None])
        mantissa[:, _Q] += raised * rounding
        start = start._replace(mantissa=mantissa)
        sizes[n] = float(log10(np.linalg.norm(start.flat[:, _Q]))) + start.exponent * LOG10_2
    return start, sizes


def _term_sizes(weights: Array, slope: Array, walking: Array) -> Array:
    """Return the summed sizes of the terms that are added up in each row, (d, 1)."""
    rows = np.abs(walking[:, _V]).sum(axis=1, keepdims=True) * (_MEAN_TO_DEVIATION / _COLUMNS)
    sizes: Array = weights @ (slope * rows)
    return sizes


def _cannot_cancel(log10_norm: Array, log10_factor_norms: Array) -> bool:
    """Return whether no later factors can make an error grow beside the product so far."""
    if not np.isfinite(log10_norm).all():
        return False
    gap = log10_factor_norms - log10_norm
    return bool((gap - np.minimum.accumulate(gap) < _HARMLESS).all())


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
