"""All that is told of one gradient, computed in one go."""

from __future__ import annotations

from dataclasses import dataclass

from engine.analysis.float_lens import FloatLens, float_lens
from engine.analysis.gradient_shares import Shares, shares
from engine.analysis.truncation import Truncated, truncated
from engine.backprop.chain import Progress
from engine.backprop.trace import Trace
from engine.network.experiment import Experiment

_SECONDS_A_TERM = 1.2e-4
_SECONDS_AN_ENTRY = 4.5e-9  # of a term
_SECONDS_A_LAGGED_ENTRY = 0.6e-9


@dataclass(frozen=True, eq=False)
class GradientStory:
    """The terms against their sum, the truncated gradients, and what float32 leaves of them."""

    shares: Shares
    truncated: Truncated
    lens: FloatLens


def gradient_story(trace: Trace, progress: Progress | None = None) -> GradientStory:
    """Return everything told of the trace's gradient; `progress` runs once through each part."""
    parts = shares(trace.gradients, progress)
    return GradientStory(parts, truncated(trace, parts, progress), float_lens(trace.experiment))


def estimated_story_seconds(experiment: Experiment) -> float:
    """Return roughly how long `gradient_story` will take."""
    t, size = experiment.t, experiment.network.d**2
    once = t * (_SECONDS_A_TERM + _SECONDS_AN_ENTRY * size)
    if not experiment.summed:
        return once
    return 2 * once + _SECONDS_A_LAGGED_ENTRY * t * t * size
