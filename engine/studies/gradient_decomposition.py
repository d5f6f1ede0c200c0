"""How the terms of ∂L/∂W make up the whole: their sizes, their directions, what cancels.

    ∂L/∂W = Σ_{k=1}^{t} (σ'(a_k) ⊙ δ_k) s_{k−1}ᵀ        (`docs/maths.md`, 5)

A term of size ‖term_k‖ and cosine c_k to the whole adds c_k ‖term_k‖ to its length, so the
Σ c_k ‖term_k‖ is ‖Σ term_k‖, and what is missing to Σ ‖term_k‖ cancels.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.bptt.gradient import Gradient
from engine.chain.chain import Progress
from engine.chain.scaled import Array, Scaled
from engine.studies.partial_sums import PartialSums, partial_sums

CANCELLED = 1e-10  # of the terms' sizes, below which their sum may be rounding

_LN10 = math.log(10.0)
_LOST = -5.0  # log10 of a sum, above which a summand that is rounding spoils what is said of it


@dataclass(frozen=True, eq=False)
class GradientDecomposition:
    """The terms against their sum; index i stands for k = t − i.

    Attributes:
        total: ∂L/∂W, (d, d).
        log10_term: (t,) log10 ‖term_k‖_F; −inf where it is exactly zero.
        cosine: (t,) ⟨term_k, ∂L/∂W⟩ / (‖term_k‖ ‖∂L/∂W‖); 0 where either is zero.
        running: the sums of the terms t … k.
        log10_sizes: (t,) log10 Σ ‖term‖ over the terms t … k.
        log10_total: log10 ‖∂L/∂W‖_F.
        known: (t,) whether the product that the term has passed is known; else the term may be
            rounding.
    """

    total: Scaled
    log10_term: Array
    cosine: Array
    running: PartialSums
    log10_sizes: Array
    log10_total: float
    known: NDArray[np.bool_]

    @property
    def kept(self) -> float:
        """‖Σ term_k‖ / Σ ‖term_k‖: 1 when nothing cancels, 0 when there is no gradient."""
        if self.log10_total == -math.inf:
            return 0.0
        return min(math.pow(10.0, self.log10_total - float(self.log10_sizes[-1])), 1.0)

    @property
    def cancelled(self) -> bool:
        """Whether so little is left of the terms' sizes that rounding may have made it."""
        return -math.inf < float(self.log10_sizes[-1]) and self.kept < CANCELLED

    @property
    def sums_known(self) -> NDArray[np.bool_]:
        """(t,) whether the terms that may be rounding are next to nothing of each running sum."""
        lost = np.maximum.accumulate(np.where(self.known, -np.inf, self.log10_term))
        return np.asarray((lost == -np.inf) | (lost <= self.running.log10_norm + _LOST))

    @property
    def is_known(self) -> bool:
        """Whether ∂L/∂W itself is: neither terms nor factors cancel in it to rounding."""
        return bool(self.sums_known[-1]) and not self.cancelled


def gradient_decomposition(
    gradient: Gradient,
    progress: Progress | None = None,
    known: NDArray[np.bool_] | None = None,
) -> GradientDecomposition:
    """Return how the W-terms of `gradient` make up their sum; all are known unless `known` says."""
    total, logs = gradient.total(), gradient.log10_term_norm()
    return GradientDecomposition(
        total,
        logs,
        _cosines(gradient, total),
        ended(
            partial_sums(_terms(gradient, progress or (lambda _done, _all: None)), total),
            logs,
            total,
        ),
        running_log10_sum(logs),
        total.log10_norm(),
        np.ones(len(logs), np.bool_) if known is None else known,
    )


def ended(sums: PartialSums, log10_part: Array, whole: Scaled) -> PartialSums:
    """Return the sums with the whole, by definition, from the last summand on that is not zero."""
    last = int(np.flatnonzero(np.isfinite(log10_part))[-1]) if np.isfinite(log10_part).any() else 0
    norms, angles = sums.log10_norm.copy(), sums.angle.copy()
    norms[last:] = whole.log10_norm()
    angles[last:] = 0.0 if whole.mantissa.any() else math.nan
    return PartialSums(norms, angles)


def _terms(gradient: Gradient, report: Callable[[int, int], None]) -> Iterator[Scaled]:
    """Yield the terms t … 1."""
    t = len(gradient.local)
    for k in range(t, 0, -1):
        report(t - k, t)
        yield gradient.term(k)


def _cosines(gradient: Gradient, total: Scaled) -> Array:
    """Return uᵀ G r of unit vectors u, r and the unit matrix G: the cosine of u rᵀ to G."""
    aim = total.mantissa / (np.linalg.norm(total.mantissa) or 1.0)
    cosines = ((_unit_rows(gradient.local) @ aim) * _unit_rows(gradient.read["W"])).sum(axis=1)
    clipped: Array = np.clip(cosines, -1.0, 1.0)
    return clipped


def _unit_rows(rows: Array) -> Array:
    largest = np.abs(rows).max(axis=1, initial=0.0, keepdims=True)
    scaled = rows / np.where(largest > 0, largest, 1.0)
    norms = np.linalg.norm(scaled, axis=1, keepdims=True)
    unit: Array = scaled / np.where(norms > 0, norms, 1.0)
    return unit


def running_log10_sum(logs: Array) -> Array:
    """Return log10 of the running sums of 10^logs."""
    sums: Array = np.logaddexp.accumulate(logs * _LN10) / _LN10
    return sums
