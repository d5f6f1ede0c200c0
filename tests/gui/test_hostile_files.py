"""Unusable files opened in every way: an error is shown and nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from tests.engine.files.hostile.cases import EVERYWHERE, Case
from tests.engine.files.hostile.table import CASES
from tests.gui.opening.foreign import state
from tests.gui.opening.test_drop import dragged, drop
from tests.gui.screen import type_in

pytestmark = pytest.mark.slow

BY_NAME = {case.name: case for case in CASES}

OPENED = (
    "deep.json",
    "nan.json",
    "1e999.json",
    "twice.json",
    "newer.json",
    "half a pair.json",
    "twice.safetensors",
    "length of 2^63.safetensors",
    "name of two lines.safetensors",
    "too many units.safetensors",
    "trace of another.npz",
    "$(touch sprung) `id`'.pt",
)
ANYHOW = (
    "cut in the header.safetensors",
    "shared.safetensors",
    "directory of 4 GB.npz",
    "encrypted.npz",
    "nested.npz",
    "named with a line.npz",
    "pickle.npy",
    "of 9000 hexadecimal digits.npy",
    "million columns.csv",
    "no utf-8.csv",
    "pipe.csv",
    "folder.npz",
    "loop.npy",
    "model.pt",
    "model.keras",
)
WAYS: dict[str, Callable[[MainWindow, Path], object]] = {
    "open": lambda window, path: window.files.open_path(path),
    "sequence": lambda window, path: window.files.open_sequence_path(path),
    "drop": lambda window, path: drop(window, dragged(path)),
}


def require_refused(window: MainWindow, case: Case, folder: Path, way: str, qtbot: QtBot) -> None:
    """Open a file one way; ask for the notice, and for nothing else."""
    path = case.make(folder)
    type_in(window.matrix.table, 0, 0, "0.25")  # work that is not to be lost
    before, stack = state(window), window.document.undo_stack
    index, modified = stack.index(), window.isWindowModified()
    window.notice.hide()
    assert WAYS[way](window, path) is not True
    qtbot.waitUntil(window.notice.isVisible)
    window.files.opening.stop()
    file = "".join(c if c.isprintable() else repr(c)[1:-1] for c in str(path))
    assert window.notice.text.startswith(f"{file}: {case.says}")
    assert "; " in window.notice.text.removeprefix(file)
    assert state(window) == before
    assert window.document.experiment is before[0]
    assert (stack.index(), window.isWindowModified()) == (index, modified)
    assert not [
        w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()
    ]
    assert not [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]


@pytest.mark.parametrize("way", ["open", "drop"])
@pytest.mark.parametrize("name", OPENED)
def test_no_network_is_opened_from_a_hostile_file(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, name: str, way: str
) -> None:
    case = BY_NAME[name]
    require_refused(window, case, tmp_path, way, qtbot)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ANYHOW)
def test_nothing_is_read_from_a_hostile_file(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, name: str, way: str
) -> None:
    case = BY_NAME[name]
    assert case.doors == EVERYWHERE
    require_refused(window, case, tmp_path, way, qtbot)
