"""Work that is left behind holds nobody up, says nothing, and goes."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gui.export.detached_task import DetachedTask
from tests.gui.leak_check import flush


@pytest.fixture
def keeper() -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()
    flush()


def test_it_answers(keeper: QObject, qtbot: QtBot) -> None:
    errand = DetachedTask(QObject(keeper))
    with qtbot.waitSignal(errand.done) as said:
        errand.run(lambda _report: 42)
    assert said.args == [42]
    errand.leave(keeper)
    flush()
    assert not isValid(errand)


def test_left_behind_it_ends_in_silence(keeper: QObject, qtbot: QtBot) -> None:
    asker, may_end, begun = QObject(), threading.Event(), threading.Event()
    errand = DetachedTask(asker)
    answers: list[object] = []
    errand.done.connect(answers.append)

    def work(_report: object) -> int:
        begun.set()
        may_end.wait(10)
        return 42

    errand.run(work)
    qtbot.waitUntil(begun.is_set)
    errand.leave(keeper)
    asker.deleteLater()
    flush()
    assert isValid(errand)
    may_end.set()
    qtbot.waitUntil(lambda: not isValid(errand))
    assert answers == []
