"""The columns of a file, a row each: which are read as which input, and how they begin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from gui.theme import LIGHT, Theme

_HEADS = ("Column", "Read as", "First steps")
_WIDTHS = (190, 84)
_ROW_HEIGHT = 24
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_Check = Qt.CheckState


class ColumnTable(QTableView):
    """A column ticked becomes the next input; one unticked leaves its place to those after it.

    Signals:
        changed: other columns are chosen, or in another order.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._model = _Model()
        self._model.changed.connect(self.changed)
        self.setModel(self._model)
        self._boxes = _Boxes(self)
        self.setItemDelegate(self._boxes)
        self.setAccessibleName("columns in the file")
        self.setToolTip("Tick the columns in the order of the inputs (↑ ↓ and Space when focused)")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(len(_WIDTHS), QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The columns chosen, counted from 0, in the order of the inputs."""
        return tuple(self._model.chosen)

    def show_columns(self, names: Sequence[str], chosen: Sequence[int]) -> None:
        """Show other columns, some of them chosen."""
        self._model.show(names, chosen)
        self.setCurrentIndex(self._model.index(0, 0))

    def show_first(self, rows: Sequence[Sequence[str]]) -> None:
        """Show how the columns begin, a row a step."""
        self._model.show_first(rows)

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._model.theme = self._boxes.theme = theme
        self.viewport().update()


class _Boxes(QStyledItemDelegate):
    """Frames the tick boxes, whose colour the style derives from that of the window."""

    theme = LIGHT

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        palette = QPalette(option.palette)
        palette.setColor(QPalette.ColorRole.Window, QColor(self.theme.muted))
        option.palette = palette


class _Model(QAbstractTableModel):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme = LIGHT
        self.chosen: list[int] = []
        self._names: Sequence[str] = ()
        self._first: Sequence[Sequence[str]] = ()

    def show(self, names: Sequence[str], chosen: Sequence[int]) -> None:
        self.beginResetModel()
        self._names, self.chosen, self._first = names, list(chosen), ()
        self.endResetModel()

    def show_first(self, rows: Sequence[Sequence[str]]) -> None:
        self._first = rows
        self._repaint()

    def rowCount(self, _parent: _Index | None = None) -> int:
        return len(self._names)

    def columnCount(self, _parent: _Index | None = None) -> int:
        return len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return _HEADS[section]
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        enabled = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return enabled | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else enabled

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        if role != _Role.CheckStateRole or index.column() != 0:
            return False
        if _Check(value) == _Check.Checked:
            self.chosen.append(index.row())
        else:
            self.chosen.remove(index.row())
        self._repaint()
        self.changed.emit()
        return True

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        column = index.row()
        texts = (self._names[column], self._read_as(column), self._beginning(column))
        match role:
            case _Role.DisplayRole:
                return texts[index.column()]
            case _Role.ToolTipRole:
                return ", ".join(text for text in texts if text)
            case _Role.CheckStateRole if index.column() == 0:
                return _Check.Checked if column in self.chosen else _Check.Unchecked
            case _Role.BackgroundRole if column in self.chosen:
                return QColor(self.theme.accent_soft)
            case _Role.ForegroundRole:
                return QColor(self.theme.text if column in self.chosen else self.theme.muted)
        return None

    def _read_as(self, column: int) -> str:
        return f"input {self.chosen.index(column) + 1}" if column in self.chosen else ""

    def _beginning(self, column: int) -> str:
        cells = [row[column] for row in self._first if column < len(row)]
        return "   ".join(cells) + "   …" * bool(cells)

    def _repaint(self) -> None:
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)
