"""The lecture, one step at a time: text, formulas and a question to predict before it plays."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from engine.lecture import Step
from gui.widgets.question_panel_base import QuestionPanelBase

_NEXT_KEYS = ("PgDown",)
_BACK_KEYS = ("PgUp",)


class LecturePanel(QuestionPanelBase):
    """A card above the explain panels, there while the walk is on.

    While the keyboard is in it: 1 to 4 choose, Enter or Space plays, Page Down and Page Up turn to
    the next step and the one before.

    Signals:
        step_wanted: the index of the step to go to, from 0.
        panel_wanted: the name of the tab that this step speaks of.
    """

    step_wanted = Signal(int)
    panel_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("lecture", "Lecture", "Leave the lecture; your own work comes back")
        self._index = self._count = 0
        self._panel = ""
        self._back = self.foot_button("‹ Back", "The step before (Page Up, Ctrl+←)")
        self.foot.addStretch(1)
        self._open = self.foot_button("", "Show the panel that this step speaks of")
        self._open.setObjectName("flat")
        self.foot.addStretch(1)
        self._next = self.foot_button("Next ›", "The next step (Page Down, Ctrl+→)")
        self._back.clicked.connect(self.back)
        self._next.clicked.connect(self.next)
        self._open.clicked.connect(lambda: self.panel_wanted.emit(self._panel))
        for keys, turn in ((_NEXT_KEYS, self.next), (_BACK_KEYS, self.back)):
            for key in keys:
                self._key(key, turn)

    def show_step(self, step: Step, index: int, count: int) -> None:
        """Show a step, the one with this index of so many."""
        self._index, self._count, self._panel = index, count, step.panel
        self.title.setText(f"Lecture step {index + 1} of {count}")
        self.setAccessibleDescription(f"{self.title.text()}: {step.title}")
        self.show_page(step.title, step.parts, step.question)
        self._back.setEnabled(index > 0)
        self._next.setText("Next ›" if index + 1 < count else "Finish")
        self._open.setText(f"{step.panel} ↓")
        self.panel_wanted.emit(step.panel)

    def next(self) -> None:
        """Ask for the next step, or after the last to leave."""
        if self._index + 1 < self._count:
            self.step_wanted.emit(self._index + 1)
        else:
            self.left.emit()

    def back(self) -> None:
        """Ask for the step before."""
        if self._index > 0:
            self.step_wanted.emit(self._index - 1)

    def _key(self, key: str, does: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(does)
