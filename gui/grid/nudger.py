"""Nudges: small changes of one number of the grid by wheel, drag or keys."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QTableView

from gui.grid.model import MatrixModel
from gui.widgets.undo_groups import next_undo_group

Modifier = Qt.KeyboardModifier

FINE_STEP, COARSE_STEP = 0.01, 0.1
PAUSE_BETWEEN_GESTURES = 1000  # milliseconds
PIXELS_A_STEP = 4
WHEEL_UNITS_A_STEP = 120
_NO_CELL = ("", -1, -1)
_LEFT = Qt.MouseButton.LeftButton


class Nudger(QObject):
    """Turns wheel, drag and keys into small changes of one number, grouped into gestures.

    Nudges of one cell belong to one gesture until a pause; a drag is always one gesture.

    Signals:
        nudged: name, row, column, new number, and the gesture it belongs to.
    """

    nudged = Signal(str, int, int, float, int)

    def __init__(self, model: MatrixModel, view: QTableView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view
        self._gesture = next_undo_group()
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
        self.release()  # release of a drag that a menu or a dialog interrupted
        index = self._view.indexAt(event.position().toPoint())
        wanted = event.modifiers() & Modifier.AltModifier and event.button() == _LEFT
        if not wanted or not index.isValid():
            return False
        self._view.setCurrentIndex(index)
        self._start(index)
        self._drag_y = event.position().toPoint().y()
        self._view.viewport().setCursor(Qt.CursorShape.SizeVerCursor)
        return True

    def move(self, event: QMouseEvent) -> bool:
        """Nudge the dragged number, up is more; False where none is dragged."""
        if not event.buttons() & _LEFT:
            self.release()
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
        self._gesture = next_undo_group()
        self._cell = (self._model.name, index.row(), index.column())
        self._units = 0
        self._clock.start()

    def _whole_steps(self, units: int, units_a_step: int) -> int:
        """Add a movement and return its whole steps; the rest is kept for the next one."""
        self._units += units
        steps = int(self._units / units_a_step)
        self._units -= steps * units_a_step
        return steps

    def _nudge(self, steps: int, modifiers: Modifier) -> None:
        name, row, column = self._cell
        if name != self._model.name or not self._model.hasIndex(row, column):
            return  # undone, while it was being dragged
        step = COARSE_STEP if modifiers & Modifier.ShiftModifier else FINE_STEP
        old = self._model.array.item(row, column)
        # Rounding removes binary rounding errors: 0.92 + 0.01 is 0.93.
        new = round(old + steps * step, 12)
        if new != old:
            self.nudged.emit(name, row, column, new, self._gesture)
