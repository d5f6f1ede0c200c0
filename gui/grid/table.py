"""Editable matrix grid: cells with keys, clipboard, wheel and mouse."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QTableView,
    QWidget,
)

from engine.arrays import Array
from gui.grid.block_edits import BlockEdits
from gui.grid.delegate import IndexHeader, MatrixDelegate, apply_palette, cell_size
from gui.grid.keys import (
    Actions,
    Key,
    Modifier,
    combination,
    edit_keys,
    nudge_keys,
    types_or_moves,
)
from gui.grid.model import HOW_TO, Area, MatrixModel
from gui.grid.nudger import Nudger
from gui.theme import LIGHT, Theme

Hint = QAbstractItemDelegate.EndEditHint


class MatrixTable(QTableView):
    """Table view of an array; does not own or change it.

    Edits are requested by signal; the owner of the array calls `show_array` in reply.
    Rows and columns in signals count from 0.

    Signals:
        edited: the array's name, a row and a column, and the block wanted there; one for each
            action.
        nudged: name, row, column, new number, and the gesture it belongs to.
        refused: a message why an input was rejected.
    """

    edited = Signal(str, int, int, object)
    nudged = Signal(str, int, int, float, int)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix = MatrixModel(self)
        self._delegate = MatrixDelegate(self._matrix, self)
        self._nudger = Nudger(self._matrix, self)
        self.blocks = BlockEdits(self._matrix, self.selected_area, self._select)
        self._rows = IndexHeader(Qt.Orientation.Vertical, self)
        self._columns = IndexHeader(Qt.Orientation.Horizontal, self)
        self._actions: Actions = edit_keys(self.blocks) | nudge_keys(self._nudger)
        self._actions |= {
            (Modifier.ControlModifier | Key.Key_A).toCombined(): self.selectAll,
            Key.Key_Enter.value: self._go_down,
            Key.Key_Return.value: self._go_down,
        }
        self._set_up_view()
        self._matrix.edited.connect(self.edited)
        self._matrix.refused.connect(self.refused)
        self._nudger.nudged.connect(self.nudged)
        self.set_theme(LIGHT)

    def show_array(self, array: Array, name: str) -> None:
        """Show a matrix, or a vector as a column, under its name; the current cell stays."""
        if name != self._matrix.name:
            self._drop_editor()
        if (name, array.shape) != (self._matrix.name, self._matrix.shape):
            self.blocks.forget()
        current, old_shape = self.currentIndex(), self._matrix.shape
        row, column = max(current.row(), 0), max(current.column(), 0)
        self._matrix.show_array(array, name)
        if self._matrix.shape != old_shape:
            self._fit_cells()
            rows, columns = self._matrix.array.shape
            self._go_to(min(row, rows - 1), min(column, columns - 1))
        self.setAccessibleName(f"{name}, {self._matrix.kind()}")

    @property
    def unit(self) -> str:
        """The common factor of the numbers in the cells: "×10⁻⁵", or empty."""
        return self._matrix.formats[0].unit

    def set_theme(self, theme: Theme) -> None:
        """Take all colours from `theme`."""
        apply_palette(self, theme)
        self._delegate.set_theme(theme)
        self._rows.set_theme(theme)
        self._columns.set_theme(theme)
        self.viewport().update()

    def selected_area(self) -> Area:
        """Return the selected rectangle, or the current cell where nothing is selected."""
        selection = self.selectionModel().selection()
        if selection.isEmpty():
            current = self.currentIndex()
            return Area(current.row(), current.column(), 1, 1)
        chosen = selection.first()
        return Area(chosen.top(), chosen.left(), chosen.height(), chosen.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle a key; Space is left to the window, other characters start editing."""
        # Keys that an open editor ignores, such as Enter, arrive here too and are not for the grid.
        is_editing = self.state() == QAbstractItemView.State.EditingState
        action = None if is_editing else self._actions.get(combination(event))
        if action and self.currentIndex().isValid():
            action()
        elif event.key() == Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Accept the grid's keys before the window's shortcuts handle them."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(combination(event) in self._actions or types_or_moves(event))
            return event.isAccepted()
        return super().event(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Move by Tab through the cells row by row, and out of the grid at its ends."""
        return self._walk(1 if is_next else -1) or super().focusNextPrevChild(is_next)

    def commitData(self, editor: QWidget) -> None:
        """Commit the typed text once: a second Enter may still be queued for a closed editor."""
        if not editor.isHidden():
            super().commitData(editor)

    def closeEditor(self, editor: QWidget, hint: Hint) -> None:
        """Move down after Enter, right after Tab; a rejected text stays open for correction."""
        after: Callable[[], object] | None = {
            Hint.SubmitModelCache: self._go_down,
            Hint.EditNextItem: lambda: self._walk(1),
            Hint.EditPreviousItem: lambda: self._walk(-1),
        }.get(hint)
        if after and not self._delegate.accepted and isinstance(editor, QLineEdit):
            editor.selectAll()
            return
        if not editor.isHidden():
            super().closeEditor(editor, Hint.NoHint if after else hint)
        if after:
            after()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl nudge the cell under the pointer, else scroll."""
        if not self._nudger.wheel(event):
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """With Alt start dragging a number up or down, else choose cells."""
        if not self._nudger.press(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Nudge the dragged number, else extend the selection."""
        if not self._nudger.move(event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag of a number or a selection."""
        if not self._nudger.release():
            super().mouseReleaseEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the cells to the new size."""
        super().resizeEvent(event)
        self._fit_cells()

    def _set_up_view(self) -> None:
        self.setHorizontalHeader(self._columns)
        self.setVerticalHeader(self._rows)
        self.setModel(self._matrix)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        start = QAbstractItemView.EditTrigger
        self.setEditTriggers(start.AnyKeyPressed | start.EditKeyPressed | start.DoubleClicked)
        self.setAccessibleDescription(HOW_TO)

    def _fit_cells(self) -> None:
        rows, columns = self._matrix.array.shape
        self._rows.fit(rows)
        self._columns.fit(columns)
        inside = self.contentsRect().size()
        room = inside - QSize(self._rows.width(), self._columns.height())
        size = cell_size(rows, columns, room, self.verticalScrollBar().sizeHint().width())
        self._columns.setDefaultSectionSize(size.width())
        self._rows.setDefaultSectionSize(size.height())
        self._delegate.set_cell_size(size)

    def _drop_editor(self) -> None:
        editor = self.indexWidget(self.currentIndex())
        if editor is not None:
            self.closeEditor(editor, Hint.RevertModelCache)

    def _go_to(self, row: int, column: int) -> None:
        self.setCurrentIndex(self._matrix.index(row, column))

    def _go_down(self) -> None:
        current = self.currentIndex()
        self._go_to(min(current.row() + 1, self._matrix.rowCount() - 1), current.column())

    def _walk(self, step: int) -> bool:
        """Move the current cell in reading order; False at the end of the grid."""
        current, columns = self.currentIndex(), self._matrix.columnCount()
        target = current.row() * columns + current.column() + step
        if not current.isValid() or not 0 <= target < self._matrix.array.size:
            return False
        self._go_to(*divmod(target, columns))
        return True

    def _select(self, area: Area) -> None:
        first = self._matrix.index(area.top, area.left)
        last = self._matrix.index(area.top + area.rows - 1, area.left + area.columns - 1)
        choose = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(first, choose.NoUpdate)
        self.selectionModel().select(QItemSelection(first, last), choose.ClearAndSelect)
