"""Foreign files, as other programs write them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from safetensors.numpy import save_file

from gui.main_window import MainWindow
from gui.opening.open_dialog_base import OpenDialogBase
from tests.gui.screen import find

NAMES = ("layer 0, forward", "layer 0, backward", "layer 1, forward", "layer 1, backward")


def torch_tensors(m: int, d: int, rows: int = 1) -> dict[str, NDArray[np.float32]]:
    """Return a two-layer bidirectional network as PyTorch names it; `rows` of 3 make a GRU."""
    random = np.random.default_rng(7)
    tensors = {}
    for layer, inputs in enumerate((m, 2 * d)):
        for ending in (f"_l{layer}", f"_l{layer}_reverse"):
            shapes = {"weight_ih": (rows * d, inputs), "weight_hh": (rows * d, d)}
            shapes |= dict.fromkeys(("bias_ih", "bias_hh"), (rows * d,))
            for name, shape in shapes.items():
                tensors[f"rnn.{name}{ending}"] = random.normal(size=shape).astype(np.float32)
    return tensors


def torch_file(folder: Path, m: int = 2, d: int = 3) -> Path:
    """Write a two-layer bidirectional network."""
    path = folder / "speech.safetensors"
    save_file(torch_tensors(m, d), path)
    return path


def keras_file(folder: Path) -> Path:
    """Write a network whose file multiplies rows by matrices."""
    random = np.random.default_rng(3)
    path = folder / "keras.npz"
    shapes = {"recurrent_kernel": (3, 3), "kernel": (2, 3), "bias": (3,)}
    np.savez(path, **{f"rnn/{name}": random.normal(size=s) for name, s in shapes.items()})
    return path


def sheet_of(window: QWidget) -> OpenDialogBase:
    """Return the sheet that is shown."""
    return next(s for s in window.findChildren(OpenDialogBase) if s.isVisible())


def has_sheet(window: QWidget) -> bool:
    """Tell whether a sheet is shown."""
    QApplication.processEvents()
    return any(sheet.isVisible() for sheet in window.findChildren(OpenDialogBase))


def open_button(sheet: OpenDialogBase) -> QPushButton:
    """Return the button that opens."""
    return find(sheet, QPushButton, "Open")


def choice(sheet: OpenDialogBase, name: str) -> QComboBox:
    """Return a drop-down list of the sheet."""
    return find(sheet, QComboBox, name)


def wait_until_read(sheet: OpenDialogBase, qtbot: QtBot) -> None:
    """Wait until what is chosen can be opened."""
    qtbot.waitUntil(open_button(sheet).isEnabled)


def state(window: MainWindow) -> tuple[object, ...]:
    """Return what opening would change."""
    document = window.document
    return (document.experiment, document.path, document.undo_stack.count(), window.windowTitle())
