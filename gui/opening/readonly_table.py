"""Read-only table model with column headers, and shared table settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

_ROW_HEIGHT = 24


class ReadonlyTable(QAbstractTableModel):
    """Read-only table model; subclasses override `rowCount` and `data`."""

    heads: tuple[str, ...]

    def columnCount(self, _parent: Index | None = None) -> int:
        """Return the number of column headers."""
        return len(self.heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Return the header of a column; rows have none."""
        is_head = orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole
        return self.heads[section] if is_head else None

    def repaint(self) -> None:
        """Repaint every cell."""
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)


def set_up(table: QTableView, widths: Mapping[int, int], stretched: int) -> None:
    """Apply the shared table settings: row selection, fixed columns, one stretching column."""
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
