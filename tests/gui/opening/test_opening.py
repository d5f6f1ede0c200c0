"""Opening of files: at once, rejected, or through a dialog."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from safetensors.numpy import save_file

from engine.bptt.trace import trace
from engine.experiment.edits import array_of
from engine.files.load import load
from engine.files.save import save
from engine.files.trace_out import write_trace
from engine.gallery import entry
from gui.main_window import MainWindow
from gui.opening.open_dialog_base import OpenDialogBase
from tests.gui.opening.foreign import (
    has_sheet,
    keras_file,
    open_button,
    sheet_of,
    state,
    torch_file,
    torch_tensors,
    wait_until_read,
)

Keys = QKeySequence.StandardKey


@pytest.mark.parametrize("name", ["own.json", "own.safetensors", "own.npz"])
def test_the_programs_own_file_opens_without_a_dialog(
    window: MainWindow, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    experiment = entry("rotation").load()
    if name.endswith("npz"):
        write_trace(trace(experiment), path)
    else:
        save(experiment, path)
    assert window.files.open_path(path)
    assert not has_sheet(window)
    found = window.document.experiment
    assert all(
        array_of(found, a).tobytes() == array_of(experiment, a).tobytes() for a in ("W", "U", "x")
    )
    assert window.document.path == (None if name.endswith("npz") else path)
    assert window.settings.recent == [path]


def test_a_gru_is_rejected_and_nothing_changes(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "gru.safetensors"
    save_file(torch_tensors(2, 3, rows=3), path)
    before = state(window)
    assert not window.files.open_path(path)
    assert not has_sheet(window)
    assert "gru.safetensors" in window.notice.text
    assert "a GRU" in window.notice.text
    assert state(window) == before
    assert window.settings.recent == []


def test_a_table_is_read_in_the_background(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "weights.tsv"
    np.savetxt(path, np.array([[0.5, -1.0], [0.25, 2.0]]), delimiter="\t")
    assert not window.files.open_path(path)
    qtbot.waitUntil(lambda: has_sheet(window))
    wait_until_read(sheet_of(window), qtbot)
    open_button(sheet_of(window)).click()
    assert window.document.experiment.network.W.tolist() == [[0.5, -1.0], [0.25, 2.0]]
    path.write_text("1\t2\n3\n")
    before = state(window)
    window.files.open_path(path)
    qtbot.waitUntil(lambda: "weights.tsv: line 2 has 1" in window.notice.text)
    assert state(window) == before


def test_opening_another_file_replaces_the_dialog(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.files.open_path(torch_file(tmp_path))
    window.files.open_path(keras_file(tmp_path))
    assert sum(sheet.isVisible() for sheet in window.findChildren(OpenDialogBase)) == 1
    wait_until_read(sheet_of(window), qtbot)
    open_button(sheet_of(window)).click()
    assert window.document.experiment.name.startswith("keras")


def test_saving_foreign_weights_asks_for_a_name(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = torch_file(tmp_path)
    before, starts = path.read_bytes(), []

    def reply(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        starts.append(Path(start).name)
        return str(tmp_path / "new.json"), "Preset (*.json)"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", reply)
    window.files.open_path(path)
    wait_until_read(sheet_of(window), qtbot)
    open_button(sheet_of(window)).click()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keySequence(window, QKeySequence(Keys.Save))
    assert starts == ["speech--rnn--layer-0--forward.json"]
    assert path.read_bytes() == before
    W = window.document.experiment.network.W
    assert load(tmp_path / "new.json").network.W.tobytes() == W.tobytes()


def test_the_dialogs_offer_every_kind_of_file(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def reply(_parent: object, _title: str, _start: str, kinds: str) -> tuple[str, str]:
        asked.append(kinds)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", reply)
    window.files.open()
    window.files.open_sequence()
    networks, sequences = asked
    for ending in ("json", "safetensors", "npz", "npy", "csv", "tsv"):
        assert f"*.{ending}" in networks.split(";;")[0]
    for ending in ("safetensors", "npz", "npy", "csv", "tsv"):
        assert f"*.{ending}" in sequences.split(";;")[0]
