"""Read-only tables: column headers and one stretching column."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from gui.opening.readonly_table import Index, ReadonlyTable, Role, set_up


class Fruit(ReadonlyTable):
    heads = ("Name", "Colour", "Weight")

    def rowCount(self, _parent: Index | None = None) -> int:
        return 2

    def data(self, index: Index, role: int = Role.DisplayRole) -> str | None:
        return f"{index.row()} {index.column()}" if role == Role.DisplayRole else None


@pytest.fixture
def model(qtbot: QtBot) -> Fruit:
    return Fruit()


def test_columns_have_headers_and_rows_have_none(model: Fruit) -> None:
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert [model.headerData(i, across) for i in range(model.columnCount())] == [*Fruit.heads]
    assert model.headerData(0, down) is None
    assert model.headerData(0, across, Role.ToolTipRole) is None


def test_repainting_signals_every_cell(model: Fruit, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.dataChanged) as told:
        model.repaint()
    first, last = told.args[:2]
    assert (first.row(), first.column(), last.row(), last.column()) == (0, 0, 1, 2)


def test_one_column_stretches(model: Fruit, qtbot: QtBot) -> None:
    table = QTableView()
    qtbot.addWidget(table)
    table.setModel(model)
    set_up(table, {0: 80, 2: 60}, 1)
    widths = []
    for width in (300, 400):
        table.resize(width, 200)
        table.show()
        widths.append([table.columnWidth(column) for column in range(3)])
    assert widths[0][::2] == widths[1][::2] == [80, 60]
    assert widths[1][1] - widths[0][1] == 100
