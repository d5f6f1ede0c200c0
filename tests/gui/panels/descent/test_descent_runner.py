from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from engine.experiment.experiment import Experiment
from engine.gallery import entry
from engine.studies.descent import Rule
from engine.studies.study import study
from gui.panels.descent.descent_runner import DescentRunner


class Late:
    """Stands in for a document whose studies take their time: they come when asked for."""

    def __init__(self, descending: DescentRunner) -> None:
        self.descending = descending
        self.experiment = entry("opening").load()
        self.gestures: list[int] = []
        descending.edit_wanted.connect(self.edit)
        self.deliver()

    def edit(self, change: Callable[[Experiment], Experiment], _text: str, gesture: int) -> None:
        self.experiment = change(self.experiment)
        self.gestures.append(gesture)

    def deliver(self) -> None:
        self.descending.show_study(study(self.experiment))


@pytest.fixture
def late(qtbot: QtBot) -> Late:
    owner = QObject()
    descending = DescentRunner(owner)
    descending.rule = Rule(0.05)
    descending.owner = owner
    return Late(descending)


def test_a_run_waits_for_the_study_of_its_last_step(late: Late, qtbot: QtBot) -> None:
    late.descending.run()
    first = late.experiment.network.W
    qtbot.wait(200)
    np.testing.assert_array_equal(late.experiment.network.W, first)
    late.deliver()
    qtbot.waitUntil(lambda: len(late.gestures) == 2)
    late.descending.stop()
    assert late.gestures[0] == late.gestures[1] >= 0


def test_two_runs_are_two_gestures_and_single_steps_are_none(late: Late) -> None:
    for _ in range(2):
        late.descending.run()
        late.descending.stop()
        late.deliver()
    late.descending.step()
    assert len(set(late.gestures)) == 3
    assert late.gestures[2] == -1


def test_stopping_what_does_not_run_says_nothing(late: Late, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(late.descending.running_changed):
        late.descending.stop()
