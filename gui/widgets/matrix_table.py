"""The editable number grid: what keys, clipboard, wheel and mouse do to the cells."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QGuiApplication,
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

from engine.network.arrays import Array
from gui.theme import LIGHT, Theme
from gui.widgets.gestures import next_gesture
from gui.widgets.matrix_delegate import IndexHeader, MatrixDelegate, cell_size, dress
from gui.widgets.matrix_model import HOW_TO, Area, MatrixModel
from gui.widgets.matrix_text import format_block

Hint = QAbstractItemDelegate.EndEditHint
Key = Qt.Key
Modifier = Qt.KeyboardModifier

FINE_STEP, COARSE_STEP = 0.01, 0.1
PAUSE_BETWEEN_GESTURES = 1000  # milliseconds
PIXELS_A_STEP = 4
WHEEL_UNITS_A_STEP = 120
_NO_CELL = ("", -1, -1)
_MOVES = {Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End}


class Nudger(QObject):
    """Turns wheel, drag and keys into small changes of one number, grouped into gestures.

    Nudges of one cell belong to one gesture until a pause; a drag is one gesture however long.
    """

    nudged = Signal(str, int, int, float, int)

    def __init__(self, model: MatrixModel, view: QTableView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view
        self._gesture = next_gesture()
        self._cell = _NO_CELL
        self._clock = QElapsedTimer()
        self._units = 0
        self._drag_y: int | None = None

    def wheel(self, event: QWheelEvent) -> bool:
        """Nudge the cell under the pointer; False without Ctrl or off the cells."""
        index = self._view.indexAt(event.position().toPoint())
        if not event.modifiers() & Modifier.ControlModifier or not index.isValid():
            return False
        self._carry_on(index)
        turn = event.angleDelta().y() or event.angleDelta().x()
        self._nudge(self._whole_steps(turn, WHEEL_UNITS_A_STEP), event.modifiers())
        event.accept()
        return True

    def press(self, event: QMouseEvent) -> bool:
        """Start dragging the number under the pointer; False without Alt or off the cells."""
        index = self._view.indexAt(event.position().toPoint())
        if not event.modifiers() & Modifier.AltModifier or not index.isValid():
            return False
        self._view.setCurrentIndex(index)
        self._start(index)
        self._drag_y = event.position().toPoint().y()
        self._view.viewport().setCursor(Qt.CursorShape.SizeVerCursor)
        return True

    def move(self, event: QMouseEvent) -> bool:
        """Nudge the dragged number, up is more; False where none is dragged."""
        if self._drag_y is None:
            return False
        y = event.position().toPoint().y()
        steps = self._whole_steps(self._drag_y - y, PIXELS_A_STEP)
        self._drag_y = y
        self._nudge(steps, event.modifiers())
        return True

    def release(self) -> bool:
        """End the drag; False where there was none."""
        if self._drag_y is None:
            return False
        self._drag_y = None
        self._cell = _NO_CELL
        self._view.viewport().unsetCursor()
        return True

    def key(self, steps: int, modifiers: Modifier) -> None:
        """Nudge the current cell."""
        self._carry_on(self._view.currentIndex())
        self._nudge(steps, modifiers)

    def _carry_on(self, index: QModelIndex) -> None:
        paused = self._clock.hasExpired(PAUSE_BETWEEN_GESTURES)
        if paused or self._cell != (self._model.name, index.row(), index.column()):
            self._start(index)
        self._clock.start()

    def _start(self, index: QModelIndex) -> None:
        self._gesture = next_gesture()
        self._cell = (self._model.name, index.row(), index.column())
        self._units = 0
        self._clock.start()

    def _whole_steps(self, units: int, units_a_step: int) -> int:
        """Add a movement and return the whole steps in it; the rest is saved up."""
        self._units += units
        steps = int(self._units / units_a_step)
        self._units -= steps * units_a_step
        return steps

    def _nudge(self, steps: int, modifiers: Modifier) -> None:
        name, row, column = self._cell
        step = COARSE_STEP if modifiers & Modifier.ShiftModifier else FINE_STEP
        old = self._model.array.item(row, column)
        # Rounding keeps the dust of binary fractions out: 0.92 + 0.01 is 0.93.
        new = round(old + steps * step, 12)
        if new != old:
            self.nudged.emit(name, row, column, new, self._gesture)


class MatrixTable(QTableView):
    """A grid of tinted numbers that owns none of them.

    It shows an array and asks for changes by signal; whoever owns the array answers with
    `show_array`. Rows and columns in signals count from 0.

    Signals:
        edited: the array's name and {(row, column): number}; one for each action.
        nudged: name, row, column, new number, and the gesture it belongs to.
        refused: why an input was not taken, for the reader.
    """

    edited = Signal(str, object)
    nudged = Signal(str, int, int, float, int)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix = MatrixModel(self)
        self._delegate = MatrixDelegate(self._matrix, self)
        self._nudger = Nudger(self._matrix, self)
        self._rows = IndexHeader(Qt.Orientation.Vertical, self)
        self._columns = IndexHeader(Qt.Orientation.Horizontal, self)
        self._actions = self._edit_keys() | self._nudge_keys()
        self._set_up_view()
        self._matrix.edited.connect(self.edited)
        self._matrix.refused.connect(self.refused)
        self._nudger.nudged.connect(self.nudged)
        self.set_theme(LIGHT)

    def show_array(self, array: Array, name: str) -> None:
        """Show a matrix, or a vector as a column, under its name; the current cell stays."""
        if name != self._matrix.name:
            self._drop_editor()
        current, old_shape = self.currentIndex(), self._matrix.shape
        row, column = max(current.row(), 0), max(current.column(), 0)
        self._matrix.show_array(array, name)
        if self._matrix.shape != old_shape:
            self._fit_cells()
            rows, columns = self._matrix.array.shape
            self._go_to(min(row, rows - 1), min(column, columns - 1))
        self.setAccessibleName(f"{name}, {self._matrix.kind()}")

    def set_theme(self, theme: Theme) -> None:
        """Take all colours from `theme`."""
        dress(self, theme)
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

    def copy(self) -> None:
        """Copy the selected block as tab-separated exact numbers."""
        block = self._matrix.array[self.selected_area().slices]
        QGuiApplication.clipboard().setText(format_block(block))

    def cut(self) -> None:
        """Copy the selected block and set it to zero."""
        self.copy()
        self.clear()

    def paste(self) -> None:
        """Write the clipboard's block at the top left of the selection, one number all over it."""
        text = QGuiApplication.clipboard().text()
        written = self._matrix.paste(self.selected_area(), text)
        if written:
            self._select(written)

    def clear(self) -> None:
        """Set the selected cells to zero."""
        self._matrix.clear(self.selected_area())

    def fill_down(self) -> None:
        """Repeat the first selected row; a single row takes the one above."""
        self._matrix.fill_down(self.selected_area())

    def fill_right(self) -> None:
        """Repeat the first selected column; a single column takes the one before."""
        self._matrix.fill_right(self.selected_area())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key stands for; Space is left to the window, other typing starts editing."""
        # What an open editor does not use, such as Enter, comes here too and is not meant for us.
        is_editing = self.state() == QAbstractItemView.State.EditingState
        action = None if is_editing else self._actions.get(_combination(event))
        if action and self.currentIndex().isValid():
            action()
        elif event.key() == Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Claim the grid's own keys before the window's shortcuts take them."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(self._is_own(event))
            return event.isAccepted()
        return super().event(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab walks through the cells row by row, and out of the grid at its ends."""
        return self._walk(1 if is_next else -1) or super().focusNextPrevChild(is_next)

    def closeEditor(self, editor: QWidget, hint: Hint) -> None:
        """After Enter go down, after Tab right; what was refused stays open to be mended."""
        after: Callable[[], object] | None = {
            Hint.SubmitModelCache: self._go_down,
            Hint.EditNextItem: lambda: self._walk(1),
            Hint.EditPreviousItem: lambda: self._walk(-1),
        }.get(hint)
        if after and not self._delegate.accepted and isinstance(editor, QLineEdit):
            editor.selectAll()
            return
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
        """End a drag or a selection."""
        if not self._nudger.release():
            super().mouseReleaseEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the cells fill the new room."""
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

    def _edit_keys(self) -> dict[int, Callable[[], object]]:
        ctrl = Modifier.ControlModifier
        with_ctrl: dict[Key, Callable[[], object]] = {
            Key.Key_A: self.selectAll,
            Key.Key_C: self.copy,
            Key.Key_D: self.fill_down,
            Key.Key_R: self.fill_right,
            Key.Key_V: self.paste,
            Key.Key_X: self.cut,
        }
        return {(ctrl | key).toCombined(): action for key, action in with_ctrl.items()} | {
            Key.Key_Backspace.value: self.clear,
            Key.Key_Delete.value: self.clear,
            Key.Key_Enter.value: self._go_down,
            Key.Key_Return.value: self._go_down,
        }

    def _nudge_keys(self) -> dict[int, Callable[[], object]]:
        alt, coarse = Modifier.AltModifier, Modifier.AltModifier | Modifier.ShiftModifier
        return {
            (alt | Key.Key_Up).toCombined(): lambda: self._nudger.key(1, alt),
            (alt | Key.Key_Down).toCombined(): lambda: self._nudger.key(-1, alt),
            (coarse | Key.Key_Up).toCombined(): lambda: self._nudger.key(1, coarse),
            (coarse | Key.Key_Down).toCombined(): lambda: self._nudger.key(-1, coarse),
        }

    def _is_own(self, event: QKeyEvent) -> bool:
        """Tell whether a key means something in the grid, so that no shortcut may take it."""
        if _combination(event) in self._actions:
            return True
        if event.modifiers() & Modifier.AltModifier:
            return False
        typed = event.text()
        return event.key() in _MOVES or (typed != "" and typed in "0123456789+-−.,")

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
        """Go on by cells in reading order; False where the grid ends."""
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


def _combination(event: QKeyEvent) -> int:
    """Return key and modifiers as one number; the number pad's keys count as the others."""
    held = event.modifiers() & ~Modifier.KeypadModifier
    return (held | Key(event.key())).toCombined()
