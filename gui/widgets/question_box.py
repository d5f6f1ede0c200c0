"""Question box: choose an answer by key or click, play, and read the reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout, QWidget

from engine.gallery.question import Question
from gui.theme import LIGHT, Theme
from gui.widgets.answer_button import AnswerButton, AnswerMark
from gui.widgets.no_break import without_breaks
from gui.widgets.panel import label
from gui.widgets.sections import line

_PLAY_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class QuestionBox(QFrame):
    """Question with two to four answers; the choice is locked once it plays.

    With keyboard focus, 1 to 4 choose, and Enter or Space play.

    Signals:
        chosen: the index of the answer chosen.
        play_wanted: the user has chosen and pressed play.
    """

    chosen = Signal(int)
    play_wanted = Signal()

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.setObjectName("meaning")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"Question: {question.text}")
        self._question = question
        self._theme = LIGHT
        self._group = QButtonGroup(self)
        self.choices = [
            AnswerButton(i, without_breaks(text))
            for i, text in enumerate(question.choices, start=1)
        ]
        self._play = QPushButton("Play")
        self._verdict, self._why = line("strong"), line("")
        self._lay_out()
        self._play_keys = [self._key(key, self.play) for key in _PLAY_KEYS]
        for i in range(len(self.choices)):
            self._key(Qt.Key(Qt.Key.Key_1 + i), lambda i=i: self.choose(i))  # type: ignore[misc]
        self._group.idToggled.connect(self._toggled)
        self._set_ready(False)

    @property
    def choice(self) -> int | None:
        """The index of the answer chosen, or None."""
        index = self._group.checkedId()
        return index if index >= 0 else None

    @property
    def revealed(self) -> bool:
        """Whether the answer has been revealed."""
        return not self._why.isHidden()

    @property
    def latest(self) -> QWidget:
        """The widget to scroll to: the play button, then the reason."""
        return self._why if self.revealed else self._play

    def choose(self, index: int) -> None:
        """Choose an answer; it may be changed until it plays."""
        if not self.revealed:
            self.choices[index].setChecked(True)

    def play(self) -> None:
        """Lock the choice, reveal the answer and emit `play_wanted`."""
        if self.choice is None or self.revealed:
            return
        self._reveal(self.choice)
        self.setFocus()
        self.play_wanted.emit()

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._theme = theme
        for choice in self.choices:
            choice.set_theme(theme)

    def _reveal(self, index: int) -> None:
        question = self._question
        right = question.is_right(index)
        self._verdict.setText("Right." if right else f"Not so: it is {question.answer + 1}.")
        self._why.setText(without_breaks(question.why))
        self._verdict.show()
        self._why.show()
        self.choices[index].set_mark(AnswerMark.RIGHT if right else AnswerMark.WRONG)
        self.choices[question.answer].set_mark(AnswerMark.RIGHT)
        for choice in self.choices:
            choice.setEnabled(False)
        self._set_ready(False)
        self._play.hide()
        self.setAccessibleDescription(f"{self._verdict.text()} {question.why}")

    def _toggled(self, index: int, checked: bool) -> None:
        if checked:
            self._set_ready(True)
            self.chosen.emit(index)

    def _set_ready(self, ready: bool) -> None:
        """Enable the shortcuts Enter and Space only once an answer is chosen."""
        self._play.setEnabled(ready)
        for key in self._play_keys:
            key.setEnabled(ready)

    def _key(self, key: Qt.Key, does: Callable[[], object]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(does)
        return shortcut

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(5)
        column.addWidget(label("Predict, then play", "meaningTitle"))
        asked = line("strong")
        asked.setText(without_breaks(self._question.text))
        column.addWidget(asked)
        for i, choice in enumerate(self.choices):
            self._group.addButton(choice, i)
            column.addWidget(choice)
        self._play.setToolTip("Play and see (Enter or Space)")
        self._play.clicked.connect(self.play)
        for widget in (self._play, self._verdict, self._why):
            column.addWidget(widget)
        self._verdict.hide()
        self._why.hide()
