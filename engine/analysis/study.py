"""The study: all that is derived from one experiment, computed in one go."""

from __future__ import annotations

from dataclasses import dataclass

from engine.analysis.constants import Constants, constants
from engine.analysis.verdict import Verdict, verdict
from engine.backprop.chain import Progress
from engine.backprop.trace import Trace, trace
from engine.network.experiment import Experiment

_SECONDS_A_ROW = 4e-6
_SECONDS_A_FLOP = 0.8e-9


@dataclass(frozen=True, eq=False)
class Study:
    """The trace with the constants of W and the verdict."""

    trace: Trace
    constants: Constants
    verdict: Verdict

    @property
    def experiment(self) -> Experiment:
        """What was studied."""
        return self.trace.experiment


def study(
    experiment: Experiment, norm: str = "spectral", progress: Progress | None = None
) -> Study:
    """Return everything derived from the experiment; arguments and errors as for `trace`."""
    result = trace(experiment, norm, progress)
    return Study(result, constants(experiment.network), verdict(result))


def estimated_seconds(experiment: Experiment) -> float:
    """Return roughly how long `study` will take: 2t singular value decompositions of d × d."""
    d = experiment.network.d
    return (experiment.t + 1) * (_SECONDS_A_ROW * d + _SECONDS_A_FLOP * d**3)
