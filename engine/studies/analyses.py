"""What a study can be asked beyond its trace: each analysis with its own estimate of time."""

from __future__ import annotations

from dataclasses import dataclass

from engine.chain.chain import Progress
from engine.chain.scaled import Array
from engine.experiment.experiment import Experiment
from engine.studies.descent import Rule, Update, update
from engine.studies.gradient_check import GradientCheck, checked_entries, gradient_check
from engine.studies.gradient_decomposition import GradientDecomposition, gradient_decomposition
from engine.studies.gradient_report import GradientReport, gradient_report
from engine.studies.loss_along_gradient import LossAlongGradient, look_along
from engine.studies.spectrum import (
    SingularValues,
    Transient,
    lyapunov_exponents,
    product_singular_values,
    transient,
)
from engine.studies.step_outcome import StepOutcome, step_outcome
from engine.studies.study import Study

_LEAST_POWERS, _MOST_POWERS, _MOST_LARGE_POWERS = 24, 200, 40
_DENSE = 20  # units up to which a product is kept whole
_LARGE = 64  # units from which on a power costs too much for many of them


@dataclass(frozen=True)
class PowersOfW:
    """‖Wⁿ‖ between ρⁿ and λⁿ, for about as many n as the chain has factors."""

    def seconds(self, experiment: Experiment) -> float:
        """Return the time of a product and its singular values for each power."""
        return _powers(experiment) * _singular_value_seconds(experiment.network.d)

    def run(self, study: Study, progress: Progress) -> Transient:
        """Compute the norms of the powers."""
        W, figures = study.experiment.network.W, study.constants
        return transient(W, figures.rho, figures.departure, _powers(study.experiment), progress)


@dataclass(frozen=True)
class ProductSingularValues:
    """The singular values of the growing product ∂s_t/∂s_k: which directions survive."""

    def seconds(self, experiment: Experiment) -> float:
        """Return the time of rebuilding up to 64 products and of their singular values."""
        d = experiment.network.d
        rebuilding = 3e-5 * d + 1.2e-6 * d * d if d > _DENSE else 0.0
        return min(experiment.t + 1, 64) * (rebuilding + _singular_value_seconds(d))

    def run(self, study: Study, progress: Progress) -> SingularValues:
        """Compute them."""
        return product_singular_values(study.trace, progress)


@dataclass(frozen=True)
class LyapunovExponents:
    """The finite-time Lyapunov exponents, largest first."""

    def seconds(self, experiment: Experiment) -> float:
        """Return the time of a QR factorisation for each step."""
        d, t = experiment.network.d, experiment.t
        return t * (5e-5 + 5e-7 * d + 4e-10 * d * d * min(d, 64))

    def run(self, study: Study, progress: Progress) -> Array:
        """Compute them."""
        return lyapunov_exponents(study.trace, progress)


@dataclass(frozen=True)
class GradientTerms:
    """The terms of ∂L/∂W against their sum."""

    def seconds(self, experiment: Experiment) -> float:
        """Return the time of one pass over the terms."""
        return experiment.t * (1.2e-4 + 1.2e-8 * experiment.network.d**2)

    def run(self, study: Study, progress: Progress) -> GradientDecomposition:
        """Compute their sizes, cosines and running sums."""
        return gradient_decomposition(study.trace.gradients, progress, study.trace.known[:-1])


@dataclass(frozen=True)
class WholeGradient:
    """The terms of ∂L/∂W, the truncated gradients, and what float32 leaves of the terms."""

    def seconds(self, experiment: Experiment) -> float:
        """Return the time of the terms; of all lags of all losses besides where they are summed."""
        once, d = GradientTerms().seconds(experiment), experiment.network.d
        if not experiment.summed:
            return once
        return 2 * once + experiment.t**2 * (1e-7 + 2e-8 * d + 6e-10 * d * d)

    def run(self, study: Study, progress: Progress) -> GradientReport:
        """Compute all three."""
        return gradient_report(study.trace, progress, study.get(GradientTerms(), progress))


@dataclass(frozen=True)
class CheckedGradient:
    """∂L/∂W against central differences of the loss."""

    def seconds(self, experiment: Experiment) -> float:
        """Return the time of a forward pass for each moved entry."""
        d, entries = experiment.network.d, checked_entries(experiment)
        return experiment.t * (5e-5 + entries * d * (4e-7 + 2e-9 * d))

    def run(self, study: Study, progress: Progress) -> GradientCheck:
        """Compare them; raises OverflowError where one leaves the range of a double."""
        return gradient_check(study.trace, progress)


@dataclass(frozen=True, eq=False)
class NextStep:
    """The next step of a descent and the loss along it.

    Attributes:
        update: the step.
        ray: the loss along the gradient; None without a direction or with an infinite loss.
        landing: where the step comes down on it.
    """

    update: Update
    ray: LossAlongGradient | None
    landing: StepOutcome | None


@dataclass(frozen=True)
class StepAlongGradient:
    """The loss along the gradient, and where the next step by a rule comes down on it."""

    rule: Rule

    def seconds(self, experiment: Experiment) -> float:
        """Return the time of eight passes over some 400 networks side by side."""
        d, t = experiment.network.d, experiment.t
        return t * (1e-4 + 8e-6 * d + 3e-8 * d * d)

    def run(self, study: Study, progress: Progress) -> NextStep:
        """Search along the gradient."""
        step, gradient = update(study.trace, self.rule), study.trace.gradients.total("W")
        ray = look_along(study.experiment, gradient, step.length, progress)
        if ray is None:
            return NextStep(step, None, None)
        return NextStep(step, ray, step_outcome(ray, study.experiment, gradient, step.length))


def _powers(experiment: Experiment) -> int:
    most = _MOST_POWERS if experiment.network.d <= _LARGE else _MOST_LARGE_POWERS
    return min(max(experiment.t, _LEAST_POWERS), most)


def _singular_value_seconds(d: int) -> float:
    return 5e-5 + 2e-6 * d + 5e-10 * d**3
