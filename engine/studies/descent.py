"""Gradient descent on W, one step at a time: W ← W − η ∂L/∂W, clipped if asked.

Clipping rescales the whole gradient g = ∂L/∂W when it is too long (Pascanu, Mikolov and Bengio
2013, algorithm 1), in the form of torch.nn.utils.clip_grad_norm_:

    g ← g · min(1, θ / (‖g‖_F + 10⁻⁶)),   ΔW = −η g

g is held as mantissa · 2^e, so that even a gradient beyond the range of a double has a direction
and, once clipped, a length.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from engine.bptt.forward import forward, loss_of
from engine.bptt.trace import Trace
from engine.chain.scaled import Scaled, from_log10
from engine.errors import InputError
from engine.experiment.edits import with_array
from engine.experiment.experiment import Experiment
from engine.numbers import ten_to

CLIP_ROOM = 1e-6  # what clip_grad_norm_ adds to the norm, to divide by no zero
_PLAIN = 300.0  # log10 up to which a norm is taken as a plain number


class DescentEndError(ArithmeticError):
    """There is no next step; the message is a sentence that says why."""


@dataclass(frozen=True)
class Rule:
    """How a step is made.

    Attributes:
        eta: η > 0, the learning rate.
        theta: θ > 0, the length beyond which the gradient is cut; None for no clipping.
    """

    eta: float
    theta: float | None = None


@dataclass(frozen=True, eq=False)
class Update:
    """One step before it is made; norms are Frobenius norms.

    Attributes:
        change: ΔW, (d, d), as mantissa · 2^exponent.
        log10_gradient: log10 ‖∂L/∂W‖, before clipping; −inf at zero.
        log10_weights: log10 ‖W‖.
        clipped: whether θ made the step shorter.
    """

    change: Scaled
    log10_gradient: float
    log10_weights: float
    clipped: bool

    @property
    def log10_length(self) -> float:
        """log10 ‖ΔW‖; −inf at zero."""
        return self.change.log10_norm()

    @property
    def length(self) -> float:
        """‖ΔW‖; 0 below the range of a double, inf above it."""
        return float(from_log10(np.array([self.log10_length]))[0])

    @property
    def log10_relative(self) -> float:
        """log10 (‖ΔW‖ / ‖W‖); −inf for no change, inf for a change of W = 0."""
        if self.log10_length == -math.inf:
            return -math.inf
        return self.log10_length - self.log10_weights


def update(trace: Trace, rule: Rule) -> Update:
    """Return the step that `rule` makes from the present W."""
    gradient = trace.gradients.total("W")
    log10_gradient = gradient.log10_norm()
    cut, clipped = _clipped(gradient, log10_gradient, rule.theta)
    change = Scaled.of(-rule.eta * cut.mantissa, cut.exponent)
    weights = Scaled.of(trace.experiment.network.W).log10_norm()
    return Update(change, log10_gradient, weights, clipped)


def descended(trace: Trace, step: Update) -> Experiment:
    """Return the experiment with W + ΔW in place of W.

    Raises:
        DescentEndError: the gradient is exactly zero, the change is lost in rounding, or the
            change, W, a state, the read-out or the loss would leave the range of a double.
    """
    before = trace.experiment
    _require_change(step)
    try:
        with np.errstate(over="ignore"):  # what overflows is refused at the door
            W = before.network.W + step.change.value()
        after = with_array(before, "W", W)
        _require_loss(trace.loss, after)
    except OverflowError as error:
        raise DescentEndError(
            _diverged(f"ΔW would reach {ten_to(round(step.log10_length))}")
        ) from error
    except InputError as error:
        raise DescentEndError(_diverged(f"{error.place} {error.found}")) from error
    if np.array_equal(W, before.network.W):
        raise DescentEndError(
            "The descent has come to rest: ΔW is so small beside W that adding it in double "
            "precision changes no entry."
        )
    return after


def _clipped(gradient: Scaled, log10_norm: float, theta: float | None) -> tuple[Scaled, bool]:
    if theta is None:
        return gradient, False
    if log10_norm > _PLAIN:  # 10⁻⁶ is nothing beside it
        unit = gradient.mantissa / np.linalg.norm(gradient.mantissa)
        return Scaled.of(theta * unit), True
    norm = math.ldexp(float(np.linalg.norm(gradient.mantissa)), gradient.exponent)
    factor = theta / (norm + CLIP_ROOM)
    if factor >= 1.0:
        return gradient, False
    return Scaled.of(factor * gradient.mantissa, gradient.exponent), True


def _require_change(step: Update) -> None:
    if step.log10_gradient == -math.inf:
        raise DescentEndError(
            "The gradient is exactly zero, so there is nothing to follow: either the loss has no "
            "error left to send back, or a slope or state of zero stops it on every path."
        )


def _require_loss(before: float, experiment: Experiment) -> None:
    if not math.isfinite(loss_of(experiment, forward(experiment))) and math.isfinite(before):
        raise InputError("leaves the range of a double", "use a smaller step", place="the loss")


def _diverged(what: str) -> str:
    return (
        f"The descent has diverged: after the next step {what}. W stays as it is; "
        "choose a smaller η, or clip the gradient."
    )
