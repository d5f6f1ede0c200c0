"""Tool buttons with a tooltip that names the action and its key."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton


def tool_button(tip: str, text: str = "", checkable: bool = False) -> QToolButton:
    """Return a button; its accessible name is the tip without the key in brackets."""
    button = QToolButton()
    button.setToolTip(tip)
    button.setAccessibleName(tip.split(" (", maxsplit=1)[0])
    button.setText(text)
    button.setCheckable(checkable)
    return button
