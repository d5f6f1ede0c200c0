"""Formulas that change as a whole: set one at a time, so that the window never waits for them."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from gui.formula.formula import FormulaLabel


class FormulaLoader(QObject):
    """Gives labels new formulas one after another, each of which takes 5 to 70 ms to set."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[tuple[FormulaLabel, str]] = []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._show_next)

    def show(self, formulas: list[tuple[FormulaLabel, str]]) -> None:
        """Show these formulas in these labels, in place of what still waits."""
        self._waiting = formulas
        self._timer.start()

    def stop(self) -> None:
        """Show no more."""
        self._waiting = []
        self._timer.stop()

    def _show_next(self) -> None:
        if not self._waiting:
            self._timer.stop()
            return
        formula, template = self._waiting.pop(0)
        formula.set_template(template)
        formula.show()
