"""Fields that ignore the wheel unless they have the keyboard focus, for pages that scroll."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox


class FocusWheelChoice(QComboBox):
    """Combo box that ignores the wheel unless focused."""

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
    """Spin box that ignores the wheel unless focused, and signals when typing is done."""

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
