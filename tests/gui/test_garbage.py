"""Garbage collection: in the GUI thread only, from a timer; restored at the end."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.garbage import GuiGarbage


class Knot:
    """An object in a cycle."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def garbage(qapp: QApplication) -> Iterator[GuiGarbage]:
    owner = QObject()
    garbage = GuiGarbage(owner)
    garbage.findChild(QTimer).setInterval(10)
    yield garbage
    garbage.stop()


def test_the_automatic_collector_is_off_while_it_runs_and_on_again_after(
    garbage: GuiGarbage,
) -> None:
    assert not gc.isenabled()
    garbage.stop()
    assert gc.isenabled()
    assert not garbage.findChild(QTimer).isActive()


def test_what_lies_about_is_collected_in_this_thread(garbage: GuiGarbage, qtbot: QtBot) -> None:
    threads: set[int] = set()
    ends = [weakref.ref(Knot(), lambda _: threads.add(threading.get_ident())) for _ in range(5000)]
    qtbot.waitUntil(lambda: not any(end() for end in ends), timeout=5000)
    assert threads == {threading.get_ident()}
