"""The gradient that travels back, and its terms, one for each path (`maths.md`, 5).

g_t = ∂L_t/∂s_t = s_t − y_t                                 (d,)
δ_k = P_{t,k}ᵀ g_t,   δ_{k−1} = Wᵀ (σ'(a_k) ⊙ δ_k)          (d,)
∂L_t/∂W = Σ_{k=1}^{t} (σ'(a_k) ⊙ δ_k) s_{k−1}ᵀ              (d, d)
∂L_t/∂U = Σ_{k=1}^{t} (σ'(a_k) ⊙ δ_k) x_kᵀ                  (d, m)
∂L_t/∂b = Σ_{k=1}^{t} (σ'(a_k) ⊙ δ_k)                       (d,)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.backprop.scaled import LOG10_2, Array, Scaled, log10_row_norms
from engine.network.experiment import Experiment
from engine.network.forward import Forward

PARAMETERS = ("W", "U", "b")


@dataclass(frozen=True, eq=False)
class Gradient:
    """δ_k for k = t … 0 and the terms for k = t … 1; index i stands for k = t − i.

    Attributes:
        delta: (t + 1, d) mantissas of δ_k, to be multiplied by 2^exponent.
        exponent: (t + 1,) their binary exponents.
        local: (t, d) mantissas of σ'(a_k) ⊙ δ_k, with the same exponents.
        read: for each parameter the rows its term is multiplied by: s_{k−1}, x_k, 1.
    """

    delta: Array
    exponent: NDArray[np.int64]
    local: Array
    read: dict[str, Array]

    def delta_at(self, k: int) -> Scaled:
        """Return δ_k, (d,), for 0 ≤ k ≤ t."""
        i = len(self.local) - k
        return Scaled.of(self.delta[i], int(self.exponent[i]))

    def term(self, k: int, parameter: str = "W") -> Scaled:
        """Return the k-th term of ∂L_t/∂parameter for 1 ≤ k ≤ t; `parameter` is W, U or b."""
        i = len(self.local) - k
        outer = np.outer(self.local[i], self.read[parameter][i])
        return Scaled.of(outer[:, 0] if parameter == "b" else outer, int(self.exponent[i]))

    def total(self, parameter: str = "W") -> Scaled:
        """Return ∂L_t/∂parameter, the sum of the terms; `parameter` is W, U or b."""
        top = int(self.exponent[:-1].max())
        local = np.ldexp(self.local, self.exponent[:-1, None] - top)
        read = Scaled.of(self.read[parameter])
        total = local.T @ read.mantissa
        return Scaled.of(total[:, 0] if parameter == "b" else total, top + read.exponent)

    def log10_delta_norm(self) -> Array:
        """Return log10 ‖δ_k‖₂ for k = t … 0, (t + 1,); −inf at zero."""
        return log10_row_norms(self.delta) + self.exponent * LOG10_2

    def log10_term_norm(self, parameter: str = "W") -> Array:
        """Return log10 ‖k-th term‖_F for k = t … 1, (t,); −inf at zero.

        ‖(σ' ⊙ δ_k) rᵀ‖_F = ‖σ' ⊙ δ_k‖ ‖r‖. With s_0 = 0 the W-term of k = 1 is exactly zero.
        """
        local = log10_row_norms(self.local) + self.exponent[:-1] * LOG10_2
        return local + log10_row_norms(self.read[parameter])


def backward(experiment: Experiment, run: Forward, slopes: Array) -> Gradient:
    """Walk the vector g_t back through all t factors; `slopes` is (t, d)."""
    t, d = slopes.shape
    W = experiment.network.W
    delta, local = np.empty((t + 1, d)), np.empty((t, d))
    exponent = np.zeros(t + 1, dtype=np.int64)
    current = Scaled.of(_difference(run.s[t], experiment.y))
    for i in range(t):
        delta[i], exponent[i] = current.mantissa, current.exponent
        local[i] = slopes[t - 1 - i] * current.mantissa
        current = Scaled.of(local[i] @ W, current.exponent)
    delta[t], exponent[t] = current.mantissa, current.exponent
    read = {"W": run.s[:t][::-1], "U": experiment.x[:t][::-1], "b": np.ones((t, 1))}
    return Gradient(delta, exponent, local, read)


def _difference(s: Array, y: Array) -> Array:
    difference: Array = s - y
    return difference
