"""The ladder between the product and its bound, in logarithms.

    ∏ σ_min(J_j)  ≤  ‖P_{t,k}‖  ≤  ∏ ‖J_j‖  ≤  ∏ max |σ'(a_j)| · λ  ≤  (γλ)^(t−k)

What each ≤ loses has a name: saturation, spread, misalignment (`docs/maths.md`, 4). The lowest rung
holds in all four norms: an induced norm is at least the spectral radius, that is at least
|det|^(1/d), the determinant multiplies, and |det J|^(1/d) ≥ σ_min(J); ‖·‖_F ≥ ‖·‖₂.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from engine.backprop.factor_norms import FactorSizes
from engine.backprop.scaled import Array, running_sum

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


def is_crossed(rungs: Ladder, log10_norm: Array) -> bool:
    """Return whether ∏ ‖J_j‖ lies below ‖P_{t,k}‖, or ∏ σ_min(J_j) above, by more than rounding."""
    room = _ROUNDING * np.arange(len(log10_norm)) + _ROUNDING
    low = rungs.factor_norms[1:] < (log10_norm - room)[1:]  # ‖I‖_F = √d may stand above
    high = rungs.floor[1:] > (log10_norm + room)[1:]
    return bool((low | high).any())


def slack(rungs: Ladder, log10_norm: Array, i: int) -> Slack:
    """Return where the gap between bound and product goes, i steps back (i ≥ 1)."""
    values = (rungs.bound[i], rungs.slopes[i], rungs.factor_norms[i], log10_norm[i])
    saturation, spread, misalignment = (_gap(*pair) for pair in pairwise(values))
    return Slack(saturation, spread, misalignment, _gap(values[0], values[-1]))


def _gap(upper: float, lower: float) -> float:
    if lower == -np.inf:
        return 0.0 if upper == -np.inf else float("inf")
    return float(upper - lower)
