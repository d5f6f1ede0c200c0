"""Lecture tour in the real window, by keyboard alone, and the state restored at its end."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabWidget

from engine.experiment.edits import with_t
from engine.gallery import entry
from engine.lecture import steps
from engine.playhead import Phase
from engine.plots.plots import TABS
from gui.document.document import Document
from gui.lecture import LectureTour
from gui.panels.lecture import LecturePanel
from gui.playback import Playback
from gui.theming import Theming
from gui.widgets.panel import Panel

Key = Qt.Key


class Measuring(Document):
    """The real document, which also tells its norm."""

    @property
    def norm(self) -> str:
        return self._norm


class Stage:
    """What the walk plays on: document, playback, tabs and its panel."""

    def __init__(self) -> None:
        self.document = Measuring(entry("jordan").load())
        self.playback = Playback()
        self.document.studied.connect(lambda study: self.playback.fit(study.trace.t))
        self.document.start()
        self.tabs = QTabWidget()
        for name in TABS:
            self.tabs.addTab(Panel("", name), name)
        self.panel = LecturePanel()
        self.tour = LectureTour(steps, self.panel, self.document, self.playback, self.tabs)
        self.panel.resize(290, 560)

    def begin(self) -> None:
        self.tour.start()
        self.panel.activateWindow()
        assert QTest.qWaitForWindowActive(self.panel)


@pytest.fixture
def stage(qapp: QApplication, look: Theming) -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.playback.stop()
    stage.document.stop()
    for owner in (stage.tabs, stage.panel, stage.document, stage.playback):
        owner.deleteLater()
    vars(stage).clear()


def press(*keys: Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)
        QApplication.processEvents()


def shown_tab(stage: Stage) -> str:
    return stage.tabs.tabText(stage.tabs.currentIndex())


def test_the_lecture_is_walked_from_first_to_last_by_keyboard(stage: Stage):
    stage.begin()
    for i, step in enumerate(steps()):
        assert stage.panel.title.text() == f"Lecture step {i + 1} of 8"
        assert stage.panel.heading.text() == step.title
        assert shown_tab(stage) == step.panel
        assert stage.document.study.experiment is step.state.experiment
        assert not stage.playback.playhead.playing
        press(Key(Key.Key_1 + step.question.answer), Key.Key_Return)
        assert stage.panel.question.revealed
        assert stage.playback.playhead.playing
        press(Key.Key_PageDown)
    assert not stage.tour.on
    assert stage.panel.isHidden()


def test_page_up_goes_back_and_asks_anew(stage: Stage):
    stage.begin()
    press(Key.Key_PageDown, Key.Key_2, Key.Key_Space, Key.Key_PageDown, Key.Key_PageUp)
    assert stage.panel.heading.text() == "One element of the chain, part 1"
    assert not stage.panel.question.revealed
    press(Key.Key_PageUp, Key.Key_PageUp)
    assert stage.tour.index == 0


def test_a_step_stands_where_its_file_says(stage: Stage):
    stage.begin()
    assert stage.playback.playhead.phase is Phase.LOSS
    assert stage.playback.playhead.speed == 2.0
    stage.tour.go(4)
    assert stage.playback.playhead.position == 0


def test_leaving_gives_the_readers_own_state_back(stage: Stage):
    document, playback = stage.document, stage.playback
    document.edit(lambda e: with_t(e, 50), "change of t")
    document.set_norm("frobenius")
    own, count = document.experiment, document.undo_stack.count()
    playback.apply(lambda head: head.jump(70).at_speed(8.0).looping(loop=True))
    stage.tabs.setCurrentIndex(3)
    stage.begin()
    press(Key.Key_1, Key.Key_Return)
    document.edit(lambda e: with_t(e, 3), "an edit during the walk")
    assert document.norm == "spectral"
    stage.tour.leave()
    assert document.experiment is own
    assert document.study.experiment is own
    assert document.study.trace.norm.name == "frobenius"
    assert document.undo_stack.count() == count
    assert document.undo_group.undoText() == "change of t"
    head = playback.playhead
    assert (head.t, head.position, head.speed, head.loop) == (50, 70, 8.0, True)
    assert not head.playing
    assert shown_tab(stage) == "Calculus"


def test_unsaved_work_stays_unsaved_and_saved_work_saved(stage: Stage):
    document = stage.document
    stage.tour.start()
    stage.tour.leave()
    assert document.undo_stack.isClean()
    document.edit(lambda e: with_t(e, 50), "change of t")
    stage.tour.start()
    stage.tour.leave()
    assert not document.undo_stack.isClean()


def test_an_edit_of_one_step_does_not_reach_the_next(stage: Stage):
    stage.tour.start()
    stage.document.edit(lambda e: with_t(e, 3), "an edit during the walk")
    stage.tour.next()
    assert not stage.document.undo_group.canUndo()
    stage.tour.back()
    assert stage.document.experiment is steps()[0].state.experiment


def test_a_step_sets_the_pace_and_the_readers_own_comes_back(stage: Stage):
    stage.playback.apply(lambda head: head.at_speed(0.5).looping(loop=True))
    paces: list[tuple[float, bool]] = []
    for move in (partial(stage.tour.start, 6), stage.tour.leave):
        move()
        head = stage.playback.playhead
        paces.append((head.speed, head.loop))
    assert paces == [(4.0, False), (0.5, True)]


def test_leaving_a_walk_that_is_not_on_changes_nothing(stage: Stage):
    before = stage.document.study
    stage.tour.leave()
    stage.tour.go(3)
    stage.tour.next()
    assert stage.document.study is before


def test_the_button_brings_back_the_steps_tab(stage: Stage):
    stage.begin()
    stage.tabs.setCurrentIndex(4)
    stage.panel.panel_wanted.emit("Gradient")
    assert shown_tab(stage) == "Gradient"


def test_opening_a_file_ends_the_walk_and_undo_leads_back_to_the_readers_work(stage: Stage):
    own = stage.document.experiment
    stage.tour.start(2)
    stage.document.open(entry("shift").load(), None)
    assert not stage.tour.on
    assert stage.panel.isHidden()
    assert stage.document.experiment.name == "Delay line"
    stage.document.undo_group.undo()
    assert stage.document.experiment is own


def test_the_last_step_finishes(stage: Stage):
    ended: list[bool] = []
    stage.tour.active_changed.connect(ended.append)
    stage.tour.start(7)
    stage.tour.next()
    assert ended == [True, False]


def test_no_step_changes_what_it_was_read_as(stage: Stage):
    before = [step.state.experiment.network.W.copy() for step in steps()]
    for i in range(8):
        stage.tour.start(i)
    for step, W in zip(steps(), before, strict=True):
        np.testing.assert_array_equal(step.state.experiment.network.W, W)
