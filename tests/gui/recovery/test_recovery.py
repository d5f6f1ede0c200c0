"""Recovery: work of killed windows is offered; a file open twice is reported."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from gui.recovery.abandoned_session import abandoned_sessions
from tests.gui.recovery.conftest import ROOT, Crash, OpenKept, start_session
from tests.soak import times

EDITED = """
import runpy, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
import gui.app
complete = gui.app.complete
count = 0

def edit(window):
    global count
    count += 1
    window.matrix.table.setFocus()
    window.document.edit_cells("W", {(0, 0): count / 4096})
    print(count, time.time(), flush=True)

def then_edit(window, start):
    complete(window, start)
    window.timer = QTimer(window, interval=40)
    window.timer.timeout.connect(lambda: edit(window))
    window.timer.start()

gui.app.complete = then_edit
sys.argv = ["main.py", *sys.argv[1:]]
runpy.run_path("main.py", run_name="__main__")
"""
EDITED_ONCE = """
import runpy, sys
from PySide6.QtCore import QTimer
import gui.app
complete = gui.app.complete

def edit(window):
    window.document.edit_cells("W", {(0, 0): 7 / 4096})
    print("edited", flush=True)
    if asked:
        window.close()

def then_edit(window, start):
    complete(window, start)
    QTimer.singleShot(0, lambda: edit(window))

gui.app.complete = then_edit
asked = sys.argv[1:] == ["question"]
sys.argv = ["main.py"]
runpy.run_path("main.py", run_name="__main__")
"""
NEXT_START = """
import runpy, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton
import gui.app
complete = gui.app.complete

def then_recover(window, start):
    complete(window, start)
    offer = window.recovery_offer = window.findChild(gui.recovery.recovery_dialog.RecoveryDialog)
    next(b for b in offer.findChildren(QPushButton) if b.text() == "Recover").click()
    document = window.document
    print(document.experiment.network.W[0, 0] * 4096, document.path, window.isWindowModified())
    document.undo_stack.setClean()
    QTimer.singleShot(0, window.close)

gui.app.complete = then_recover
sys.argv = ["main.py", *sys.argv[1:]]
runpy.run_path("main.py", run_name="__main__")
"""


def started(script: str, home: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start the real program in a process and a home of its own."""
    here = {"HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        env=os.environ | here | {"QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def edited_and_killed(home: Path, path: Path) -> tuple[float, list[tuple[int, float]]]:
    """Edit until the kill at a random moment; return its time and when which edit was made."""
    program = started(EDITED, home, str(path))
    assert program.stdout.readline(), program.stderr.read()
    time.sleep(np.random.default_rng().uniform(2.2, 3.2))
    killed = time.time()
    program.send_signal(signal.SIGKILL)
    said, _ = program.communicate(timeout=60)
    edits = [line.split() for line in said.splitlines() if line.count(" ") == 1]
    return killed, [(int(count), float(when)) for count, when in edits]


@pytest.mark.soak
def test_edits_older_than_two_seconds_survive_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text('{"W": [[0.5]], "steps": 5, "name": "Mine"}')
    before = path.read_bytes()
    for kill in range(times(1, 20)):
        home = tmp_path / str(kill)
        home.mkdir()
        killed, edits = edited_and_killed(home, path)
        due = max((count for count, when in edits if when < killed - 2.0), default=0)
        again = started(NEXT_START, home)
        said, complaint = again.communicate(timeout=60)
        assert [line for line in complaint.splitlines() if "propagateSizeHints" not in line] == []
        count, found, modified = said.split()
        assert float(count) >= max(due, 1)
        assert (found, modified) == (str(path), "True")
        assert path.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="other signals there")
@pytest.mark.parametrize(
    ("name", "asked"),
    [("SIGINT", ()), ("SIGTERM", ()), ("SIGHUP", ()), ("SIGTERM", ("question",))],
    ids=["SIGINT", "SIGTERM", "SIGHUP", "SIGTERM while a question is open"],
)
@pytest.mark.slow
def test_work_of_a_window_ended_by_a_signal_is_offered_at_the_next_start(
    tmp_path: Path, name: str, asked: tuple[str, ...]
) -> None:
    program = started(EDITED_ONCE, tmp_path, *asked)
    assert program.stdout.readline() == "edited\n", program.stderr.read()
    time.sleep(0.2)
    program.send_signal(getattr(signal, name))
    _, complaint = program.communicate(timeout=60)
    assert program.returncode == 128 + getattr(signal, name)
    said = complaint + "".join(path.read_text() for path in tmp_path.rglob("*.log"))
    assert [line for line in said.splitlines() if "propagateSizeHints" not in line] == []
    found, _ = started(NEXT_START, tmp_path).communicate(timeout=60)
    assert found == "7.0 None True\n"


def test_a_file_open_in_another_window_is_reported(
    open_kept: OpenKept, store: Path, tmp_path: Path
) -> None:
    path = tmp_path / "mine.json"
    path.write_text('{"W": [[0.5]]}')
    running = start_session(store, "", path, "wait")
    assert running.stdout.readline()
    window = open_kept()
    assert not window.notice.isVisible()
    window.files.open_path(path)
    assert "“mine.json” is open in another window of BPTT Lab." in window.notice.text
    assert window.notice.isVisible()
    running.communicate("", timeout=60)


def test_recovered_work_has_the_fingerprint_of_its_file(
    open_kept: OpenKept, crash: Crash, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "mine.json"
    path.write_text("{}")
    crash("Lost", path)
    path.write_text('{"W": [[0.75]]}')
    window = open_kept()
    window.recovery._offer.recover_wanted.emit(next(iter(window.recovery._offer._rows)))
    asked: list[str] = []

    def cancel() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        box.reject()

    QTimer.singleShot(0, cancel)
    assert not window.files.save()
    assert "was changed on disk since it was opened or saved here" in asked[0]
    assert path.read_text() == '{"W": [[0.75]]}'


def test_a_forced_close_keeps_unsaved_work(open_kept: OpenKept, store: Path) -> None:
    window = open_kept()
    window.document.edit_cells("W", {(0, 0): 0.125})
    window.ending.emit()
    window.close_unasked()
    assert not window.isVisible()
    (lost,) = abandoned_sessions(store)
    assert lost.load().network.W[0, 0] == 0.125
    lost.discard()


def test_a_forced_close_without_unsaved_work_leaves_an_empty_store(
    open_kept: OpenKept, store: Path
) -> None:
    window = open_kept()
    window.ending.emit()
    window.close_unasked()
    assert list(store.iterdir()) == []


def test_a_closed_window_leaves_an_empty_store(open_kept: OpenKept, store: Path) -> None:
    window = open_kept()
    assert len(list(store.iterdir())) == 2
    window.close()
    assert list(store.iterdir()) == []
    assert abandoned_sessions(store) == []
