"""A table to read: a row for each thing found in a file, with a head above every column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

_ROW_HEIGHT = 24


class ReadonlyTable(QAbstractTableModel):
    """The model; subclasses say how many rows there are and what stands in them."""

    heads: tuple[str, ...]

    def columnCount(self, _parent: Index | None = None) -> int:
        """Return one for each head."""
        return len(self.heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Return what stands above a column; the rows have no numbers."""
        is_head = orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole
        return self.heads[section] if is_head else None

    def repaint(self) -> None:
        """Have every cell drawn anew."""
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)


def set_up(table: QTableView, widths: Mapping[int, int], stretched: int) -> None:
    """Give a listing its manners: whole rows, fixed columns, and one that takes what is left."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
    for column, width in widths.items():
        table.setColumnWidth(column, width)
