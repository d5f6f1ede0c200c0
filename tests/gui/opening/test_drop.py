"""Drag and drop of files: the overlay's text and the effect of a drop."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.opening.drop import DropPlan, Drops
from gui.theme import DARK, LIGHT
from tests.gui.opening.foreign import (
    has_sheet,
    open_button,
    sheet_of,
    state,
    torch_file,
    torch_tensors,
    wait_until_read,
)
from tests.gui.screen import drawn, has_ink, seen

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
ACTIONS = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


@pytest.fixture
def preset(tmp_path: Path) -> Path:
    path = tmp_path / "mine.json"
    path.write_text(json.dumps({"W": [[0.5, 1], [0, 0.5]], "steps": 7, "name": "Mine"}))
    return path


def dragged(*files: Path | str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl(f) if isinstance(f, str) else QUrl.fromLocalFile(f) for f in files])
    return mime


def enter(target: QWidget, mime: QMimeData) -> bool:
    """Drag over a widget; return whether it is welcome."""
    event = QDragEnterEvent(QPoint(40, 40), ACTIONS, mime, LEFT, NONE)
    event.ignore()
    QApplication.sendEvent(target, event)
    return event.isAccepted()


def drop(target: QWidget, mime: QMimeData) -> QDropEvent:
    """Drag onto a widget and let go; Qt drops only on what a drag has entered."""
    enter(target, mime)
    event = QDropEvent(QPointF(40, 40), ACTIONS, mime, LEFT, NONE)
    QApplication.sendEvent(target, event)
    return event


def veil_of(window: QWidget) -> QWidget:
    return next(w for w in window.findChildren(QWidget) if type(w).__name__ == "_Veil")


def test_a_dragged_file_shows_its_use_over_the_whole_window(
    window: MainWindow, preset: Path
) -> None:
    veil = veil_of(window)
    assert not veil.isVisible()
    assert enter(window, dragged(preset))
    assert veil.isVisible()
    assert veil.geometry() == window.rect()
    assert veil.accessibleName() == "Open mine.json"
    assert has_ink(seen(veil), LIGHT.accent) > 300
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not veil.isVisible()


def test_the_overlay_receives_the_drag_and_disappears_after_it(
    window: MainWindow, preset: Path
) -> None:
    veil, mime = veil_of(window), dragged(preset)
    enter(window, mime)
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert enter(veil, mime)
    move = QDragMoveEvent(QPoint(60, 60), ACTIONS, mime, LEFT, NONE)
    QApplication.sendEvent(veil, move)
    assert move.isAccepted()
    assert veil.isVisible()
    QApplication.sendEvent(veil, QDragLeaveEvent())
    assert not veil.isVisible()


def test_a_dropped_network_is_opened_and_its_file_not_deleted(
    window: MainWindow, preset: Path
) -> None:
    event = drop(window, dragged(preset))
    assert event.dropAction() == Qt.DropAction.CopyAction
    assert window.document.path == preset
    assert window.document.experiment.name == "Mine"
    assert not veil_of(window).isVisible()
    window.document.undo_stack.undo()
    assert window.document.path is None


def test_a_network_and_a_sequence_are_opened_together(
    window: MainWindow, preset: Path, tmp_path: Path
) -> None:
    x = np.linspace(0, 1, 18).reshape(9, 2)
    np.save(tmp_path / "x.npy", x)
    both = dragged(tmp_path / "x.npy", preset, tmp_path / "ignored.json")
    enter(window, both)
    assert veil_of(window).accessibleName() == "Open mine.json\nRead x.npy as inputs x"
    drop(window, both)
    assert window.document.experiment.name == "Mine"
    assert window.document.experiment.x.tobytes() == x.tobytes()


def test_a_sequence_waits_until_foreign_weights_are_opened(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    x = np.linspace(0, 1, 18).reshape(9, 2)
    np.save(tmp_path / "x.npy", x)
    drop(window, dragged(torch_file(tmp_path), tmp_path / "x.npy"))
    sheet = sheet_of(window)
    wait_until_read(sheet, qtbot)
    open_button(sheet).click()
    assert window.document.experiment.name == "speech, rnn, layer 0, forward"
    assert window.document.experiment.x.tobytes() == x.tobytes()


def test_a_sequence_dropped_alone_is_read(window: MainWindow, tmp_path: Path) -> None:
    x = np.linspace(0, 1, 9)[:, None]
    np.save(tmp_path / "x.npy", x)
    drop(window, dragged(tmp_path / "x.npy"))
    assert window.document.experiment.x.tobytes() == x.tobytes()


@pytest.mark.parametrize("answer", ["&Weights W", "&Input sequence x", "Cancel"])
@pytest.mark.parametrize("name", ["either.npy", "either.csv"])
def test_an_ambiguous_file_asks_a_question(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, answer: str, name: str
) -> None:
    path, square = tmp_path / name, np.array([[0.5, -1.0], [0.25, 2.0]])
    if name.endswith("npy"):
        np.save(path, square)
    else:
        np.savetxt(path, square, delimiter=",")
    before = state(window)
    drop(window, dragged(path))
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    box = window.findChild(QMessageBox)
    assert box.text() == f"What does “{name}” hold?"
    next(b for b in box.findChildren(QPushButton) if answer in b.text()).click()
    if answer == "Cancel":
        assert not has_sheet(window)
    else:
        title = {"&Weights W": "Open weights"}.get(answer, "Open an input sequence")
        assert sheet_of(window).windowTitle() == title
        sheet_of(window).reject()
    assert state(window) == before


def test_a_remote_file_is_rejected_with_a_message(window: MainWindow) -> None:
    far = dragged("https://example.org/w.safetensors")
    before = state(window)
    enter(window, far)
    assert "is not a file on this computer" in veil_of(window).accessibleName()
    assert has_ink(seen(veil_of(window)), LIGHT.warm) > 300
    drop(window, far)
    assert "https://example.org/w.safetensors is not a file" in window.notice.text
    assert state(window) == before


def test_a_gru_is_rejected_and_not_read_as_a_sequence(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "gru.npz"
    np.savez(path, **torch_tensors(2, 3, rows=3))
    before = state(window)
    drop(window, dragged(path))
    assert not has_sheet(window)
    assert "a GRU" in window.notice.text
    assert state(window) == before


def test_dragged_text_is_not_accepted(window: MainWindow) -> None:
    mime = QMimeData()
    mime.setText("0.5")
    assert not enter(window, mime)
    assert not veil_of(window).isVisible()


def test_a_pickle_is_rejected_with_a_remedy(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "model.pt"
    path.write_bytes(b"\x80\x02.")
    before = state(window)
    drop(window, dragged(path))
    assert "model.pt: is a pickle" in window.notice.text
    assert state(window) == before


def test_the_first_network_is_used_beside_unsupported_files() -> None:
    files = [QUrl.fromLocalFile(f"/a/{n}") for n in ("m.pt", "y.json", "z.json", "b.tsv")]
    assert DropPlan.of(files) == DropPlan(Path("/a/y.json"), Path("/a/b.tsv"))
    assert DropPlan.of(files[:1]) == DropPlan(Path("/a/m.pt"))
    assert DropPlan.of(files[3:]).lines == ("Open b.tsv",)


def test_the_overlay_has_the_themes_colours(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(600, 400)
    page.show()
    drops = Drops(page)
    drops.set_theme(DARK)
    enter(page, dragged(Path("/a/y.json")))
    assert has_ink(seen(veil_of(page)), DARK.accent) > 300
    assert drawn(veil_of(page), LIGHT.card) > 200_000
    QApplication.sendEvent(page, QEvent(QEvent.Type.DragLeave))
    assert not veil_of(page).isVisible()
