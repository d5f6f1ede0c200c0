"""All that is told of one gradient, computed in one go."""

from __future__ import annotations

from dataclasses import dataclass

from engine.analysis.float_lens import FloatLens, float_lens
from engine.analysis.gradient_shares import Shares, shares
from engine.analysis.truncation import Truncated, truncated
from engine.backprop.chain import Progress
from engine.backprop.trace import Trace


@dataclass(frozen=True, eq=False)
class GradientStory:
    """The terms against their sum, the truncated gradients, and what float32 leaves of them."""

    shares: Shares
    truncated: Truncated
    lens: FloatLens


def gradient_story(
    trace: Trace, progress: Progress | None = None, terms: Shares | None = None
) -> GradientStory:
    """Return everything told of the trace's gradient; `terms`, where known, are not made again."""
    parts = terms or shares(trace.gradients, progress)
    return GradientStory(parts, truncated(trace, parts, progress), float_lens(trace.experiment))
