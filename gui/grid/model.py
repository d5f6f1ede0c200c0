"""Table model of one array: displays its numbers and emits the edits wanted."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from engine.arrays import Array, entry_name
from engine.numbers import cell_formats, exact
from gui.grid.text import parse_number

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
Flag = Qt.ItemFlag

EXAMPLE = "type a number such as 0.5 or -1e-3"
HOW_TO = "Type to change it. Alt+↑ and ↓, Alt+drag or Ctrl+wheel nudges it."


_CELL = Flag.ItemIsSelectable | Flag.ItemIsEnabled | Flag.ItemIsEditable | Flag.ItemNeverHasChildren


class Area(NamedTuple):
    """A rectangle of cells, from 0."""

    top: int
    left: int
    rows: int
    columns: int

    @property
    def slices(self) -> tuple[slice, slice]:
        """The index that reads this area from an array."""
        return (
            slice(self.top, self.top + self.rows),
            slice(self.left, self.left + self.columns),
        )


class MatrixModel(QAbstractTableModel):
    """Model of a read-only array, which it never changes: edits are emitted as signals.

    Signals:
        edited: the array's name, a row and a column from 0, and the block wanted there; one
            signal an action.
        refused: a message why an input was rejected.
    """

    edited = Signal(str, int, int, object)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = ""
        self.shape: tuple[int, ...] = (0, 0)
        self.array: Array = np.zeros((0, 0))
        self.limit = 0.0
        self.formats = cell_formats(self.array)

    def show_array(self, array: Array, name: str) -> None:
        """Show a matrix, or a vector as a column; the same shape keeps selection and current cell.

        The array is held, not copied.
        """
        same_shape, before = array.shape == self.shape, self.array
        looks = self.name, self.limit, self.formats
        if not same_shape:
            self.beginResetModel()
        self.name, self.shape = name, array.shape
        self.array = array if array.ndim == 2 else array[:, np.newaxis]
        self.limit = float(max(array.max(), -array.min())) if array.size else 0.0
        self.formats = cell_formats(self.array)
        if not same_shape:
            self.endResetModel()
        else:
            changed = self.array != before
            same_looks = looks == (name, self.limit, self.formats)
            self._emit_changed_cells(changed if same_looks else np.ones_like(changed))

    def entry(self, row: int, column: int) -> str:
        """Return the name of a cell as the headers count: W[2, 3], or b[2] in a vector."""
        return entry_name(self.name, (row, column)[: len(self.shape)])

    def kind(self) -> str:
        """Return the kind of array in words: "4 × 4 matrix" or "vector of 8"."""
        if len(self.shape) == 1:
            return f"vector of {self.shape[0]}"
        return f"{self.shape[0]} × {self.shape[1]} matrix"

    def write(self, top: int, left: int, block: Array) -> bool:
        """Emit an edit that writes `block` at a cell; rejected if too large, none without changes.

        Values are compared bit for bit: −0 is not 0.
        """
        area = Area(top, left, *block.shape)
        if top + area.rows > self.array.shape[0] or left + area.columns > self.array.shape[1]:
            self.refused.emit(self._misfit(area))
            return False
        if self.array[area.slices].tobytes() != block.tobytes():
            self.edited.emit(self.name, top, left, block)
        return True

    def clear(self, area: Area) -> None:
        """Emit an edit that sets `area` to zero."""
        self.write(area.top, area.left, np.zeros((area.rows, area.columns)))

    def fill_down(self, area: Area) -> None:
        """Emit an edit that repeats the first row of `area`; a single row takes the one above."""
        source = area.top - 1 if area.rows == 1 and area.top else area.top
        row = self.array[source : source + 1, area.slices[1]]
        self.write(area.top, area.left, np.repeat(row, area.rows, axis=0))

    def fill_right(self, area: Area) -> None:
        """Emit an edit that repeats the first column of `area`; one column takes the one before."""
        source = area.left - 1 if area.columns == 1 and area.left else area.left
        column = self.array[area.slices[0], source : source + 1]
        self.write(area.top, area.left, np.repeat(column, area.columns, axis=1))

    def paste(self, area: Area, block: Array) -> Area | None:
        """Emit an edit that writes a pasted block at the top left of `area`; one number fills it.

        Returns the area that was written, or None where the block does not fit.
        """
        if block.size == 1:
            block = np.full((area.rows, area.columns), block.item())
        written = Area(area.top, area.left, *block.shape)
        return written if self.write(area.top, area.left, block) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows."""
        return 0 if parent.isValid() else self.array.shape[0]

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns, 1 for a vector."""
        return 0 if parent.isValid() else self.array.shape[1]

    def flags(self, index: Index) -> Flag:
        """Every cell can be selected and edited."""
        return _CELL if index.isValid() else Flag.NoItemFlags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return the text to show, the built-in float to edit, or the entry by its name."""
        row, column = index.row(), index.column()
        if not self.hasIndex(row, column):
            return None
        value = self.array.item(row, column)
        if role == Role.DisplayRole:
            return self.formats[0].text(value)
        if role == Role.EditRole:
            return value
        if role == Role.AccessibleTextRole:
            return f"{self.entry(row, column)} = {exact(value)}"
        if role == Role.ToolTipRole:
            return f"{self.entry(row, column)} = {exact(value)}\n{HOW_TO}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Return the index from 1; empty for the column of a vector."""
        is_named = orientation == Qt.Orientation.Vertical or len(self.shape) > 1
        return str(section + 1) if role == Role.DisplayRole and is_named else None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Emit an edit of one cell; if the text is no number, emit `refused` and return False."""
        if role != Role.EditRole:
            return False
        row, column = index.row(), index.column()
        try:
            number = parse_number(value if isinstance(value, str) else exact(value))
        except ValueError as error:
            self.refused.emit(f"{self.entry(row, column)} = {error}; {EXAMPLE}")
            return False
        return self.write(row, column, np.array([[number]]))

    def _emit_changed_cells(self, changed: NDArray[np.bool_]) -> None:
        """Emit `dataChanged` for the smallest rectangle that holds all changed cells."""
        rows, columns = np.nonzero(changed.any(axis=1))[0], np.nonzero(changed.any(axis=0))[0]
        if rows.size:
            first, last = self.index(rows[0], columns[0]), self.index(rows[-1], columns[-1])
            self.dataChanged.emit(first, last)

    def _misfit(self, area: Area) -> str:
        size = f"{area.rows} × {area.columns}"
        corner = self.entry(area.top, area.left)
        remedy = "start further up or left, or paste a smaller block"
        if self.name == "W" and area[:2] == (0, 0) and area.rows == area.columns:
            remedy = f"choose Matrix ▸ Resize to {area.rows} units first, or paste a smaller block"
        return (
            f"A block of {size} cells does not fit at {corner}: {self.name} is "
            f"{self.array.shape[0]} × {self.array.shape[1]}; {remedy}"
        )
