"""Fields for a page that scrolls: the wheel changes them only while they have the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox


class FocusWheelChoice(QComboBox):
    """A choice box that lets the wheel pass to the page."""

    def __init__(self, name: str, tip: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change by the wheel only while focused."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class FocusWheelNumber(QSpinBox):
    """A number field that lets the wheel pass to the page, and speaks when typing is done."""

    def __init__(self, name: str, tip: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change by the wheel only while focused."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
