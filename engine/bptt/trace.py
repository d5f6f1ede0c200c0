"""The trace: everything backpropagation through time computes for one experiment."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.bptt.forward import Forward, forward, loss_of, stays_finite
from engine.bptt.gradient import Gradient, backward
from engine.chain.certainty import known
from engine.chain.chain import Chain, Progress, norm_of, walk
from engine.chain.diag_times import DiagTimes
from engine.chain.factor_norms import FactorSizes
from engine.chain.norms import Norm, norm_called
from engine.chain.rungs import Ladder, Slack, factor_ladder, slack
from engine.chain.scaled import Array, Scaled, from_log10, log10
from engine.errors import InputError
from engine.experiment.experiment import Experiment

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Growth:
    """What is known of a trace while it is computed.

    Attributes:
        log10_norm: (i + 1,) log10 ‖∂s_t/∂s_k‖ for the first i steps back.
    """

    experiment: Experiment
    log10_norm: Array


Grown = Callable[[Growth], None]


@dataclass(frozen=True, eq=False)
class Trace:
    """The chain of one experiment, its norms, its bounds and its gradient.

    Each part is computed when it is first asked for, and kept. Arrays over k have index i = t − k,
    i steps back; arrays over factors have index j − 1.

    Attributes:
        norm: the matrix norm of all norms here.
        run: (T, d) pre-activations and (T + 1, d) states.
        progress, grown: told of the parts while they are computed; see `trace`.
    """

    experiment: Experiment
    norm: Norm
    run: Forward
    progress: Progress | None = field(default=None, repr=False)
    grown: Grown | None = field(default=None, repr=False)

    @cached_property
    def factors(self) -> DiagTimes:
        """J_j = ∂s_j/∂s_{j−1} = diag(σ'(a_j)) W, as the cell gives them."""
        return self.experiment.network.cell.factors(self.run.a[: self.t])

    @cached_property
    def _walked(self) -> tuple[Chain, Array]:
        return walk(self.factors, self.norm, self._say_walked)

    @property
    def chain(self) -> Chain:
        """The factors and products."""
        return self._walked[0]

    @property
    def log10_norm(self) -> Array:
        """log10 ‖∂s_t/∂s_k‖, (t + 1,); −inf where the product is exactly zero."""
        return self._walked[1]

    @cached_property
    def _lam(self) -> tuple[float, float]:
        return _finite_norm(self.experiment.network.W, self.norm)

    @property
    def lam(self) -> float:
        """λ = ‖W‖."""
        return self._lam[0]

    @cached_property
    def _sizes_and_ladder(self) -> tuple[FactorSizes, Ladder]:
        logs = (self.log10_norm, self._lam[1], float(log10(self.gamma)))
        W, slopes = self.factors.matrix, self.factors.slopes
        return factor_ladder(W, slopes, self.norm, logs, lambda i: self._say(self.t + i))

    @property
    def ladder(self) -> Ladder:
        """The rungs above and below log10_norm."""
        return self._sizes_and_ladder[1]

    @cached_property
    def factor_norms(self) -> Array:
        """‖J_j‖, (t,); inf above the range of a double."""
        norms = from_log10(self._sizes_and_ladder[0].norms)
        norms.flags.writeable = False
        return norms

    @cached_property
    def gradients(self) -> Gradient:
        """δ_k and the terms of ∂L_t/∂W, ∂L_t/∂U, ∂L_t/∂b."""
        return backward(self.experiment, self.run, self.factors.slopes)

    @property
    def t(self) -> int:
        """The step whose loss is sent back."""
        return self.experiment.t

    @property
    def gamma(self) -> float:
        """γ = sup |σ'|."""
        return self.experiment.network.activation.gamma

    @property
    def base(self) -> float:
        """γλ, the base of the bound; inf above the range of a double."""
        return self.gamma * self.lam

    @property
    def log10_base(self) -> float:
        """log10 γλ, finite wherever γλ is not 0."""
        return float(log10(self.gamma)) + float(log10(self.lam))

    @property
    def growth(self) -> float:
        """(1/t) ln ‖∂s_t/∂s_0‖, the measured growth rate; −inf where the product is zero."""
        return growth_rate(self.log10_norm)

    @property
    def log10_factor(self) -> float:
        """log10 ‖∂s_t/∂s_0‖^(1/t), the measured factor a step; −inf where the product is zero."""
        return self.growth / math.log(10.0)

    @cached_property
    def known(self) -> BoolArray:
        """Whether log10_norm is known to 1e-9, (t + 1,), index i = t − k.

        False where factors cancel each other in the product, so that rounding may be what is left
        of its digits. A log10_norm of −inf is an exact zero only where it is known.
        """
        W, slopes = self.factors.matrix, self.factors.slopes
        found = known(W, slopes, self.log10_norm, self.log10_factor_norms)
        found.flags.writeable = False
        return found

    @cached_property
    def loss(self) -> float:
        """L_t, or L_1 + … + L_t if they are summed; inf above the range of a double."""
        return loss_of(self.experiment, self.run)

    @property
    def log10_factor_norms(self) -> Array:
        """log10 ∏ ‖J_j‖, (t + 1,)."""
        return self.ladder.factor_norms

    @property
    def log10_slopes(self) -> Array:
        """log10 ∏ max σ'(a_j) · λ, (t + 1,)."""
        return self.ladder.slopes

    @property
    def log10_bound(self) -> Array:
        """log10 (γλ)^(t−k), (t + 1,)."""
        return self.ladder.bound

    @property
    def delta_norm(self) -> Array:
        """‖δ_k‖₂, (t + 1,), k = t … 0; inf above the range of a double."""
        return from_log10(self.gradients.log10_delta_norm())

    @property
    def term_norm(self) -> Array:
        """‖k-th term of ∂L_t/∂W‖_F, (t,), k = t … 1; inf above the range of a double."""
        return from_log10(self.gradients.log10_term_norm())

    @property
    def gradient(self) -> Array:
        """∂L_t/∂W, (d, d).

        Raises:
            OverflowError: it leaves the range of a double; `gradients.total("W")` does not.
        """
        return self.gradients.total("W").value()

    def factor(self, j: int) -> Array:
        """Return J_j = ∂s_j/∂s_{j−1}, (d, d), for 1 ≤ j ≤ t."""
        return self.chain.factor(self._checked(j, "j", 1))

    def product(self, k: int) -> Scaled:
        """Return ∂s_t/∂s_k, (d, d), for 0 ≤ k ≤ t, as mantissa · 2^exponent."""
        return self.chain.product(self._checked(k, "k", 0))

    def slack(self, k: int) -> Slack:
        """Return where the gap between bound and product goes, for 0 ≤ k < t."""
        return slack(self.ladder, self.log10_norm, self.t - self._checked(k, "k", 0))

    def complete(self) -> Trace:
        """Compute every part now, with progress told, and let go of whom it is told."""
        _ = self.log10_norm, self.ladder, self.factor_norms, self.gradients, self.loss, self.known
        vars(self).update(progress=None, grown=None)
        return self

    def _say(self, done: int) -> None:
        if self.progress is not None:
            self.progress(done, 2 * self.t)

    def _say_walked(self, i: int, logs: Array) -> None:
        self._say(i)
        if self.grown is not None:
            self.grown(Growth(self.experiment, logs.copy()))

    def _checked(self, index: int, name: str, least: int) -> int:
        if not least <= index <= self.t:
            raise IndexError(f"{name} is {index}; choose {least} to t = {self.t}")
        return index


def growth_rate(log10_norm: Array) -> float:
    """Return (1/t) ln ‖P_{t,0}‖ of log10 ‖P_{t,k}‖, (t + 1,), k = t … 0.

    It is the finite-time largest Lyapunov exponent; −inf where the product is zero.
    """
    return float(log10_norm[-1]) * math.log(10.0) / (len(log10_norm) - 1)


def trace(
    experiment: Experiment,
    norm: str = "spectral",
    progress: Progress | None = None,
    grown: Grown | None = None,
) -> Trace:
    """Run the experiment forward, and return what computes the rest when it is asked for.

    Args:
        experiment: what is studied.
        norm: one of spectral, frobenius, one, inf.
        progress: called now and then with (done, total) while the norms and then the ladder are
            computed; what it raises ends the computation.
        grown: called now and then with what is known so far.

    Raises:
        InputError: there is no such norm, or λ, the forward pass or the read-out leaves the range
            of a double.
    """
    chosen = norm_called(norm)
    run = forward(experiment)
    _require_finite_norm(experiment.network.W, chosen)
    return Trace(experiment, chosen, run, progress, grown)


def check(experiment: Experiment, norm: str = "spectral") -> None:
    """Raise the InputError that `trace` would raise, without keeping what it runs."""
    chosen = norm_called(norm)
    if not stays_finite(experiment):
        forward(experiment)
    _require_finite_norm(experiment.network.W, chosen)


def _require_finite_norm(W: Array, norm: Norm) -> None:
    if float(np.abs(W).max()) > np.finfo(np.float64).max / len(W):  # else ‖W‖ ≤ d max|W| is finite
        _finite_norm(W, norm)


def _finite_norm(W: Array, norm: Norm) -> tuple[float, float]:
    lam, log10_lam = norm_of(W, norm)
    if np.isinf(lam):
        remedy = "divide W by a power of ten"
        raise InputError("leaves the range of a double", remedy, place="λ = ‖W‖")
    return lam, log10_lam
