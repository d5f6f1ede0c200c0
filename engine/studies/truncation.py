"""Truncated backpropagation through time: every loss is sent back through τ steps at most.

Sorted by the lag i, the number of factors a loss has passed when it reaches its term,

    ∂L/∂W = Σ_{i=0}^{t−1} D_i,   D_i = Σ_j (σ'(a_k) ⊙ P_{j,k}ᵀ g_j) s_{k−1}ᵀ,   k = j − i ≥ 1,

where j runs over the steps that have a loss. The gradient truncated at τ is D_0 + … + D_{τ−1}: what
is left when s_{j−τ} is a constant in the eyes of L_j. With the loss at t alone D_i is the term
k = t − i, so the truncated gradients are the running sums of the terms.

Source: Williams and Peng (1990), "An efficient gradient-based algorithm for on-line training of
recurrent network trajectories", BPTT(h).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.bptt.gradient import Gradient, row_scaled
from engine.bptt.trace import Trace
from engine.chain.by_row import GONE, entries, times_power
from engine.chain.chain import Progress
from engine.chain.scaled import Array, Scaled, from_log10
from engine.experiment.loss import loss_gradients
from engine.studies.gradient_decomposition import GradientDecomposition, ended, running_log10_sum
from engine.studies.partial_sums import PartialSums, partial_sums

_TIE = 1e-9  # decades between sizes that are as good as equal
_Rows = tuple[Array, NDArray[np.int64]]  # mantissas and a binary exponent for each of them
_NEAR = -400  # binary exponent, beside the largest, of what shares one power of two with it
_ABREAST = 1 << 20  # numbers in the products that are added up one by one


@dataclass(frozen=True, eq=False)
class Truncated(PartialSums):
    """The gradient truncated at τ = 1 … t, index τ − 1, and the parts it is made of.

    Attributes:
        log10_part: (t,) log10 ‖D_i‖_F, index i; −inf where it is exactly zero.
    """

    log10_part: Array

    def reach(self, share: float) -> int:
        """Return the least τ for which Σ_{i ≥ τ} ‖D_i‖ is below `share` of ‖∂L/∂W‖, or t.

        What is cut off at that τ cannot change ∂L/∂W by more than that share.
        """
        tails = running_log10_sum(self.log10_part[::-1])[::-1]  # of D_i and all after it
        small = tails[1:] < float(self.log10_norm[-1]) + math.log10(share)
        return int(np.argmax(small)) + 1 if small.any() else len(tails)

    @property
    def leading(self) -> int:
        """The least lag whose part is the largest, to rounding."""
        return int(np.argmax(self.log10_part >= self.log10_part.max() - _TIE))

    @property
    def recent(self) -> float:
        """The sizes of the parts with lags below t / 2, as a share of ‖∂L/∂W‖."""
        half = (len(self.log10_part) + 1) // 2
        recent = float(running_log10_sum(self.log10_part[:half])[-1])
        return float(from_log10(np.array(recent - self.log10_norm[-1])))


def truncated(
    trace: Trace, shares: GradientDecomposition, progress: Progress | None = None
) -> Truncated:
    """Return norm and angle to the full gradient of ∂L/∂W truncated at τ = 1 … t.

    Args:
        trace: the gradient's origin.
        shares: of the same trace.
        progress: called with (done, total); what it raises ends the work.
    """
    if not trace.experiment.summed:
        return Truncated(shares.running.log10_norm, shares.running.angle, shares.log10_term)
    sizes: list[float] = []
    parts = _noted(_by_lag(trace, progress or (lambda _done, _all: None)), sizes)
    sums = partial_sums(parts, shares.total)
    log10_part = np.array(sizes)
    sums = ended(sums, log10_part, shares.total)
    return Truncated(sums.log10_norm, sums.angle, log10_part)


def _noted(parts: Iterator[Scaled], sizes: list[float]) -> Iterator[Scaled]:
    """Yield the parts, and write down log10 of the norm of each."""
    for part in parts:
        sizes.append(part.log10_norm())
        yield part


def _by_lag(trace: Trace, report: Callable[[int, int], None]) -> Iterator[Scaled]:
    """Yield D_0 … D_{t−1}: the gradients of all losses walk back side by side, one a row."""
    t, W = trace.t, entries(trace.experiment.network.W)
    delta, exponents = _losses(trace)
    for lag in range(t):
        report(lag, t)
        reached = slice(t - lag - 1, None, -1)  # the steps k = t − lag … 1
        slopes, slope_exponents = entries(trace.chain.slopes[reached])
        local, shifts = entries(slopes * delta)
        own = np.maximum(exponents + slope_exponents + shifts, GONE)
        rows = row_scaled(delta, exponents), row_scaled(local, own)
        yield Gradient(*rows[0], *rows[1], {"W": trace.run.s[reached]}).total()
        delta, exponents = _times((local[:-1], own[:-1]), W)  # the last has come to s_0


def _losses(trace: Trace) -> _Rows:
    """Return g_j for j = t … 1."""
    e = trace.experiment
    rows, shared = loss_gradients(trace.run.s[trace.t : 0 : -1], e.y, e.readout)
    return _raised(rows, np.broadcast_to(shared[:, None], rows.shape))


def _times(rows: _Rows, W: _Rows) -> _Rows:
    """Return rows · W, (n, d); numbers too far apart for one power of two keep their own."""
    mantissas, exponents = rows
    tops, top = exponents.max(axis=1, initial=GONE), int(W[1].max(initial=GONE))
    near = ((exponents >= tops[:, None] + _NEAR) | (mantissas == 0)).all(axis=1)
    near &= bool(((W[1] >= top + _NEAR) | (W[0] == 0)).all())
    product = times_power(mantissas, exponents - tops[:, None]) @ times_power(W[0], W[1] - top)
    shared = np.broadcast_to((tops + top)[:, None], product.shape).copy()
    few = max(1, _ABREAST // W[0].size)
    for part in np.split(far := np.flatnonzero(~near), range(few, len(far), few)):
        terms = exponents[part][:, :, None] + W[1]
        shared[part] = terms.max(axis=1)
        weights = times_power(W[0], terms - shared[part][:, None])
        product[part] = np.einsum("ni,nij->nj", mantissas[part], weights)
    return _raised(product, shared)


def _raised(rows: Array, exponents: NDArray[np.int64]) -> _Rows:
    mantissas, own = entries(rows)
    return mantissas, np.maximum(exponents + own, GONE)
