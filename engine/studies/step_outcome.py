"""Where a step lands on the loss along its direction, and the word for it.

A step of length r gains the share q = (φ(0) − φ(r)) / (φ(0) − φ(r*)) of the drop that is to be
had on the way to the first minimum r* (`engine.studies.loss_along_gradient`). It is called

    too small    q < 1/10, and it stops short of r*; or there is no drop that it could gain
    good         q ≥ 1/10
    overshoots   q < 1/10, and it jumps over r*; or the loss rises where there was no drop to gain

Why a tenth: on a parabola q = 2ρ − ρ² with ρ = r/r*, so q < 1/10 is ρ < 0.05 or ρ > 1.95. Above
ρ = 2 the loss is higher than before and descent on a parabola diverges; below ρ = 0.05 it takes
more than twenty steps to come as far as one good step does. q exceeds 1 where a step jumps over
the first minimum into a deeper valley.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from engine.chain.scaled import Scaled
from engine.experiment.experiment import Experiment
from engine.numbers import percent, trimmed
from engine.studies.loss_along_gradient import LossAlongGradient, losses_along, unit

GOOD_SHARE = 0.1
_NO_MINIMUM = "There is no minimum along this line as far as we looked."


class StepClass(StrEnum):
    """What a step is called."""

    TOO_SMALL = "too small"
    GOOD = "good"
    OVERSHOOTS = "overshoots"


@dataclass(frozen=True)
class StepOutcome:
    """Where a step comes down.

    Attributes:
        distance: r = ‖ΔW‖; inf above the range of a double.
        loss: φ(r); inf above the range of a double.
        share: q; 0 where there is no drop to gain, negative where the loss rises.
        word: what it is called.
        sentence: the reason for the word.
    """

    distance: float
    loss: float
    share: float
    word: StepClass
    sentence: str


def step_outcome(
    ray: LossAlongGradient, experiment: Experiment, gradient: Scaled, distance: float
) -> StepOutcome:
    """Return where a step of that length along −`gradient`, (d, d), comes down."""
    loss = math.inf
    if math.isfinite(distance):
        loss = float(losses_along(experiment, unit(gradient), np.array([distance]))[0])
    return classify(ray, distance, loss)


def classify(ray: LossAlongGradient, distance: float, loss: float) -> StepOutcome:
    """Return the landing at this distance with this loss, with its word."""
    share = (ray.start - loss) / ray.drop if ray.drop > 0 else 0.0
    past = ray.drop > 0 and ray.minimum is not None and distance > ray.minimum
    if share >= GOOD_SHARE:
        return StepOutcome(distance, loss, share, StepClass.GOOD, _good(ray, share, past))
    if past or loss > ray.start + ray.noise:
        return StepOutcome(
            distance, loss, share, StepClass.OVERSHOOTS, _overshoots(ray, distance, loss)
        )
    return StepOutcome(distance, loss, share, StepClass.TOO_SMALL, _too_small(ray, distance, share))


def _good(ray: LossAlongGradient, share: float, past: bool) -> str:
    if ray.minimum is None:
        return f"{_NO_MINIMUM} The step gains {_percent(share)} of the fall found."
    if share > 1.0 + 1e-3:
        return "The step jumps over the first minimum and lands in a deeper valley behind it."
    kept = f"{_percent(share)} of the drop to the first minimum"
    return f"The step passes the minimum and still gains {kept}." if past else (
        f"The step gains {kept}."
    )  # fmt: skip


def _overshoots(ray: LossAlongGradient, distance: float, loss: float) -> str:
    if loss <= ray.start + ray.noise:
        return "The step jumps over the first minimum, and nearly all of the gain is lost again."
    risen = "leaves the range of a double"
    if math.isfinite(loss):
        risen = f"rises to {_times(loss, ray.start)} what it was"
        if ray.start < loss < 1.005 * ray.start:
            risen = "rises a little above what it was"
    if not ray.minimum or not math.isfinite(distance / ray.minimum):
        return f"The step goes too far: the loss {risen}."
    further = _times(distance, ray.minimum)
    return (
        f"The step goes {further} as far as the first minimum: it jumps over it, and the loss "
        f"{risen}."
    )


def _too_small(ray: LossAlongGradient, distance: float, share: float) -> str:
    if ray.drop == 0.0:
        return (
            "Along this direction the loss falls by less than its own rounding: no step of any "
            "length is seen to gain anything."
        )
    if ray.minimum is None:
        return f"{_NO_MINIMUM} The step gains {_percent(share)} of the fall found."
    gain = f"the step gains {_percent(share)} of the drop."
    if distance == 0.0:
        return f"The length of the step is below the range of a double: {gain}"
    return f"The first minimum is {_times(ray.minimum, distance)} as far away; {gain}"


def _percent(share: float) -> str:
    if share < 1e-4:
        return "less than 0.01 %"
    return percent(share) if share < 0.99999 else "all"


def _times(value: float, unit_value: float) -> str:
    ratio = value / unit_value if unit_value > 0 else math.inf
    if not 1e-3 <= ratio < 1e6:
        return "over a million times" if ratio > 1 else "a tiny part of"
    return f"{trimmed(ratio, 3)} times"
