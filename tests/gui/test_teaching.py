"""Lecture menu; the tour and a gallery question are never shown together."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QTabWidget

from engine.gallery import entry
from engine.lecture import steps
from gui.document.document import Document
from gui.menus import Menus
from gui.panels.lecture import LecturePanel
from gui.panels.question import QuestionPanel
from gui.playback import Playback
from gui.teaching import Teaching
from gui.theming import Theming
from tests.gui.test_lecture import Measuring


class School:
    """A window with the menu, and what it teaches with."""

    def __init__(self) -> None:
        self.window = QMainWindow()
        self.document: Document = Measuring(entry("opening").load())
        self.playback, self.tabs = Playback(), QTabWidget()
        self.document.studied.connect(lambda study: self.playback.fit(study.trace.t))
        self.document.start()
        self.lecture, self.question = LecturePanel(), QuestionPanel()
        self.teaching = Teaching(
            self.lecture, self.question, self.document, self.playback, self.tabs
        )
        self.menu = QMenu(self.window)
        self.teaching.fill(Menus(self.window), self.menu)

    def action(self, text: str) -> QAction:
        return next(action for action in self.menu.actions() if action.text() == text)


@pytest.fixture
def school(look: Theming) -> Iterator[School]:
    school = School()
    yield school
    school.playback.stop()
    school.document.stop()
    owners = (school.window, school.tabs, school.lecture, school.question)
    for owner in (*owners, school.document, school.playback):
        owner.deleteLater()
    vars(school).clear()


def test_the_menu_walks_and_turns_the_pages(school: School):
    forward, leave = school.action("&Next step"), school.action("&Leave the lecture")
    assert not forward.isEnabled()
    school.action("&Walk through the lecture").trigger()
    assert school.lecture.heading.text() == steps()[0].title
    forward.trigger()
    assert school.lecture.heading.text() == steps()[1].title
    school.action("&Step before").trigger()
    assert school.lecture.heading.text() == steps()[0].title
    leave.trigger()
    assert school.lecture.isHidden()
    assert not forward.isEnabled()


def test_any_step_can_be_gone_to(school: School):
    chapters = school.action("&Go to step").menu()
    chapters.aboutToShow.emit()
    assert [action.text()[4:] for action in chapters.actions()] == [s.title for s in steps()]
    chapters.actions()[6].trigger()
    assert school.lecture.title.text() == "Lecture step 7 of 8"


def test_the_walk_silences_a_question(school: School):
    veils: list[bool] = []
    school.teaching.predicting.connect(veils.append)
    school.document.open(entry("shift").load(), None)
    school.teaching.questions.ask("shift")
    assert school.question.isVisible()
    school.teaching.tour.start()
    assert school.question.isHidden()
    assert school.lecture.isVisible()
    assert veils[-1]
    school.teaching.tour.leave()
    assert not veils[-1]
    assert school.document.experiment.name == "Delay line"
