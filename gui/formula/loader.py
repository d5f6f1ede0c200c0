"""Formula loader: typesets new formulas one at a time from the event loop."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from gui.formula.formula import FormulaLabel


class FormulaLoader(QObject):
    """Queue of labels and their new formulas, each of which takes 5 to 70 ms to typeset."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[tuple[FormulaLabel, str]] = []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._show_next)

    def show(self, formulas: list[tuple[FormulaLabel, str]]) -> None:
        """Queue these formulas for these labels, in place of the present queue."""
        self._waiting = formulas
        self._timer.start()

    def stop(self) -> None:
        """Clear the queue."""
        self._waiting = []
        self._timer.stop()

    def _show_next(self) -> None:
        if not self._waiting:
            self._timer.stop()
            return
        formula, template = self._waiting.pop(0)
        formula.set_template(template)
        formula.show()
