"""Open dialogs: file name, reason, Enter opens, Esc cancels."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.opening.open_dialog_base import OpenDialogBase
from gui.theme import DARK, LIGHT, Theme
from tests.gui.screen import find, has_ink, seen

LONG = Path("/a") / ("weights-" * 40 + "end.npz")


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def sheet(page: QWidget) -> OpenDialogBase:
    sheet = OpenDialogBase("Open weights", LONG, LIGHT, page)
    sheet.set_theme(LIGHT)
    sheet.resize(700, 200)
    field = QCheckBox("Transpose")
    sheet.body.addWidget(field)
    sheet.put_first(field)
    sheet.open()
    return sheet


def test_a_long_name_is_elided_and_whole_in_the_tooltip(sheet: OpenDialogBase) -> None:
    name = find(sheet, QLabel, LONG.name)
    assert name.toolTip() == str(LONG)
    assert name.text().startswith("weights-")
    assert name.text().endswith("end.npz")
    assert "…" in name.text()
    assert sheet.width() <= 700


def test_the_dialog_is_window_modal(sheet: OpenDialogBase) -> None:
    assert sheet.windowModality() == Qt.WindowModality.WindowModal


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_reason_is_shown_and_disables_open(sheet: OpenDialogBase, theme: Theme) -> None:
    sheet.set_theme(theme)
    sheet.show_reason("W[2, 3] is not a finite number")
    assert has_ink(seen(sheet), theme.warm) > 60
    assert not find(sheet, QPushButton, "Open").isEnabled()
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert sheet.isVisible()


def test_a_hint_does_not_disable_open(sheet: OpenDialogBase) -> None:
    sheet.show_reason("choose a column")
    sheet.show_hint("30 steps")
    assert find(sheet, QPushButton, "Open").isEnabled()
    assert has_ink(seen(sheet), LIGHT.warm) == 0
    results: list[int] = []
    sheet.finished.connect(results.append)
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert results == [OpenDialogBase.DialogCode.Accepted]


@pytest.mark.parametrize("way", ["escape", "close"])
def test_the_dialog_can_be_cancelled(sheet: OpenDialogBase, way: str) -> None:
    results: list[int] = []
    sheet.finished.connect(results.append)
    if way == "escape":
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
    else:
        sheet.close()
    assert results == [OpenDialogBase.DialogCode.Rejected]
