"""The button that checks the gradient against central differences, and what came of it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from engine.analysis.gradient_check import GradientCheck, gradient_check
from engine.backprop.trace import Trace
from gui.background import Background
from gui.widgets.gradient_words import check_words
from gui.widgets.sections import line

_START, _CANCEL = "Check", "Cancel"
_WHAT = "Central differences of the loss against the formula, entry by entry."


class CheckView(QWidget):
    """It forgets what it found as soon as another gradient is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._trace: Trace | None = None
        self._bar = QProgressBar()
        self._background = Background(self)
        self._background.progressed.connect(lambda share: self._bar.setValue(round(1000 * share)))
        self._background.done.connect(self._found)
        self._background.failed.connect(lambda error: self._end(f"Cannot be checked: {error}."))
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

    def show_trace(self, trace: Trace) -> None:
        """Be ready to check another gradient; what was found of this one stays."""
        if trace is self._trace:
            return
        self._trace = trace
        self._background.cancel()
        self._end(_WHAT)

    def stop(self) -> None:
        """Give up what is under way."""
        self._background.stop()

    def _pressed(self) -> None:
        if not self._bar.isHidden():
            self._background.cancel()
            self._end(_WHAT)
        elif self._trace is not None:
            trace = self._trace
            self._button.setText(_CANCEL)
            self._bar.show()
            self._background.run(lambda report: gradient_check(trace, report))

    def _found(self, check: GradientCheck) -> None:
        self._end(check_words(check))

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
