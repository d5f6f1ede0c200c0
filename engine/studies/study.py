"""The study: what is derived from one experiment, and the analyses asked of it, each once."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol, TypeVar, cast

from engine.bptt.trace import Grown, Trace, trace
from engine.chain.chain import Progress
from engine.experiment.experiment import Experiment
from engine.studies.constants import Constants, constants
from engine.studies.verdict import Verdict, verdict

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_POLL_SECONDS = 0.05  # between two looks whether an answer that another thread computes is there
_SECONDS_A_LOSS = 2.5e-5


class Analysis(Protocol[T_co]):
    """A question to a study: a frozen value, as equal questions have one answer."""

    def seconds(self, experiment: Experiment) -> float:
        """Return roughly how long the answer takes to compute."""

    def run(self, study: Study, progress: Progress) -> T_co:
        """Compute the answer; `progress` is called with (done, total) and may raise to end it."""


@dataclass(eq=False)
class _Answer:
    """The answer to one question; `lock` is held by the thread that computes it."""

    lock: Lock = field(default_factory=Lock)
    is_known: bool = False
    value: object = None


@dataclass(frozen=True, eq=False)
class Study:
    """The trace with the constants of W and the verdict; `get` answers further questions."""

    trace: Trace
    constants: Constants
    verdict: Verdict
    _answers: dict[Analysis[object], _Answer] = field(default_factory=dict, init=False, repr=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    @property
    def experiment(self) -> Experiment:
        """What was studied."""
        return self.trace.experiment

    def knows(self, analysis: Analysis[object]) -> bool:
        """Return whether this analysis was made, so that `get` takes no time."""
        return self._answer(analysis).is_known

    def get(self, analysis: Analysis[T], progress: Progress | None = None) -> T:
        """Return the answer to a question: computed for the first who asks, then kept.

        Whoever asks while another thread computes the answer waits for it.

        Args:
            analysis: the question; what it raises is raised here, and nothing is kept then.
            progress: called with (done, total), also while waiting; what it raises ends the call.
        """
        report = progress or (lambda _done, _total: None)
        answer = self._answer(analysis)
        while not answer.is_known:
            if not answer.lock.acquire(timeout=_POLL_SECONDS):
                report(0, 1)
                continue
            try:
                if not answer.is_known:
                    answer.value, answer.is_known = analysis.run(self, report), True
            finally:
                answer.lock.release()
        return cast("T", answer.value)

    def _answer(self, analysis: Analysis[object]) -> _Answer:
        with self._lock:
            return self._answers.setdefault(analysis, _Answer())


def study(
    experiment: Experiment,
    norm: str = "spectral",
    progress: Progress | None = None,
    grown: Grown | None = None,
) -> Study:
    """Return everything derived from the experiment; arguments and errors as for `trace`."""
    # complete, so that nothing is computed in the window when a panel first asks
    return study_of(trace(experiment, norm, progress, grown).complete())


def study_of(result: Trace) -> Study:
    """Return the study of a trace: the constants of its W and the verdict with it."""
    return Study(result, constants(result.experiment.network), verdict(result))


def estimated_seconds(experiment: Experiment) -> float:
    """Return roughly how long `study` will take, by fits to `docs/benchmarks.md`.

    Every step costs its calls, its factor's norm and a thin product; the first d / 2 or so cost a
    whole product and its norm besides; summed losses cost one evaluation a step.
    """
    d, t = experiment.network.d, experiment.t
    each = 1e-5 + 1e-6 * d + 1.2e-11 * d**3 + (_SECONDS_A_LOSS if experiment.summed else 0.0)
    whole = 2e-8 * d**2 + 4e-11 * d**3
    return (t + 1) * each + min(t, (d + 1) // 2) * whole
