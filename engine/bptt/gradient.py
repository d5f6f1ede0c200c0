"""The gradient that travels back, and its terms, one for each path (`docs/maths.md`, 5).

g_t = ∂L_t/∂s_t                                  (d,), s_t − y for squared error
δ_k = P_{t,k}ᵀ g_t,   δ_{k−1} = Wᵀ (σ'(a_k) ⊙ δ_k)          (d,)
∂L_t/∂W = Σ_{k=1}^{t} (σ'(a_k) ⊙ δ_k) s_{k−1}ᵀ              (d, d)
∂L_t/∂U = Σ_{k=1}^{t} (σ'(a_k) ⊙ δ_k) x_kᵀ                  (d, m)
∂L_t/∂b = Σ_{k=1}^{t} (σ'(a_k) ⊙ δ_k)                       (d,)

With the losses summed over the steps, g_{k−1} joins δ_{k−1} at every k ≥ 2 on the way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.bptt.forward import Forward
from engine.chain.by_row import GONE, Exponents, entries, times_power
from engine.chain.factors import Factors
from engine.chain.scaled import LOG10_2, Array, Scaled, log10_row_norms
from engine.experiment.experiment import Experiment
from engine.experiment.loss import loss_gradients

PARAMETERS = ("W", "U", "b")

_LEAST = -(1 << 20)  # a binary exponent that is zero beside any other


@dataclass(frozen=True, eq=False)
class Gradient:
    """δ_k for k = t … 0 and the terms for k = t … 1; index i stands for k = t − i.

    Attributes:
        delta: (t + 1, d) mantissas of δ_k, to be multiplied by 2^delta_exponent.
        delta_exponent: (t + 1,) their binary exponents.
        local: (t, d) mantissas of σ'(a_k) ⊙ δ_k, to be multiplied by 2^local_exponent.
        local_exponent: (t,) their binary exponents.
        read: for each parameter the rows its term is multiplied by: s_{k−1}, x_k, 1.
    """

    delta: Array
    delta_exponent: NDArray[np.int64]
    local: Array
    local_exponent: NDArray[np.int64]
    read: dict[str, Array]

    def delta_at(self, k: int) -> Scaled:
        """Return δ_k, (d,), for 0 ≤ k ≤ t."""
        i = self._index(k, 0)
        return Scaled.of(self.delta[i], int(self.delta_exponent[i]))

    def term(self, k: int, parameter: str = "W") -> Scaled:
        """Return the k-th term of ∂L_t/∂parameter for 1 ≤ k ≤ t; `parameter` is W, U or b."""
        i = self._index(k, 1)
        read = Scaled.of(self.read[parameter][i])
        outer = np.outer(self.local[i], read.mantissa)
        exponent = int(self.local_exponent[i]) + read.exponent
        return Scaled.of(outer[:, 0] if parameter == "b" else outer, exponent)

    def total(self, parameter: str = "W") -> Scaled:
        """Return ∂L_t/∂parameter, the sum of the terms; `parameter` is W, U or b.

        Each row of `read` is brought to its own power of two: where states grow as fast as δ_k
        shrinks, one exponent for all rows would lose every term.
        """
        rows = self.read[parameter]
        sizes = np.frexp(np.abs(rows).max(axis=1, initial=0.0))[1]
        present = self.local.any(axis=1) & rows.any(axis=1)
        exponents = np.where(present, self.local_exponent + sizes, _LEAST)
        top = int(exponents.max()) if present.any() else 0
        local = np.ldexp(self.local, np.maximum(exponents - top, _LEAST)[:, None])
        total = local.T @ np.ldexp(rows, -sizes[:, None])
        return Scaled.of(total[:, 0] if parameter == "b" else total, top)

    def log10_delta_norm(self) -> Array:
        """Return log10 ‖δ_k‖₂ for k = t … 0, (t + 1,); −inf at zero."""
        return log10_row_norms(self.delta) + self.delta_exponent * LOG10_2

    def log10_term_norm(self, parameter: str = "W") -> Array:
        """Return log10 ‖k-th term‖_F for k = t … 1, (t,); −inf at zero.

        ‖(σ' ⊙ δ_k) rᵀ‖_F = ‖σ' ⊙ δ_k‖ ‖r‖. With s_0 = 0 the W-term of k = 1 is exactly zero.
        """
        local = log10_row_norms(self.local) + self.local_exponent * LOG10_2
        return local + log10_row_norms(self.read[parameter])

    def _index(self, k: int, least: int) -> int:
        t = len(self.local)
        if not least <= k <= t:
            raise IndexError(f"k is {k}; choose {least} to t = {t}")
        return t - k


def backward(experiment: Experiment, run: Forward, slopes: Array) -> Gradient:
    """Walk the vector g_t back through all t factors; `slopes` is (t, d)."""
    t = len(slopes)
    delta, exponents = _walked(experiment, run, Factors.of(experiment.network.W, slopes))
    steps, shifts = np.frexp(slopes[::-1])
    local = row_scaled(steps * delta[:t], exponents[:t] + shifts)
    arrays = (*row_scaled(delta, exponents), *local)
    for array in arrays:
        array.flags.writeable = False
    read = {"W": run.s[:t][::-1], "U": experiment.x[:t][::-1], "b": np.ones((t, 1))}
    return Gradient(*arrays, read)


def row_scaled(mantissas: Array, exponents: Exponents) -> tuple[Array, Exponents]:
    """Return (n, d) numbers with an exponent each as rows with one exponent each, (n,).

    The largest entry of a row is in [½, 1); a row of zeros has the exponent 0.
    """
    mantissas, shifts = entries(mantissas)
    exponents = np.maximum(exponents + shifts, GONE)
    top = exponents.max(axis=1, initial=GONE)
    rows = times_power(mantissas, exponents - top[:, None])
    return rows, np.where(top > GONE, top, 0)


def _walked(experiment: Experiment, run: Forward, factors: Factors) -> tuple[Array, Exponents]:
    """Return all δ_k, (t + 1, d), and an exponent for each of their entries."""
    t = experiment.t
    delta = np.empty((t + 1, experiment.network.d))
    exponents = np.empty(delta.shape, dtype=np.int64)
    delta[0], exponents[0] = _arriving(experiment, run, t)
    i = 0
    while i < t:
        steps = 1 if experiment.summed else min(factors.reach, t - i)
        part = slice(i + 1, i + steps + 1)
        delta[part], exponents[part] = factors.vectors(delta[i], exponents[i], i, steps)
        i += steps
        if experiment.summed and i < t:
            arriving = _arriving(experiment, run, t - i)
            delta[i], exponents[i] = _sum((delta[i], exponents[i]), arriving)
    return delta, exponents


def _arriving(experiment: Experiment, run: Forward, j: int) -> tuple[Array, Exponents]:
    """Return ∂L_j/∂s_j, (d,), and an exponent for each entry."""
    rows, shared = loss_gradients(run.s[j : j + 1], experiment.y, experiment.readout)
    mantissas, exponents = entries(rows[0])
    # the share of a class that is 10¹² behind is as good as zero: nothing brings it back
    present = (rows[0] != 0) & (exponents + shared[0] > GONE // 4)
    return np.where(present, mantissas, 0.0), np.where(present, exponents + shared[0], GONE)


def _sum(a: tuple[Array, Exponents], b: tuple[Array, Exponents]) -> tuple[Array, Exponents]:
    top = np.maximum(a[1], b[1])
    mantissas, shifts = entries(times_power(a[0], a[1] - top) + times_power(b[0], b[1] - top))
    return mantissas, np.maximum(top + shifts, GONE)
