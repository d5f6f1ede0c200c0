"""Question whether a file is to be read as weights or as a sequence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

_Role = QMessageBox.ButtonRole
_TIPS = {
    "&Weights W": "Open it as the recurrent weights of another network",
    "&Input sequence x": "Read it as the inputs of the network in the window",
}


def ask_weights_or_sequence(
    path: Path, weights: Callable[[], object], sequence: Callable[[], object], parent: QWidget
) -> None:
    """Ask whether a file holds weights or inputs, without blocking, and call that action."""
    box = QMessageBox(parent)
    box.setWindowTitle("Open a file")
    box.setText(f"What does “{path.name}” hold?")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText("It can be read as recurrent weights and as a sequence of inputs.")
    box.setWindowModality(Qt.WindowModality.WindowModal)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    actions: dict[QAbstractButton, Callable[[], object]] = {}
    for (text, tip), action in zip(_TIPS.items(), (weights, sequence), strict=True):
        button = box.addButton(text, _Role.AcceptRole)
        button.setToolTip(tip)
        actions[button] = action
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.buttonClicked.connect(lambda button: actions.get(button, lambda: None)())
    box.open()
