"""How many directions survive the product, and why λ, not ρ, speaks of a single step.

    singular values     σ_1 ≥ … ≥ σ_d of P_{t,k}, as the product grows
    effective rank      exp(−Σ p_i ln p_i), p_i = σ_i / Σσ      (Roy and Vetterli 2007)
    Lyapunov exponents  P_{t,0}ᵀ = J_1ᵀ … J_tᵀ = Q R_t … R_1,   ℓ_i = (1/t) Σ_j ln |R_j[i, i]|
                        (Benettin, Galgani, Giorgilli and Strelcyn 1980)
    transient growth    ρ(W)ⁿ ≤ ‖Wⁿ‖₂ ≤ λⁿ, λ = ‖W‖₂

The exponents come from a QR factorisation at each step, so that no direction is lost beside a
larger one; the singular values of one product are known down to its rounding only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.backprop.chain import Progress
from engine.backprop.norms import singular_values
from engine.backprop.scaled import LOG10_2, Array, Scaled, log10
from engine.backprop.trace import Trace

SURVIVING = -3.0  # log10 of σ_i / σ_1 above which a direction counts as alive

_MOST_STEPS = 64  # products looked at, spread evenly over a longer chain
_MOST_EXPONENTS = 64
_NOTHING = -14.0  # log10 of what an eigenvalue of a nilpotent W may be found to be
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_ROUNDING = 1e-12  # of log10 ρ and log10 λ
_NORMAL = 1e-6  # of ‖W‖_F, below which the departure from normality is none to the eye


@dataclass(frozen=True, eq=False)
class SingularValues:
    """The singular values of some products.

    Attributes:
        steps_back: (n,) t − k, from 0 to t.
        logs: (n, d) log10 σ_i(P_{t,k}), largest first; −inf where zero or below rounding.
    """

    steps_back: NDArray[np.int64]
    logs: Array

    def at(self, steps_back: int) -> Array:
        """Return the row of that product, or of the nearest shorter one."""
        row: Array = self.logs[int(np.searchsorted(self.steps_back, steps_back, "right")) - 1]
        return row


def product_singular_values(trace: Trace, progress: Progress | None = None) -> SingularValues:
    """Return the singular values of the growing product, at up to 64 lengths."""
    report = progress or (lambda _done, _total: None)
    steps = np.unique(np.linspace(0, trace.t, min(trace.t + 1, _MOST_STEPS)).round().astype(int))
    rows = []
    for done, i in enumerate(steps):
        report(done, len(steps))
        rows.append(_log10_singular_values(trace.product(trace.t - int(i))))
    return SingularValues(steps.astype(np.int64), np.array(rows))


def surviving(logs: Array) -> int:
    """Return how many of log10 σ_i, (d,), are above a thousandth of the largest."""
    return int((logs > logs[0] + SURVIVING).sum()) if logs[0] > -math.inf else 0


def effective_rank(logs: Array) -> float:
    """Return exp of the entropy of σ_i / Σσ from log10 σ_i, (d,); 0 of a zero matrix."""
    if logs[0] == -math.inf:
        return 0.0
    shares = np.power(10.0, logs - logs[0])
    shares = shares[shares > 0] / shares.sum()
    return float(np.exp(-np.sum(shares * np.log(shares))))


def lyapunov_exponents(trace: Trace, progress: Progress | None = None) -> Array:
    """Return the finite-time Lyapunov exponents, largest first, in natural logarithms a step.

    All d up to 64 units, the 64 largest of more; −inf for a direction that one step shrinks
    below rounding.
    """
    report = progress or (lambda _done, _total: None)
    W, slopes, t = Scaled.of(trace.experiment.network.W), trace.chain.slopes, trace.t
    frame = _frame(len(W.mantissa))
    sizes = np.empty((t, frame.shape[1]))
    for i in range(t):
        report(i, t)
        stretched = W.mantissa.T @ (slopes[t - 1 - i][:, None] * frame)
        frame, R = np.linalg.qr(stretched)
        sizes[i] = _above_rounding(np.abs(np.diagonal(R)), np.linalg.norm(stretched, axis=0))
    sums = [math.fsum(column) for column in log10(sizes).T]
    exponents = (np.array(sums) / t + W.exponent * LOG10_2) * math.log(10.0)
    return np.asarray(np.sort(exponents)[::-1])


@dataclass(frozen=True, eq=False)
class Transient:
    """The powers of W beside what ρ and λ say of them.

    Attributes:
        log10_norms: (N + 1,) log10 ‖Wⁿ‖₂ for n = 0 … N; −inf where the power is zero.
        log10_rho: log10 ρ(W); −inf for a nilpotent W.
        log10_lam: log10 ‖W‖₂.
        departure: Henrici's departure from normality over ‖W‖_F, 0 … 1.
    """

    log10_norms: Array
    log10_rho: float
    log10_lam: float
    departure: float

    @property
    def peak(self) -> int:
        """The n at which ‖Wⁿ‖ is largest."""
        return int(self.log10_norms.argmax())

    @property
    def sentence(self) -> str:
        """What ρ and λ say of W, and which of the two to believe when."""
        rho, lam = _size(self.log10_rho), _size(self.log10_lam)
        if self.departure < _NORMAL:
            return f"W is normal: ρ = λ = {lam} and ‖Wⁿ‖ = ρⁿ. Here the eigenvalue rule is right."
        if self.log10_lam <= _ROUNDING:
            return f"λ = {lam}, so no power of W outgrows I; ρ = {rho} is their pace in the end."
        start = f"ρ = {rho} and λ = {lam}: "
        if self.log10_rho < -_ROUNDING:
            top = _size(float(self.log10_norms[self.peak]))
            return (
                f"{start}the eigenvalues promise decay, and yet ‖Wⁿ‖ grows to {top} at "
                f"n = {self.peak} first: transient growth. ρ is the pace in the long run, λ that "
                "of the first step."
            )
        way = "grows for ever" if self.log10_rho > _ROUNDING else "does not decay"
        return f"{start}‖Wⁿ‖ {way}, in the long run by ρ a step on average; λⁿ bounds it."


def transient(
    W: Array, rho: float, departure: float, powers: int, progress: Progress | None = None
) -> Transient:
    """Return ‖Wⁿ‖₂ for n = 0 … `powers`, with ρ and Henrici's departure as `constants` has them."""
    report = progress or (lambda _done, _total: None)
    one, power = Scaled.of(W), Scaled.of(np.eye(len(W)))
    logs = np.empty(powers + 1)
    for n in range(powers + 1):
        report(n, powers)
        logs[n] = _log10_singular_values(power)[0]
        power = Scaled.of(power.mantissa @ one.mantissa, power.exponent + one.exponent)
    relative = 10.0 ** (float(log10(departure)) - one.log10_norm()) if departure else 0.0
    return Transient(logs, float(log10(rho)), float(logs[1]), relative)


def _log10_singular_values(product: Scaled) -> Array:
    values = singular_values(product.mantissa[None])[0]
    largest = np.full(len(values), values[0])
    logs: Array = log10(_above_rounding(values, largest)) + product.exponent * LOG10_2
    return logs


def _above_rounding(sizes: Array, beside: Array) -> Array:
    """Return the sizes, with 0 for those that rounding of what they came from may have made."""
    return np.where(sizes > len(sizes) * np.finfo(np.float64).eps * beside, sizes, 0.0)


def _frame(d: int) -> Array:
    """Return the directions to follow: the axes, or a random choice where there are too many."""
    if d <= _MOST_EXPONENTS:
        return np.eye(d)
    rows = np.random.default_rng(0).standard_normal((d, _MOST_EXPONENTS))
    return np.asarray(np.linalg.qr(rows).Q)


def _size(log10_size: float) -> str:
    """Return 1.88 for 0.274, 1.4×10⁸ for 8.146, and 0 for a size below the rounding of 1."""
    if log10_size < _NOTHING:
        return "0"
    if -4 <= log10_size < 5:
        return f"{10.0**log10_size:.3g}"
    mantissa, exponent = f"{10.0 ** (log10_size % 1):.1f}", math.floor(log10_size)
    if mantissa == "10.0":
        mantissa, exponent = "1.0", exponent + 1
    return f"{mantissa}×10{str(exponent).translate(_SUPERSCRIPT)}"
