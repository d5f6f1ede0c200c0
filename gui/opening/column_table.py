"""Table of a file's columns: check box, input index and first values, one row a column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from gui.opening.readonly_table import Index, ReadonlyTable, Role, set_up
from gui.theme import LIGHT, Theme

_WIDTHS = {0: 190, 1: 84}
_FIRST_STEPS = 2
_Check = Qt.CheckState


class ColumnTable(QTableView):
    """Table of columns: a checked column becomes the next input; unchecking renumbers the rest.

    Signals:
        changed: the choice of columns or their order changed.
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
        set_up(self, _WIDTHS, _FIRST_STEPS)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The columns chosen, counted from 0, in the order of the inputs."""
        return tuple(self._model.chosen)

    def show_columns(self, names: Sequence[str], chosen: Sequence[int]) -> None:
        """Show other columns, some of them chosen."""
        self._model.show(names, chosen)
        self.setCurrentIndex(self._model.index(0, 0))

    def show_first(self, rows: Sequence[Sequence[str]]) -> None:
        """Show the first values of the columns, (steps, columns)."""
        self._model.show_first(rows)

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._model.theme = self._boxes.theme = theme
        self.viewport().update()


class _Boxes(QStyledItemDelegate):
    """Delegate that frames the check boxes, whose colour the style derives from the window's."""

    theme = LIGHT

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        palette = QPalette(option.palette)
        palette.setColor(QPalette.ColorRole.Window, QColor(self.theme.muted))
        option.palette = palette


class _Model(ReadonlyTable):
    heads = ("Column", "Read as", "First steps")
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
        self.repaint()

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._names)

    def flags(self, index: Index) -> Qt.ItemFlag:
        enabled = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return enabled | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else enabled

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.CheckStateRole or index.column() != 0:
            return False
        if _Check(value) == _Check.Checked:
            self.chosen.append(index.row())
        else:
            self.chosen.remove(index.row())
        self.repaint()
        self.changed.emit()
        return True

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        column = index.row()
        texts = (self._names[column], self._read_as(column), self._beginning(column))
        match role:
            case Role.DisplayRole:
                return texts[index.column()]
            case Role.ToolTipRole:
                return ", ".join(text for text in texts if text)
            case Role.CheckStateRole if index.column() == 0:
                return _Check.Checked if column in self.chosen else _Check.Unchecked
            case Role.BackgroundRole if column in self.chosen:
                return QColor(self.theme.accent_soft)
            case Role.ForegroundRole:
                return QColor(self.theme.text if column in self.chosen else self.theme.muted)
        return None

    def _read_as(self, column: int) -> str:
        return f"input {self.chosen.index(column) + 1}" if column in self.chosen else ""

    def _beginning(self, column: int) -> str:
        cells = [row[column] for row in self._first if column < len(row)]
        return "   ".join(cells) + "   …" * bool(cells)
