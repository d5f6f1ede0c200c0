"""Column table: checking adds an input, unchecking renumbers the rest."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.opening.column_table import ColumnTable
from gui.theme import DARK, LIGHT
from tests.gui.screen import has_ink, seen


@pytest.fixture
def table(qtbot: QtBot) -> ColumnTable:
    table = ColumnTable()
    qtbot.addWidget(table)
    table.resize(500, 240)
    table.show_columns(["a", "b", "c", "d"], [0, 1, 2])
    table.show_first([["1", "2", "3", "4"], ["5", "6"]])
    table.show()
    return table


def tick(table: ColumnTable, row: int) -> None:
    table.setCurrentIndex(table.model().index(row, 0))
    QTest.keyClick(table, Qt.Key.Key_Space)


def cells(table: ColumnTable, column: int) -> list[str]:
    return [table.model().index(row, column).data() for row in range(4)]


def test_each_change_is_signalled_and_renumbers_the_inputs(
    table: ColumnTable, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(table.changed):
        tick(table, 0)
    assert table.chosen == (1, 2)
    assert cells(table, 1) == ["", "input 1", "input 2", ""]
    tick(table, 3)
    tick(table, 0)
    assert table.chosen == (1, 2, 3, 0)
    assert cells(table, 1) == ["input 4", "input 1", "input 2", "input 3"]


def test_short_columns_show_their_values(table: ColumnTable) -> None:
    assert cells(table, 2) == ["1   5   …", "2   6   …", "3   …", "4   …"]
    tip = table.model().index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "b, input 2, 2   6   …"


def test_other_columns_reset_the_choice(table: ColumnTable) -> None:
    table.show_columns(["only"], [])
    assert table.chosen == ()
    assert table.model().rowCount() == 1
    assert table.model().index(0, 2).data() == ""


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_check_boxes_are_visible_in_both_themes(table: ColumnTable, theme: object) -> None:
    table.set_theme(theme)
    assert has_ink(seen(table), theme.accent_soft, 0) > 2000
