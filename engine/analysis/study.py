"""The study: all that is derived from one experiment, computed in one go."""

from __future__ import annotations

from dataclasses import dataclass

from engine.analysis.constants import Constants, constants
from engine.analysis.verdict import Verdict, verdict
from engine.backprop.chain import Progress
from engine.backprop.trace import Grown, Trace, trace
from engine.network.experiment import Experiment


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
    experiment: Experiment,
    norm: str = "spectral",
    progress: Progress | None = None,
    grown: Grown | None = None,
) -> Study:
    """Return everything derived from the experiment; arguments and errors as for `trace`."""
    result = trace(experiment, norm, progress, grown)
    _ = result.known  # found here, beside the window, and not when its plot first asks
    return Study(result, constants(experiment.network), verdict(result))


def estimated_seconds(experiment: Experiment) -> float:
    """Return roughly how long `study` will take, by fits to `docs/benchmarks.md`.

    Every step costs its calls, its factor's norm and a thin product; the first d / 2 or so cost a
    whole product and its norm besides.
    """
    d, t = experiment.network.d, experiment.t
    each = 1e-5 + 1e-6 * d + 1.2e-11 * d**3
    whole = 2e-8 * d**2 + 4e-11 * d**3
    return (t + 1) * each + min(t, (d + 1) // 2) * whole
