"""The study: trace, constants and verdict of one experiment, and each analysis of it once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Event

import numpy as np
import pytest

from engine.bptt.forward import loss_of
from engine.bptt.trace import trace
from engine.cells.activations import TANH
from engine.chain.chain import Progress
from engine.errors import InputError
from engine.experiment.experiment import Experiment
from engine.studies.constants import constants
from engine.studies.study import Study, estimated_seconds, study
from engine.studies.verdict import verdict
from tests.engine.experiments import of_matrix, random_experiment

DRAWN = random_experiment(np.random.default_rng(4), TANH, (5, 2, 9, 8), gain=1.3)


@pytest.mark.parametrize("norm", ["spectral", "one"])
def test_its_parts_are_those_of_the_same_experiment(norm: str) -> None:
    found = study(DRAWN, norm)
    assert found.experiment is DRAWN
    np.testing.assert_array_equal(found.trace.log10_norm, trace(DRAWN, norm).log10_norm)
    assert found.verdict == verdict(trace(DRAWN, norm))
    assert found.constants.rho == constants(DRAWN.network).rho


def test_progress_and_errors_are_the_traces() -> None:
    counts: list[int] = []
    study(DRAWN, progress=lambda done, _total: counts.append(done))
    assert counts[-1] == 16
    with pytest.raises(InputError, match="norm is 'two'"):
        study(DRAWN, "two")


def test_the_estimate_grows_with_steps_and_units() -> None:
    short, long = (estimated_seconds(of_matrix(np.eye(8), T=T)) for T in (100, 10_000))
    assert 0 < short < long / 50
    assert estimated_seconds(of_matrix(np.eye(64), T=100)) > 4 * short


@dataclass(frozen=True)
class Question:
    """Counts how often it is answered; waits for `go` on the way, and reports before and after."""

    name: str = ""
    runs: list[int] = field(default_factory=list, compare=False)
    begun: Event = field(default_factory=Event, compare=False)
    go: Event = field(default_factory=Event, compare=False)

    def seconds(self, _experiment: Experiment) -> float:
        return 0.0

    def run(self, study: Study, progress: Progress) -> list[int]:
        self.runs.append(study.trace.t)
        progress(0, 2)
        self.begun.set()
        assert self.go.wait(10)
        progress(1, 2)
        return [study.trace.t]


def test_a_question_is_answered_once_for_each_study() -> None:
    question, first, second = Question(), study(DRAWN), study(DRAWN)
    question.go.set()
    assert first.get(question) is first.get(Question()) is first.get(question)
    assert question.runs == [8]
    assert not second.knows(question)
    assert second.get(question) == [8]
    assert question.runs == [8, 8]


def test_two_threads_share_one_answer() -> None:
    question, found = Question(), study(DRAWN)
    waited: list[int] = []

    def report(done: int, _total: int) -> None:
        waited.append(done)
        if len(waited) == 2:  # this thread waits: the other may end
            question.go.set()

    with ThreadPoolExecutor(1) as other:
        first = other.submit(found.get, question)
        assert question.begun.wait(10)
        assert found.get(question, report) is first.result(10)
    assert question.runs == [8]
    assert waited[:2] == [0, 0]


def test_who_waits_for_another_thread_may_give_up() -> None:
    question, found = Question(), study(DRAWN)

    def give_up(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with ThreadPoolExecutor(1) as other:
        first = other.submit(found.get, question)
        assert question.begun.wait(10)
        with pytest.raises(KeyboardInterrupt):
            found.get(question, give_up)
        question.go.set()
        assert first.result(10) == [8]


def test_an_analysis_that_was_ended_is_made_anew() -> None:
    question, found = Question(), study(DRAWN)
    question.go.set()

    def end(done: int, _total: int) -> None:
        if done:
            raise OverflowError("ended")

    with pytest.raises(OverflowError, match="ended"):
        found.get(question, end)
    assert not found.knows(question)
    assert found.get(question) == [8]
    assert question.runs == [8, 8]


@pytest.mark.parametrize("summed", [False, True])
def test_the_loss_is_evaluated_with_the_study_and_kept(
    summed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluated: list[float] = []

    def counted(*given: object) -> float:
        evaluated.append(loss_of(*given))  # type: ignore[arg-type]
        return evaluated[-1]

    monkeypatch.setattr("engine.bptt.trace.loss_of", counted)
    found = study(replace(DRAWN, summed=summed))
    losses = [float(0.5 * ((s - DRAWN.y) ** 2).sum()) for s in found.trace.run.s[1:9]]
    for _ in range(3):
        assert found.trace.loss == pytest.approx(sum(losses) if summed else losses[-1], rel=1e-14)
    assert len(evaluated) == 1
