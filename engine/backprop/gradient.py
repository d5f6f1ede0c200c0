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

from engine.backprop.factors import Carried, Factors
from engine.backprop.scaled import LOG10_2, Array, Scaled, log10_row_norms
from engine.network.experiment import Experiment
from engine.network.forward import Forward
from engine.network.loss import loss_gradients

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


def _arriving(experiment: Experiment, run: Forward, j: int) -> Scaled:
    """Return ∂L_j/∂s_j, (d,)."""
    rows, exponents = loss_gradients(run.s[j : j + 1], experiment.y, experiment.readout)
    return Scaled.of(rows[0], int(exponents[0]))


def _sum(a: Scaled, b: Scaled) -> Scaled:
    top = max(a.exponent, b.exponent)
    parts = (np.ldexp(v.mantissa, max(v.exponent - top, _LEAST)) for v in (a, b))
    return Scaled.of(sum(parts, np.zeros_like(a.mantissa)), top)


def backward(experiment: Experiment, run: Forward, slopes: Array) -> Gradient:
    """Walk the vector g_t back through all t factors; `slopes` is (t, d)."""
    t = len(slopes)
    factors = Factors.of(experiment.network.W, slopes)
    delta, exponents = _walked(experiment, run, factors)
    delta_exponent = exponents + factors.exponents
    slope_exponent = np.diff(factors.exponents) - factors.W_exponent
    local, shifts = _row_scaled(factors.slopes[:, :, 0] * delta[:t])
    local_exponent = _where_any(local, delta_exponent[:t] + slope_exponent + shifts)
    delta_exponent = _where_any(delta, delta_exponent)
    for array in (delta, delta_exponent, local, local_exponent):
        array.flags.writeable = False
    read = {"W": run.s[:t][::-1], "U": experiment.x[:t][::-1], "b": np.ones((t, 1))}
    return Gradient(delta, delta_exponent, local, local_exponent, read)


def _walked(
    experiment: Experiment, run: Forward, factors: Factors
) -> tuple[Array, NDArray[np.int64]]:
    """Return all δ_k, rows scaled, and their exponents without those of the factors."""
    t, d, _ = factors.slopes.shape
    delta, exponents = np.empty((t + 1, d)), np.zeros(t + 1, dtype=np.int64)
    current = _arriving(experiment, run, t)
    delta[0], exponents[0] = current.mantissa, current.exponent
    i = 0
    while i < t:
        steps = 1 if experiment.summed else min(factors.reach, t - i)
        start = Carried(i, None, current.mantissa[:, None], current.exponent)
        stack, shared = factors.advance(start, steps)
        rows, shifts = _row_scaled(stack[:, :, 0])
        i += steps
        current = Scaled(rows[-1], int(shared[-1] + shifts[-1]))
        if experiment.summed and i < t:
            arriving = _arriving(experiment, run, t - i)
            shift = int(factors.exponents[i])
            current = _sum(current, Scaled(arriving.mantissa, arriving.exponent - shift))
            rows, shifts = current.mantissa[None], np.array([current.exponent - shared[-1]])
        delta[i + 1 - steps : i + 1], exponents[i + 1 - steps : i + 1] = rows, shared + shifts
    return delta, exponents


def _row_scaled(rows: Array) -> tuple[Array, NDArray[np.int64]]:
    """Return each row with its largest entry in [½, 1), and the binary exponents taken out."""
    shifts = np.frexp(np.abs(rows).max(axis=1))[1].astype(np.int64)
    return np.ldexp(rows, -shifts[:, None]), shifts


def _where_any(rows: Array, exponents: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the exponents, 0 for a row of zeros."""
    return np.where(rows.any(axis=1), exponents, 0)
