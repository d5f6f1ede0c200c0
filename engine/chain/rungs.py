"""The ladder between the product and its bound, in logarithms.

    ∏ σ_min(J_j)  ≤  ‖P_{t,k}‖  ≤  ∏ ‖J_j‖  ≤  ∏ max |σ'(a_j)| · λ  ≤  (γλ)^(t−k)

What each ≤ loses has a name: saturation, spread, misalignment (`docs/maths.md`, 4). The lowest rung
holds in all four norms: an induced norm is at least the spectral radius, that is at least
|det|^(1/d), the determinant multiplies, and |det J|^(1/d) ≥ σ_min(J); ‖·‖_F ≥ ‖·‖₂.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np

from engine.chain.chain import batch
from engine.chain.factor_norms import FactorSizes, factor_sizes
from engine.chain.norms import Norm
from engine.chain.scaled import Array, running_sum

_ROUNDING = 1e-14  # of a logarithm, a step


@dataclass(frozen=True, eq=False)
class Ladder:
    """Logarithms to base 10, each (t + 1,), index i standing for k = t − i, i steps back.

    Attributes:
        floor: ∏ σ_min(J_j).
        factor_norms: ∏ ‖J_j‖.
        slopes: ∏ max |σ'(a_j)| · λ.
        bound: (γλ)^(t−k).
    """

    floor: Array
    factor_norms: Array
    slopes: Array
    bound: Array


@dataclass(frozen=True)
class Slack:
    """The three parts of log10(bound / ‖P_{t,k}‖); they add up to `total`. All inf at a zero."""

    saturation: float
    spread: float
    misalignment: float
    total: float


def ladder(sizes: FactorSizes, lam: float, gamma: float) -> Ladder:
    """Return the rungs; all arguments are logarithms to base 10, of λ and of γ too."""
    steps = np.arange(len(sizes.norms) + 1)
    with np.errstate(invalid="ignore"):
        bound = np.where(steps > 0, steps * (lam + gamma), 0.0)
    bound.flags.writeable = False
    return Ladder(
        floor=running_sum(sizes.least[::-1]),
        factor_norms=running_sum(sizes.norms[::-1]),
        slopes=running_sum(sizes.slopes[::-1] + lam),
        bound=bound,
    )


def factor_ladder(
    W: Array,
    slopes: Array,
    norm: Norm,
    logs: tuple[Array, float, float],
    progress: Callable[[int], None],
) -> tuple[FactorSizes, Ladder]:
    """Return the sizes of the factors and the ladder, no rung of which lies below what it bounds.

    Norms of factors that are found together may lack a little where singular values are clustered.
    If a rung is crossed by more than rounding, every factor's are computed by themselves.

    Args:
        slopes: (t, d).
        logs: to base 10, of ‖P_{t,k}‖, (t + 1,), of λ and of γ.
        progress: is told how many factors are done.
    """
    log10_norm, lam, gamma = logs
    for directly in (False, True):
        sizes = factor_sizes(W, slopes, norm, batch(len(W)), progress, directly=directly)
        rungs = ladder(sizes, lam, gamma)
        if not _is_crossed(rungs, log10_norm):
            break
    return sizes, _ordered(rungs, log10_norm)


def _ordered(rungs: Ladder, log10_norm: Array) -> Ladder:
    """Return the rungs, raised or lowered to what they bound where they lack a little.

    What lies above an upper bound, or below a lower one, is a bound too.
    """
    below = log10_norm.copy()
    below[0] = -np.inf  # ‖I‖_F = √d may stand above the first
    upper = list(accumulate((below, rungs.factor_norms, rungs.slopes, rungs.bound), np.maximum))
    ordered = Ladder(np.minimum(rungs.floor, log10_norm), *upper[1:])
    for curve in (ordered.floor, *upper[1:]):
        curve.flags.writeable = False
    return ordered


def _is_crossed(rungs: Ladder, log10_norm: Array) -> bool:
    """Return whether a rung lies below what it bounds by more than rounding."""
    room = _ROUNDING * np.arange(len(log10_norm)) + _ROUNDING
    curves = (rungs.floor, log10_norm, rungs.factor_norms, rungs.slopes)
    # ‖I‖_F = √d may stand above the first
    return any(bool((lower > upper + room)[1:].any()) for lower, upper in pairwise(curves))


def slack(rungs: Ladder, log10_norm: Array, i: int) -> Slack:
    """Return where the gap between bound and product goes, i steps back (i ≥ 1)."""
    values = (rungs.bound[i], rungs.slopes[i], rungs.factor_norms[i], log10_norm[i])
    saturation, spread, misalignment = (_gap(*pair) for pair in pairwise(values))
    return Slack(saturation, spread, misalignment, _gap(values[0], values[-1]))


def _gap(upper: float, lower: float) -> float:
    if lower == -np.inf:
        return 0.0 if upper == -np.inf else float("inf")
    return float(upper - lower)
