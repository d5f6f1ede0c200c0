"""Random use of the real window: nothing is raised, nothing is lost, nothing strays."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from gui.garbage import GuiGarbage
from tests.gui.conftest import OpenWindow
from tests.gui.robustness.fault_monitor import FaultMonitor
from tests.gui.robustness.random_session import RandomSession
from tests.soak import times

PAGE = 4096
MOST_GROWTH = 400 << 20  # bytes in 30,000 events; Qt, caches and undo steps take some 100 MB


def memory() -> int:
    """Return how much memory the process holds, in bytes; 0 where it is not told."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[1]) * PAGE if told.exists() else 0


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, and Qt's file dialogs given back when it ends."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # where a film is put together
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, getattr(QFileDialog, name))
    (tmp_path / "files").mkdir()
    return tmp_path


@pytest.fixture
def garbage(qapp: QApplication) -> Iterator[None]:
    """Garbage collected as the program does it."""
    collecting = GuiGarbage(qapp)
    yield
    collecting.stop()
    collecting.deleteLater()


@pytest.mark.soak
@pytest.mark.usefixtures("garbage")
@pytest.mark.parametrize("seed", range(1, times(2, 4)))
def test_a_window_survives_whatever_is_clicked_and_typed(
    seed: int, own_home: Path, open_window: OpenWindow
) -> None:
    window, start = open_window(), memory()
    with FaultMonitor(own_home).installed() as monitor:
        session = RandomSession(window, monitor, seed, own_home)
        for _ in range(times(200, 34_000)):
            session.step()
        session.end()
    assert memory() - start < MOST_GROWTH
