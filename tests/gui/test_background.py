"""The worker: the latest request counts, and stopping waits for it to end."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.background import Background, Report, Work


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    background = Background()
    yield background
    background.stop()


def test_work_is_done_in_another_thread_and_answered_in_this_one(
    background: Background, qtbot: QtBot
) -> None:
    here: list[int] = []
    background.done.connect(lambda _answer: here.append(threading.get_ident()))
    with qtbot.waitSignal(background.done, timeout=5000) as answer:
        background.run(lambda _report: threading.get_ident())
    assert answer.args[0] != threading.get_ident()
    assert here == [threading.get_ident()]


def test_progress_is_a_share(background: Background, qtbot: QtBot) -> None:
    def work(report: Report) -> str:
        for i in range(5):
            report(i, 4)
        return "ready"

    shares: list[float] = []
    background.progressed.connect(shares.append)
    with qtbot.waitSignal(background.done, timeout=5000):
        background.run(work)
    assert shares[-5:] == [0.0, 0.25, 0.5, 0.75, 1.0]


def test_a_newer_request_ends_the_older_one(background: Background, qtbot: QtBot) -> None:
    begun, go = threading.Event(), threading.Event()
    steps, answers = [], []

    def old(report: Report) -> str:
        begun.set()
        go.wait(5)
        report(1, 2)
        steps.append("went on")
        return "old"

    background.done.connect(answers.append)
    background.run(old)
    assert begun.wait(5)
    background.run(lambda _report: "new")
    go.set()
    qtbot.waitUntil(lambda: answers == ["new"], timeout=5000)
    assert steps == []


def test_cancelled_work_says_nothing(background: Background, qtbot: QtBot) -> None:
    said: list[object] = []
    ended = threading.Event()
    for signal in (background.done, background.failed):
        signal.connect(said.append)
    background.run(lambda _report: ended.wait(5))
    background.cancel()
    ended.set()
    qtbot.wait(100)
    assert said == []


@pytest.mark.parametrize("error", [MemoryError("no room"), ValueError("bad"), OverflowError("big")])
def test_a_failure_is_told(background: Background, qtbot: QtBot, error: Exception) -> None:
    def work(_report: Report) -> None:
        raise error

    with qtbot.waitSignal(background.failed, timeout=5000) as said:
        background.run(work)
    assert said.args == [error]


def test_it_can_work_again_after_a_stop(background: Background, qtbot: QtBot) -> None:
    background.stop()
    with qtbot.waitSignal(background.done, timeout=5000) as answer:
        background.run(lambda _report: 3)
    assert answer.args == [3]


def test_what_is_known_so_far_is_shown(background: Background, qtbot: QtBot) -> None:
    def work(report: Report) -> str:
        report.show("half")
        report.show("too soon for another")
        return "whole"

    parts: list[object] = []
    background.grown.connect(parts.append)
    with qtbot.waitSignal(background.done, timeout=5000):
        background.run(work)
    assert parts == ["half"]


def waiting(go: threading.Event, name: str, steps: list[str]) -> Work:
    def work(report: Report) -> str:
        go.wait(5)
        report(1, 2)
        steps.append(name)
        return name

    return work


@pytest.fixture
def patient(qapp: QApplication) -> Iterator[Background]:
    background = Background(patience=0.2)
    yield background
    background.stop()


def test_with_patience_the_older_is_answered_and_only_the_latest_follows(
    patient: Background, qtbot: QtBot
) -> None:
    answers: list[object] = []
    steps: list[str] = []
    go = threading.Event()
    patient.done.connect(answers.append)
    for name in ("first", "second", "third"):
        patient.run(waiting(go, name, steps))
    go.set()
    qtbot.waitUntil(lambda: len(answers) == 2, timeout=5000)
    assert answers == steps == ["first", "third"]


def test_patience_ends(patient: Background, qtbot: QtBot) -> None:
    answers: list[object] = []
    steps: list[str] = []
    slow, go = threading.Event(), threading.Event()
    go.set()
    patient.done.connect(answers.append)
    patient.run(waiting(slow, "first", steps))
    patient.run(waiting(go, "second", steps))
    qtbot.wait(300)
    slow.set()
    qtbot.waitUntil(lambda: answers == ["second"], timeout=5000)
    assert steps == ["second"]


def test_what_nobody_expected_reaches_the_hook_and_the_next_work_is_done(
    background: Background, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_report: Report) -> None:
        raise RuntimeError("a defect")

    caught: list[BaseException | None] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: caught.append(args.exc_value))
    background.run(broken)
    qtbot.waitUntil(lambda: len(caught) == 1, timeout=5000)
    assert str(caught[0]) == "a defect"
    with qtbot.waitSignal(background.done, timeout=5000) as answer:
        background.run(lambda _report: 3)
    assert answer.args == [3]
