"""Analyst: short analyses at once, long ones in a worker; the latest request wins."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from engine.chain.chain import Progress
from engine.experiment.experiment import Experiment
from engine.gallery import entry
from engine.studies.study import Study, study
from gui.widgets.analyst import Analyst


@dataclass(frozen=True)
class Question:
    """Answers with its name and the thread it was answered in; waits for `go` where it is long."""

    name: str
    cost: float = 0.0
    error: Exception | None = None
    runs: list[int] = field(default_factory=list, compare=False)
    go: Event = field(default_factory=Event, compare=False)

    def seconds(self, _experiment: Experiment) -> float:
        return self.cost

    def run(self, _study: Study, progress: Progress) -> str:
        self.runs.append(threading.get_ident())
        if self.cost:
            assert self.go.wait(10)
        if self.error is not None:
            raise self.error
        progress(1, 2)
        return self.name


@dataclass
class Told:
    """What an analyst has said."""

    answered: list[Study] = field(default_factory=list)
    failed: list[Exception] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)


@pytest.fixture
def found() -> Study:
    return study(entry("identity").load())


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def analyst(qapp: QObject, told: Told) -> Iterator[Analyst]:
    parent = QObject()
    analyst = Analyst(parent)
    analyst.answered.connect(told.answered.append)
    analyst.failed.connect(told.failed.append)
    analyst.progressed.connect(told.shares.append)
    yield analyst
    analyst.stop()
    parent.deleteLater()


def test_short_analyses_are_computed_at_once_and_only_once(
    analyst: Analyst, told: Told, found: Study
) -> None:
    first, second = Question("first"), Question("second")
    analyst.ask(found, (first, second))
    analyst.ask(found, (second,))
    assert told.answered == [found, found]
    assert (found.get(first), found.get(second)) == ("first", "second")
    assert first.runs == second.runs == [threading.get_ident()]
    assert told.shares == []


def test_a_long_analysis_runs_in_a_worker_with_progress(
    analyst: Analyst, told: Told, found: Study, qtbot: QtBot
) -> None:
    short, long = Question("short"), Question("long", 1.0)
    analyst.ask(found, (short, long))
    assert told.answered == []
    long.go.set()
    qtbot.waitUntil(lambda: told.answered == [found])
    assert found.get(long) == "long"
    assert threading.get_ident() not in (*long.runs, *short.runs)
    assert told.shares[-2:] == [0.25, 0.75]


def test_a_running_analysis_is_not_restarted(
    analyst: Analyst, told: Told, found: Study, qtbot: QtBot
) -> None:
    long = Question("long", 1.0)
    for _ in range(3):
        analyst.ask(found, (long,))
    long.go.set()
    qtbot.waitUntil(lambda: told.answered == [found])
    assert len(long.runs) == 1


def test_only_the_latest_request_gets_its_result(
    analyst: Analyst, told: Told, found: Study, qtbot: QtBot
) -> None:
    other, long = study(found.experiment), Question("long", 1.0)
    analyst.ask(found, (long,))
    qtbot.waitUntil(lambda: len(long.runs) == 1)
    analyst.ask(other, (Question("short"),))
    long.go.set()
    qtbot.wait(50)
    assert told.answered == [other]
    assert not found.knows(long)


def test_a_cancelled_analysis_can_be_requested_again(
    analyst: Analyst, told: Told, found: Study, qtbot: QtBot
) -> None:
    long = Question("long", 1.0)
    analyst.ask(found, (long,))
    analyst.cancel()
    long.go.set()
    qtbot.wait(50)
    assert told.answered == []
    analyst.ask(found, (long,))
    qtbot.waitUntil(lambda: told.answered == [found])


@pytest.mark.parametrize("cost", [0.0, 1.0])
def test_a_failure_is_signalled_and_not_stored(
    analyst: Analyst, told: Told, found: Study, qtbot: QtBot, cost: float
) -> None:
    error = OverflowError("too large")
    question = Question("failing", cost, error)
    question.go.set()
    analyst.ask(found, (question,))
    qtbot.waitUntil(lambda: told.failed == [error])
    assert told.answered == []
    assert not found.knows(question)


def test_two_analysts_share_one_computation(
    analyst: Analyst, told: Told, found: Study, qtbot: QtBot
) -> None:
    parent = QObject()
    other, long = Analyst(parent), Question("long", 1.0)
    answers: list[Study] = []
    other.answered.connect(answers.append)
    analyst.ask(found, (long,))
    other.ask(found, (long,))
    long.go.set()
    qtbot.waitUntil(lambda: told.answered == answers == [found])
    assert len(long.runs) == 1
    other.stop()
    parent.deleteLater()
