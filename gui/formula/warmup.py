"""Formula warm-up: typesets formulas in advance, one at a time while the event loop is idle.

A formula is typeset again when the count of its digits changes, which takes up to 70 ms; other
changes of its numbers cost nothing. The warm-up keeps this delay out of the animation.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer

from gui.formula.formula import FormulaLabel

_PAUSE_MS = 30


class FormulaWarmup(QObject):
    """Queue of formulas with the numbers they will show."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[tuple[FormulaLabel, Mapping[str, int]]] = []
        self._asked: tuple[list[str], list[Mapping[str, int]]] = [], []
        self._timer = QTimer(self, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._prepare_next)

    def prepare(self, formulas: list[FormulaLabel], steps: list[Mapping[str, int]]) -> None:
        """Queue these formulas with these numbers in place of the queue, unless just queued."""
        asked = [formula.template for formula in formulas], steps
        if asked == self._asked:
            return
        self._asked = asked
        self._waiting = [(formula, numbers) for numbers in steps for formula in formulas]
        self._timer.start()

    def _prepare_next(self) -> None:
        if not self._waiting:
            self._timer.stop()
            return
        formula, numbers = self._waiting.pop(0)
        formula.prepare([numbers])


def digit_changes(t: int) -> list[int]:
    """Return the numbers up to t at which j or j − 1 changes its number of digits."""
    tens = [10**n for n in range(1, len(str(t)) + 1)]
    return sorted({j for ten in tens for j in (ten - 1, ten, ten + 1) if 1 <= j <= t}, reverse=True)
