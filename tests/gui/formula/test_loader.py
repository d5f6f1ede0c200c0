"""Formula loader: all formulas are shown in turn, the latest request wins."""

from __future__ import annotations

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gui.formula.formula import FormulaLabel
from gui.formula.loader import FormulaLoader


def test_formulas_are_shown_one_after_another(qtbot: QtBot) -> None:
    owner, labels = QObject(), [FormulaLabel("x") for _ in range(3)]
    for formula in labels:
        qtbot.addWidget(formula)
    queue = FormulaLoader(owner)
    queue.show([(formula, f"y_{i}") for i, formula in enumerate(labels)])
    assert labels[0].accessibleName() == "x"
    qtbot.waitUntil(lambda: labels[2].accessibleName() == "y 2")
    assert all(formula.isVisible() for formula in labels)
    queue.stop()


def test_a_new_request_replaces_the_queue_and_stop_clears_it(qtbot: QtBot) -> None:
    owner, label = QObject(), FormulaLabel("x")
    qtbot.addWidget(label)
    queue = FormulaLoader(owner)
    queue.show([(label, "a"), (label, "b")])
    queue.show([(label, "c")])
    qtbot.waitUntil(lambda: label.accessibleName() == "c")
    queue.show([(label, "d")])
    queue.stop()
    qtbot.wait(20)
    assert label.accessibleName() == "c"
