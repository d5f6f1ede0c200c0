"""Question about a file's use: not blocking, one button each."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.opening.weights_or_sequence_dialog import ask_weights_or_sequence


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [("&Weights W", ["weights"]), ("&Input sequence x", ["sequence"]), ("Cancel", [])],
)
def test_each_button_calls_its_action(page: QWidget, answer: str, wanted: list[str]) -> None:
    done: list[str] = []
    ask_weights_or_sequence(
        Path("/a/<b>.csv"), lambda: done.append("weights"), lambda: done.append("sequence"), page
    )
    box = page.findChild(QMessageBox)
    assert box.text() == "What does “<b>.csv” hold?"
    assert box.textFormat() == Qt.TextFormat.PlainText
    button = next(b for b in box.findChildren(QPushButton) if answer in b.text())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == wanted


def test_escape_calls_no_action(page: QWidget) -> None:
    done: list[str] = []
    ask_weights_or_sequence(
        Path("/a/b.csv"), lambda: done.append("w"), lambda: done.append("x"), page
    )
    QTest.keyClick(page.findChild(QMessageBox), Qt.Key.Key_Escape)
    assert done == []
