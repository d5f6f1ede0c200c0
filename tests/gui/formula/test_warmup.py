"""Formula warm-up: one formula at a time, the latest request wins."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.formula.formula import FormulaLabel
from gui.formula.warmup import FormulaWarmup, digit_changes
from tests.gui.screen import seen


@pytest.mark.parametrize(
    ("t", "numbers"), [(1, [1]), (8, []), (9, [9]), (24, [11, 10, 9]), (100, [100, 99, 11, 10, 9])]
)
def test_digits_change_around_powers_of_ten(t: int, numbers: list[int]) -> None:
    assert [n for n in digit_changes(t) if n > 1] == [n for n in numbers if n > 1]


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    return page


def test_the_queue_is_processed_and_then_idle(page: QWidget, qtbot: QtBot) -> None:
    formula = FormulaLabel("s_{#{j}}", 16)
    formula.setParent(page)
    preparing = FormulaWarmup(page)
    preparing.prepare([formula], [{"j": 9}, {"j": 10}])
    timer = preparing.findChild(QTimer)
    assert timer.isActive()
    qtbot.waitUntil(lambda: not timer.isActive(), timeout=5000)
    preparing.prepare([formula], [{"j": 9}, {"j": 10}])
    assert not timer.isActive()
    formula.set_values(j=10)
    assert formula.accessibleName()
    assert seen(formula).size
