from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.panels.descent.log_spinbox import LogSpinBox


@pytest.fixture
def box(qtbot: QtBot) -> LogSpinBox:
    box = LogSpinBox("rate", "a tip", 0.05)
    qtbot.addWidget(box)
    box.show()
    return box


def test_arrows_go_through_one_two_five(box: LogSpinBox) -> None:
    seen = []
    for _ in range(4):
        QTest.keyClick(box, Qt.Key.Key_Up)
        seen.append(box.text())
    for _ in range(7):
        QTest.keyClick(box, Qt.Key.Key_Down)
        seen.append(box.text())
    assert seen == ["0.1", "0.2", "0.5", "1", "0.5", "0.2", "0.1", "0.05", "0.02", "0.01", "0.005"]


def test_an_arrow_from_between_goes_to_the_next_of_the_series(box: LogSpinBox) -> None:
    box.setValue(0.3)
    box.stepBy(1)
    assert box.value() == 0.5
    box.setValue(0.3)
    box.stepBy(-1)
    assert box.value() == 0.2


@pytest.mark.parametrize(
    ("text", "value"), [("0.037", 0.037), ("1e-7", 1e-7), ("1e−3", 1e-3), ("250", 250.0)]
)
def test_any_way_of_writing_is_read(box: LogSpinBox, text: str, value: float) -> None:
    box.selectAll()
    QTest.keyClicks(box, text.replace("−", "-"))
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.value() == pytest.approx(value, rel=1e-9)
    assert box.valueFromText(text) == pytest.approx(value)


def test_the_value_is_told_when_typing_ends(box: LogSpinBox) -> None:
    told: list[float] = []
    box.valueChanged.connect(told.append)
    box.selectAll()
    QTest.keyClicks(box, "0.25")
    assert told == []
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert told == [0.25]


@pytest.mark.parametrize("text", ["0", "-1", "1e", "inf"])
def test_what_is_no_positive_number_changes_nothing(box: LogSpinBox, text: str) -> None:
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert 1e-9 <= box.value() < 1e9
    assert "nf" not in box.text()


def test_ends_of_the_range_hold(box: LogSpinBox) -> None:
    box.stepBy(200)
    assert box.value() == 1e9
    box.stepBy(-400)
    assert box.value() == 1e-9
    assert box.text() == "1e-9"
