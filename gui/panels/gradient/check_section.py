"""The button that checks the gradient against central differences, and what came of it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from engine.studies.analyses import CheckedGradient
from engine.studies.study import Study
from gui.panels.gradient.words import check_words
from gui.widgets.analyst import Analyst
from gui.widgets.sections import line

_CHECK = CheckedGradient()
_START, _CANCEL = "Check", "Cancel"
_WHAT = "Central differences of the loss against the formula, entry by entry."


class CheckSection(QWidget):
    """It says what was found of the gradient shown, once it was checked."""

    def __init__(self) -> None:
        super().__init__()
        self._study: Study | None = None
        self._bar = QProgressBar()
        self._analyst = Analyst(self)
        self._analyst.progressed.connect(lambda share: self._bar.setValue(round(1000 * share)))
        self._analyst.answered.connect(self._found)
        self._analyst.failed.connect(lambda error: self._end(f"Cannot be checked: {error}."))
        self._button = QPushButton(_START)
        self._button.setToolTip("Compare ∂L/∂W with central differences of the loss")
        self._button.setAccessibleName("check the gradient by central differences")
        self._button.clicked.connect(self._pressed)
        self._bar.setMaximum(1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("progress of the check")
        self._words = line("muted")
        self._lay_out()
        self._end(_WHAT)

    def show_study(self, study: Study) -> None:
        """Be ready to check another gradient, or say what was found of it."""
        if study is self._study:
            return
        self._study = study
        self._analyst.cancel()
        if study.knows(_CHECK):
            self._found(study)
        else:
            self._end(_WHAT)

    def stop(self) -> None:
        """Give up what is under way."""
        self._analyst.stop()

    def _pressed(self) -> None:
        if not self._bar.isHidden():
            self._analyst.cancel()
            self._end(_WHAT)
        elif self._study is not None:
            self._button.setText(_CANCEL)
            self._bar.show()
            self._analyst.ask(self._study, (_CHECK,))

    def _found(self, study: Study) -> None:
        self._end(check_words(study.get(_CHECK)))

    def _end(self, words: str) -> None:
        self._button.setText(_START)
        self._bar.hide()
        self._words.setText(words)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._button)
        row.addWidget(self._bar, 1)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._words)
