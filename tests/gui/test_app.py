"""The application as a whole: how it opens, how it ends, and one old bug of the binding."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from engine.playhead import Phase
from engine.version import VERSION
from gui.main_window import MainWindow
from tests.gui.conftest import OpenWindow

ROOT = Path(__file__).parents[2]
WRAPPER = """
import runpy, sys
from PySide6.QtCore import QTimer
import gui.app
show = gui.app.MainWindow.show
def show_for_a_second(window):
    show(window)
    QTimer.singleShot(300, lambda: window.press("play"))
    QTimer.singleShot(1000, window.close)
gui.app.MainWindow.show = show_for_a_second
sys.argv = ["main.py", *sys.argv[1:]]
runpy.run_path("main.py", run_name="__main__")
"""


def run_program(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the real program in a process and a home of its own for about a second."""
    here = {"HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", WRAPPER, *arguments],
        env=os.environ | here | {"QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.slow
def test_the_program_opens_plays_and_ends_without_a_word(tmp_path: Path) -> None:
    done = run_program(tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    logs = list(tmp_path.rglob("*.log"))
    assert len(logs) == 1
    said = [line for line in logs[0].read_text().splitlines() if "propagateSizeHints" not in line]
    assert said == []


@pytest.mark.slow
def test_the_program_opens_a_file(tmp_path: Path) -> None:
    path = tmp_path / "w.json"
    path.write_text('{"W": [[0.5]]}')
    done = run_program(tmp_path, str(path))
    assert (done.returncode, done.stderr) == (0, "")


def test_the_application_has_a_name_a_version_and_an_icon(qapp: QApplication) -> None:
    assert qapp.applicationDisplayName() == "BPTT Lab"
    assert qapp.applicationVersion() == VERSION
    assert not qapp.windowIcon().pixmap(32, 32).toImage().isNull()
    assert qapp.style().name().lower() in ("fusion", "")


def test_the_window_opens_at_the_loss_with_the_keyboard_in_the_grid(
    open_window: OpenWindow,
) -> None:
    window = open_window()
    assert window.playback.playhead.phase is Phase.LOSS
    assert not window.playback.playhead.playing
    assert window.matrix.table.hasFocus()
    assert window.windowTitle().startswith("Explosion possible, and yet it shrinks")
    assert not window.isWindowModified()


def test_the_title_is_the_files_name(open_window: OpenWindow) -> None:
    assert open_window("rotation", Path("a/b/mine.json")).windowTitle().startswith("mine.json")


@pytest.mark.parametrize("call", ["setObjectName", "blockSignals"])
def test_void_calls_leave_none_alone(still_window: MainWindow, call: str) -> None:
    """PySide 6.12 on this Python lost one reference to None in every call that returns nothing."""
    item = QObject()
    argument = "name" if call == "setObjectName" else False
    before = sys.getrefcount(None)
    for _ in range(2000):
        getattr(item, call)(argument)
    for _ in range(500):
        still_window.update()
    assert sys.getrefcount(None) > before - 500
