"""All that is told of one gradient, computed in one go."""

from __future__ import annotations

from dataclasses import dataclass

from engine.bptt.trace import Trace
from engine.chain.chain import Progress
from engine.studies.float32_underflow import Float32Underflow, float32_underflow
from engine.studies.gradient_decomposition import GradientDecomposition, gradient_decomposition
from engine.studies.truncation import Truncated, truncated


@dataclass(frozen=True, eq=False)
class GradientReport:
    """The terms against their sum, the truncated gradients, and what float32 leaves of them."""

    shares: GradientDecomposition
    truncated: Truncated
    lens: Float32Underflow


def gradient_report(
    trace: Trace, progress: Progress | None = None, terms: GradientDecomposition | None = None
) -> GradientReport:
    """Return everything told of the trace's gradient; `terms`, where known, are not made again."""
    parts = terms or gradient_decomposition(trace.gradients, progress, trace.known[:-1])
    return GradientReport(
        parts, truncated(trace, parts, progress), float32_underflow(trace.experiment)
    )
