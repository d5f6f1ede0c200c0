"""Lecture tour and gallery questions in the window, and the lecture menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QTabWidget

from engine.lecture import steps
from gui.document.document import Document
from gui.lecture import LectureTour
from gui.menus import Menus
from gui.panels.lecture import LecturePanel
from gui.panels.question import QuestionPanel
from gui.playback import Playback
from gui.questions import Questions


class Teaching(QObject):
    """Owner of the tour and the questions: never shows both at once.

    Signals:
        predicting: whether a question is open, so that plots hide its answer.
    """

    predicting = Signal(bool)

    def __init__(
        self,
        lecture: LecturePanel,
        question: QuestionPanel,
        document: Document,
        playback: Playback,
        tabs: QTabWidget,
    ) -> None:
        super().__init__(lecture)
        self.tour = LectureTour(steps, lecture, document, playback, tabs)
        self.questions = Questions(question, document, playback)
        self.tour.active_changed.connect(lambda _on: self.questions.dismiss())
        lecture.predicting.connect(self.predicting)
        question.predicting.connect(self.predicting)

    def fill(self, menus: Menus, menu: QMenu) -> None:
        """Fill the lecture menu; step actions are enabled only while the tour runs."""
        tour = self.tour
        menus.action(menu, "&Walk through the lecture", tour.start, "Ctrl+L")
        chapters = menu.addMenu("&Go to step")
        chapters.aboutToShow.connect(partial(self._list, menus, chapters))
        menu.addSeparator()
        within = [
            menus.action(menu, "&Next step", tour.next, "Ctrl+Right"),
            menus.action(menu, "&Step before", tour.back, "Ctrl+Left"),
            menus.action(menu, "&Leave the lecture", tour.leave),
        ]
        tour.active_changed.connect(partial(_enable, within))
        _enable(within, False)

    def _list(self, menus: Menus, chapters: QMenu) -> None:
        """Fill the list of steps, which are read when the menu first opens."""
        chapters.clear()
        for i, step in enumerate(steps()):
            go: Callable[[], None] = partial(self.tour.start, i)
            menus.action(chapters, f"&{i + 1}  {step.title}", go)


def _enable(actions: list[QAction], on: bool) -> None:
    for action in actions:
        action.setEnabled(on)
