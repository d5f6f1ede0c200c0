"""Autosave: unsaved work is in the store soon, saved work is not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.experiment.experiment import Experiment
from engine.experiment.network import Network
from engine.files.load import load
from engine.gallery import entry
from gui.main_window import MainWindow
from gui.recovery.store_layout import WORK
from tests.gui.recovery.conftest import OpenKept
from tests.gui.screen import type_in

pytestmark = pytest.mark.slow


def folder_in(store: Path) -> Path:
    return next(path for path in store.iterdir() if path.is_dir())


def kept(store: Path) -> Experiment | None:
    """Return what the store holds now."""
    found = list(store.glob("*/work-*.safetensors"))
    return load(found[-1]) if (folder_in(store) / WORK).exists() and found else None


@pytest.fixture
def window(open_kept: OpenKept) -> MainWindow:
    return open_kept()


def test_an_edit_is_autosaved_and_its_undo_deletes_the_autosave(
    window: MainWindow, store: Path, qtbot: QtBot
) -> None:
    assert kept(store) is None
    type_in(window.matrix.table, 0, 0, "0.123456789012345678")
    qtbot.waitUntil(lambda: kept(store) is not None)
    found, edited = kept(store), window.document.experiment
    assert found.network.W.tobytes() == edited.network.W.tobytes()
    assert (found.name, found.t, found.summed) == (edited.name, edited.t, edited.summed)
    window.document.undo_stack.undo()
    qtbot.waitUntil(lambda: not any(folder_in(store).iterdir()))


def test_edits_without_a_pause_are_autosaved(window: MainWindow, store: Path, qtbot: QtBot) -> None:
    edits = 0

    def is_kept_while_editing() -> bool:
        nonlocal edits
        edits += 1
        window.document.edit_cells("W", {(0, 0): edits / 1000})
        return (folder_in(store) / WORK).exists()

    qtbot.waitUntil(is_kept_while_editing)
    assert edits > 10


def test_saving_deletes_the_autosave(
    window: MainWindow, store: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    type_in(window.matrix.table, 0, 0, "0.25")
    qtbot.waitUntil(lambda: kept(store) is not None)
    window.document.save(tmp_path / "w.json")
    qtbot.waitUntil(lambda: not list(folder_in(store).glob("work*")))


def test_the_users_own_work_is_autosaved_while_a_sandbox_is_shown(
    window: MainWindow, store: Path, qtbot: QtBot
) -> None:
    type_in(window.matrix.table, 0, 0, "0.25")
    own = window.document.experiment
    window.document.enter_sandbox(entry("rotation").load())
    window.document.edit_cells("W", {(0, 0): 0.5})
    qtbot.waitUntil(lambda: kept(store) is not None)
    assert kept(store).network.W.tobytes() == own.network.W.tobytes()
    window.document.leave_sandbox()


def test_closing_the_window_deletes_the_autosave(
    window: MainWindow, store: Path, qtbot: QtBot
) -> None:
    type_in(window.matrix.table, 0, 0, "0.25")
    qtbot.waitUntil(lambda: kept(store) is not None)
    window.document.undo_stack.setClean()
    assert window.close()
    assert list(store.iterdir()) == []


def test_an_exception_in_another_slot_does_not_stop_autosave(
    window: MainWindow, store: Path, qtbot: QtBot
) -> None:
    def fail() -> None:
        raise RuntimeError("broken slot")

    window.document.metadata_changed.connect(fail)
    with qtbot.captureExceptions() as raised:
        window.document.edit_cells("W", {(0, 0): 0.25})
        qtbot.waitUntil(lambda: kept(store) is not None)
    window.document.metadata_changed.disconnect(fail)
    assert raised
    assert kept(store).network.W[0, 0] == 0.25


def test_a_failed_autosave_is_reported_once_and_retried(
    open_kept: OpenKept, store: Path, qtbot: QtBot
) -> None:
    store.write_text("not a folder")
    window = open_kept()
    assert "not kept safe from a crash" in window.notice.text
    assert str(store) in window.notice.text
    window.notice.hide()
    window.document.edit_cells("W", {(0, 0): 0.25})
    qtbot.wait(700)
    assert not window.notice.isVisible(), "once is enough"
    store.unlink()
    window.document.edit_cells("W", {(0, 0): 0.5})
    qtbot.waitUntil(lambda: store.is_dir() and kept(store) is not None)
    assert kept(store).network.W[0, 0] == 0.5


def test_a_large_network_is_autosaved(open_kept: OpenKept, store: Path, qtbot: QtBot) -> None:
    W = np.random.default_rng(1).standard_normal((300, 300)) / 20
    window = open_kept(Experiment(Network.of(W), np.zeros((3, 300)), np.zeros(300), 3, "large"))
    window.document.edit_cells("W", {(299, 299): 0.5})
    qtbot.waitUntil(lambda: kept(store) is not None, timeout=20_000)
    assert kept(store).network.W[299, 299] == 0.5
