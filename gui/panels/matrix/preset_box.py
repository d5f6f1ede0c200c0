"""A drop-down list whose choice has weight: nothing is chosen before the list is open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

_OPENING = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_MOVES = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}


class PresetBox(QComboBox):
    """Keys open the list, in which Enter or a click chooses; the wheel does nothing."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list where the key would have chosen another entry unseen."""
        key = event.key()
        if key in _MOVES or key in _OPENING or event.text().strip():
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to whatever scrolls."""
        event.ignore()
