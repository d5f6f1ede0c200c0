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

from engine.bptt.trace import Trace
from engine.chain.certainty import known
from engine.chain.chain import Progress
from engine.chain.norms import singular_values
from engine.chain.scaled import LOG10_2, Array, Scaled, log10
from engine.studies.wording import size

SURVIVING = -3.0  # log10 of σ_i / σ_1 above which a direction counts as alive

_MOST_STEPS = 64  # products looked at, spread evenly over a longer chain
_MOST_EXPONENTS = 64
_ROUNDING = 1e-12  # of log10 ρ and log10 λ
_TIE = 1e-9  # decades between sizes that are as good as equal
_NORMAL = 1e-6  # of ‖W‖_F, below which the departure from normality is none to the eye
_ABOUT_ONE, _CLEAR = 2e-3, 0.02  # decades around 1, and of them the doubt that hides ρ − 1
_THREE_DIGITS, _TWO_DIGITS = 2e-4, 2e-3  # decades of doubt in ρ with which so many digits stand


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
        row: Array = self.logs[self._index(steps_back)]
        return row

    def looked_at(self, steps_back: int) -> int:
        """Return the length of the product whose row `at` returns."""
        return int(self.steps_back[self._index(steps_back)])

    def _index(self, steps_back: int) -> int:
        return int(np.searchsorted(self.steps_back, steps_back, "right")) - 1


def product_singular_values(trace: Trace, progress: Progress | None = None) -> SingularValues:
    """Return the singular values of the growing product, at up to 64 lengths."""
    report = progress or (lambda _done, _total: None)
    steps = np.unique(np.linspace(0, trace.t, min(trace.t + 1, _MOST_STEPS)).round().astype(int))
    rows = []
    for done, (_i, product) in enumerate(trace.chain.products(steps.tolist())):
        report(done, len(steps))
        rows.append(_log10_singular_values(product))
    return SingularValues(steps.astype(np.int64), np.array(rows))


def surviving(logs: Array) -> int:
    """Return how many of log10 σ_i, (d,), are at least a thousandth of the largest."""
    return int((logs >= logs[0] + SURVIVING - _TIE).sum()) if logs[0] > -math.inf else 0


def surviving_words(logs: Array) -> str:
    """Say how many of log10 σ_i, (d,), are above a thousandth of the largest."""
    alive, d = surviving(logs), len(logs)
    if alive == 0:
        return "the product is zero in double arithmetic"
    if d == 1:
        return "the one direction survives"
    if alive == d:
        return f"all {d} directions are within 1/1000 of the largest"
    return f"{alive} of {d} directions {'is' if alive == 1 else 'are'} within 1/1000 of the largest"


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
        log10_least, log10_most: between which log10 ρ lies for certain, as computed eigenvalues
            may be far off (those of a nilpotent W are about the d-th root of rounding).
        lost: the first n at which W cancels so far that rounding leaves too little of ‖Wⁿ‖; None
            where all are known.
    """

    log10_norms: Array
    log10_rho: float
    log10_lam: float
    departure: float
    log10_least: float
    log10_most: float
    lost: int | None = None

    @property
    def peak(self) -> int:
        """The first n at which ‖Wⁿ‖ is the largest looked at, before any is lost."""
        logs = self.log10_norms[: self.lost]
        return int(np.argmax(logs >= logs.max() - _TIE))

    @property
    def sentence(self) -> str:
        """What ρ and λ say of W, and which of the two to believe when."""
        rho = self._rho_words()
        lam = "1" if abs(self.log10_lam) <= _ROUNDING else size(self.log10_lam)
        if self.departure < _NORMAL:
            return f"W is normal: ρ = λ = {lam} and ‖Wⁿ‖ = ρⁿ. Here the eigenvalue rule is right."
        if self.log10_lam <= _ROUNDING:
            return f"λ = {lam}, so no power of W outgrows I; in the end ρ is their pace: {rho}."
        start = f"{rho} and λ = {lam}: "
        if self.log10_most < 0.0:
            return (
                f"{start}the eigenvalues promise decay, and yet {self._peak_words()}: transient "
                f"growth. {self._lost_words()}ρ is the pace in the long run, λ that of the first "
                "step."
            )
        if self.log10_least > 0.0:
            return f"{start}‖Wⁿ‖ grows for ever, in the long run by ρ a step on average."
        return f"{start}{self._open_end()}"

    def _open_end(self) -> str:
        """Say what becomes of ‖Wⁿ‖ where ρ is 1, or may be."""
        if self.log10_most - self.log10_least > _TIE:
            return "rounding hides on which side of 1 ρ is, so the long run stays open."
        if self.log10_least < 0.0:  # by less than 10⁻⁹: ρⁿ stays above 10^(−0.001)
            return "‖Wⁿ‖ does not decay below 0.9 within a million steps."
        return "‖Wⁿ‖ does not decay, and λⁿ bounds it."

    def _lost_words(self) -> str:
        if self.lost is None:
            return ""
        return f"From n = {self.lost} on W cancels: rounding leaves too little of ‖Wⁿ‖ to know it. "

    def _rho_words(self) -> str:
        """Return ρ with the digits that are known, or what it is at most."""
        if self.log10_most == -math.inf:
            return "ρ = 0"
        doubt = self.log10_most - self.log10_least
        if abs(self.log10_rho) < _ABOUT_ONE and doubt > _CLEAR * abs(self.log10_rho):
            return "ρ ≈ 1"
        if doubt <= _TWO_DIGITS:
            sign = "=" if doubt <= _THREE_DIGITS else "≈"
            return f"ρ {sign} {size(self.log10_rho, 3 if sign == '=' else 2)}"
        return f"ρ ≤ {size(self.log10_most)}"

    def _peak_words(self) -> str:
        """Say how far ‖Wⁿ‖ grows, and no more than the powers looked at show.

        From ‖Wᵐ‖ < 1 on no power exceeds the largest of those before m.
        """
        last, top = len(self.log10_norms) - 1, size(float(self.log10_norms[self.peak]))
        if self.lost is not None:
            return f"‖Wⁿ‖ grows to {top} at n = {self.peak}"
        if self.peak == last:
            return f"‖Wⁿ‖ is still growing at n = {last}, where it is {top}"
        proved = bool((self.log10_norms < -_TIE).any())
        scope = " first" if proved else f", the largest of the first {last} powers"
        return f"‖Wⁿ‖ grows to {top} at n = {self.peak}{scope}"


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
    found = known(W, np.ones((powers, len(W))), logs, _powers_of(logs[1], powers))
    if rho == 0.0:  # a nilpotent W: what rounding leaves of its d-th power is none of it
        logs[len(W) :], found[len(W) :] = -math.inf, True
    relative = 10.0 ** (float(log10(departure)) - one.log10_norm()) if departure else 0.0
    log10_rho, error = float(log10(rho)), _rho_error(W, rho)
    most = min(log10_rho + math.log10(1.0 + error), _log10_most(logs, len(W)))
    least = log10_rho + float(log10(max(1.0 - error, 0.0)))
    lost = None if found.all() else int(found.argmin())
    return Transient(logs, log10_rho, float(logs[1]), relative, min(least, most), most, lost)


def _powers_of(log10: float, powers: int) -> Array:
    """Return n log10 for n = 0 … `powers`, 0 at n = 0 also for −inf."""
    return np.concatenate(([0.0], np.cumsum(np.full(powers, log10))))


def _log10_most(logs: Array, d: int) -> float:
    """Return a bound of log10 ρ: ρ ≤ ‖Wⁿ‖^(1/n), the rounding of each power added to it."""
    if np.isneginf(logs).any():
        return -math.inf
    n = np.arange(1, len(logs))
    rounding = np.log10(n * d * np.finfo(np.float64).eps) + n * logs[1]
    sums = np.logaddexp(logs[1:] * math.log(10.0), rounding * math.log(10.0)) / math.log(10.0)
    return float((sums / n).min())


def _rho_error(W: Array, rho: float) -> float:
    """Return how far off ρ may be, over ρ: the rounding of W times the eigenvalues' conditions.

    An eigenvalue moves by up to ‖x‖ ‖y‖ / |yᴴx| times a change of W, x and y its right and left
    vectors (Wilkinson 1965, "The algebraic eigenvalue problem", 2.8). Those of a triangular W
    stand on its diagonal.
    """
    if rho == 0.0 or not (np.triu(W, 1).any() and np.tril(W, -1).any()):
        return 0.0
    unit = W / np.abs(W).max()
    try:
        values, right = np.linalg.eig(unit)
        left = np.linalg.inv(right)
    except np.linalg.LinAlgError:
        return math.inf
    with np.errstate(over="ignore"):
        conditions = np.linalg.norm(right, axis=0) * np.linalg.norm(left, axis=1)
    errors = len(W) * np.finfo(np.float64).eps * np.linalg.norm(unit) * conditions
    sizes = np.abs(values)
    return float((sizes + errors).max() / sizes.max() - 1.0)


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
