"""External changes: detected when the window is activated, reported once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from tests.gui.recovery.conftest import OpenKept


def preset(W: float) -> str:
    return json.dumps({"W": [[W]], "steps": 5, "name": "Mine"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "mine.json"
    path.write_text(preset(0.5))
    return path


@pytest.fixture
def window(open_kept: OpenKept, path: Path) -> MainWindow:
    window = open_kept()
    assert window.files.open_path(path)
    return window


def activate(window: MainWindow) -> None:
    """Do what coming back to the window does."""
    QCoreApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    QApplication.processEvents()


def offered(window: MainWindow) -> QMessageBox | None:
    return next((b for b in window.findChildren(QMessageBox) if b.isVisible()), None)


def press(box: QMessageBox, text: str) -> None:
    next(b for b in box.buttons() if b.text() == text).click()


def test_an_unchanged_file_is_not_reported(window: MainWindow, path: Path) -> None:
    path.touch()
    activate(window)
    assert offered(window) is None
    assert not window.notice.isVisible()


def test_reloading_a_changed_file_can_be_undone(
    window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    path.write_text(preset(0.75))
    activate(window)
    box = offered(window)
    assert box.text() == "“mine.json” was changed on disk by another program."
    assert [b.text() for b in box.buttons()] == ["&Reload", "&Keep what is shown"]
    press(box, "&Reload")
    assert window.document.experiment.network.W[0, 0] == 0.75
    assert not window.isWindowModified()
    window.document.undo_stack.undo()
    assert window.document.experiment.network.W[0, 0] == 0.5


def test_a_change_is_reported_once(window: MainWindow, path: Path) -> None:
    path.write_text(preset(0.75))
    activate(window)
    press(offered(window), "&Keep what is shown")
    activate(window)
    assert offered(window) is None
    path.write_text(preset(0.875))
    activate(window)
    assert offered(window) is not None
    offered(window).close()
    assert window.document.experiment.network.W[0, 0] == 0.5


def test_with_unsaved_work_a_change_is_reported_without_offering_a_reload(
    window: MainWindow, path: Path
) -> None:
    window.document.edit_cells("W", {(0, 0): 0.25})
    path.write_text(preset(0.75))
    activate(window)
    assert offered(window) is None
    assert "“mine.json” was changed on disk by another program" in window.notice.text
    window.notice.hide()
    activate(window)
    assert not window.notice.isVisible()
    assert window.document.experiment.network.W[0, 0] == 0.25


def test_a_deleted_file_is_not_reported(window: MainWindow, path: Path) -> None:
    path.unlink()
    activate(window)
    assert offered(window) is None
    assert not window.notice.isVisible()
    assert window.files.save()
    assert path.exists()
