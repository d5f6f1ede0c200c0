"""Opening and saving through the window: round trips, recent files, and what to ask."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from engine.files.load import load
from gui.main_window import MainWindow
from tests.gui.screen import type_in

Button = QMessageBox.StandardButton


@pytest.fixture
def window(fresh_window: MainWindow) -> MainWindow:
    return fresh_window


@pytest.fixture
def dialog(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Answers the file dialogs with a path; returns where they started."""

    def answer(path: Path | str, kind: str = "Preset (*.json)") -> list[str]:
        asked: list[str] = []

        def reply(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
            asked.append(start)
            return str(path), kind

        monkeypatch.setattr(QFileDialog, "getOpenFileName", reply)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", reply)
        return asked

    return answer


@pytest.fixture
def question(monkeypatch: pytest.MonkeyPatch) -> Callable[[Button], list[str]]:
    """Answers the question about unsaved work; returns what was asked."""

    def answer(button: Button) -> list[str]:
        asked: list[str] = []

        def reply(_parent: object, _title: str, text: str, *_: object) -> Button:
            asked.append(text)
            return button

        monkeypatch.setattr(QMessageBox, "question", reply)
        return asked

    return answer


@pytest.fixture
def preset(tmp_path: Path) -> Path:
    path = tmp_path / "mine.json"
    path.write_text(json.dumps({"W": [[0.5, 1], [0, 0.5]], "steps": 7, "name": "Mine"}))
    return path


def state(window: MainWindow) -> tuple[object, ...]:
    document = window.document
    return (document.experiment, document.path, document.undo_stack.count(), window.windowTitle())


def press(window: MainWindow, key: QKeySequence.StandardKey) -> None:
    QTest.keySequence(window, QKeySequence(key))


@pytest.mark.parametrize("ending", ["json", "safetensors"])
def test_what_is_saved_opens_again_bit_for_bit(
    window: MainWindow, dialog: Callable[..., list[str]], tmp_path: Path, ending: str
) -> None:
    type_in(window.matrix.table, 0, 0, "0.1234567890123456789")
    path = tmp_path / f"saved.{ending}"
    asked = dialog(path)
    assert window.isWindowModified()
    press(window, QKeySequence.StandardKey.Save)
    assert asked[0].endswith("explosion-possible--and-yet-it-shrinks.json")
    assert not window.isWindowModified()
    assert window.windowTitle().startswith(f"saved.{ending}[*]")
    saved = window.document.experiment
    window.files.open_entry("rotation")
    press(window, QKeySequence.StandardKey.Open)
    opened = window.document.experiment
    assert opened is not saved
    assert opened.network.W.tobytes() == saved.network.W.tobytes()
    assert opened.x.tobytes() == saved.x.tobytes()
    assert window.document.path == path


def test_saving_again_asks_nothing(
    window: MainWindow, dialog: Callable[..., list[str]], tmp_path: Path
) -> None:
    asked = dialog(tmp_path / "w.json")
    assert window.files.save()
    type_in(window.matrix.table, 0, 0, "0.25")
    assert window.files.save()
    assert len(asked) == 1
    assert load(tmp_path / "w.json").network.W[0, 0] == 0.25


@pytest.mark.parametrize(
    ("kind", "ending"),
    [("Preset (*.json)", "json"), ("Large network (*.safetensors)", "safetensors")],
)
def test_a_name_without_an_ending_gets_that_of_the_chosen_kind(
    window: MainWindow, dialog: Callable[..., list[str]], tmp_path: Path, kind: str, ending: str
) -> None:
    dialog(tmp_path / "plain", kind)
    assert window.files.save_as()
    assert (tmp_path / f"plain.{ending}").is_file()


def test_dialogs_that_are_cancelled_change_nothing(
    window: MainWindow, dialog: Callable[..., list[str]]
) -> None:
    before = state(window)
    dialog("")
    window.files.open()
    window.files.open_sequence()
    assert not window.files.save_as()
    assert state(window) == before


def test_opening_is_undoable_and_the_title_follows(window: MainWindow, preset: Path) -> None:
    title, experiment = window.windowTitle(), window.document.experiment
    assert window.files.open_path(preset)
    assert window.windowTitle().startswith("mine.json[*]")
    assert not window.isWindowModified()
    press(window, QKeySequence.StandardKey.Undo)
    assert window.document.experiment is experiment
    assert window.windowTitle() == title


@pytest.mark.parametrize(
    ("content", "complaint"),
    [("{", "mine.json"), ('{"W": [[1, 2]]}', "W"), ('{"W": [[1]], "z": 1}', "z"), (None, "exist")],
)
def test_a_file_that_cannot_be_opened_is_explained_and_changes_nothing(
    window: MainWindow, preset: Path, content: str | None, complaint: str
) -> None:
    if content is None:
        preset.unlink()
    else:
        preset.write_text(content)
    before = state(window)
    assert not window.files.open_path(preset)
    assert window.notice.isVisible()
    assert complaint in window.notice.text
    assert state(window) == before
    assert window.settings.recent == []


def test_a_file_that_overflows_is_explained_and_changes_nothing(
    window: MainWindow, preset: Path
) -> None:
    preset.write_text('{"W": [[1e200]], "s0": [1], "activation": "identity", "steps": 9}')
    before = state(window)
    window.files.open_path(preset)
    assert "step 2" in window.notice.text
    assert state(window) == before


def test_a_save_that_fails_is_explained_and_changes_nothing(
    window: MainWindow, dialog: Callable[..., list[str]], tmp_path: Path
) -> None:
    type_in(window.matrix.table, 0, 0, "0.25")
    before = state(window)
    dialog(tmp_path / "none" / "w.json")
    assert not window.files.save()
    assert window.notice.isVisible()
    assert "w.json" in window.notice.text
    assert state(window) == before
    assert window.isWindowModified()


def test_recent_files_can_be_opened_and_forgotten(window: MainWindow, preset: Path) -> None:
    recent = window.menus.recent
    assert not recent.isEnabled()
    window.files.open_path(preset)
    window.files.open_entry("shift")
    assert [a.text() for a in recent.actions()][:1] == ["mine.json"]
    assert str(preset) in recent.actions()[0].toolTip()
    recent.actions()[0].trigger()
    assert window.document.path == preset
    recent.actions()[-1].trigger()
    assert not recent.isEnabled()
    assert window.settings.recent == []


def test_a_sequence_is_fed_to_the_present_network(
    window: MainWindow, dialog: Callable[..., list[str]], tmp_path: Path
) -> None:
    path = tmp_path / "x.npy"
    np.save(path, np.linspace(0, 1, 30)[:, np.newaxis])
    dialog(path)
    QTest.keySequence(window, "Ctrl+Shift+O")
    assert window.document.experiment.T == 30
    assert window.document.undo_stack.undoText() == "inputs from x.npy"
    dialog(tmp_path / "none.npy")
    window.files.open_sequence()
    assert "none.npy" in window.notice.text
    assert window.document.experiment.T == 30


def test_nothing_is_asked_when_nothing_was_changed(
    window: MainWindow, question: Callable[[Button], list[str]]
) -> None:
    asked = question(Button.Cancel)
    assert window.files.may_leave()
    assert asked == []


@pytest.mark.parametrize(("button", "left"), [(Button.Cancel, False), (Button.Discard, True)])
def test_closing_asks_about_unsaved_work(
    window: MainWindow, question: Callable[[Button], list[str]], button: Button, left: bool
) -> None:
    type_in(window.matrix.table, 0, 0, "0.25")
    asked = question(button)
    assert window.close() is left
    assert window.isVisible() is not left
    assert "Explosion possible" in asked[0]


def test_closing_can_save_first(
    window: MainWindow,
    question: Callable[[Button], list[str]],
    dialog: Callable[..., list[str]],
    tmp_path: Path,
) -> None:
    type_in(window.matrix.table, 0, 0, "0.25")
    question(Button.Save)
    dialog("")
    assert not window.close(), "cancelling the file dialog keeps the window"
    dialog(tmp_path / "w.json")
    assert window.close()
    assert load(tmp_path / "w.json").network.W[0, 0] == 0.25


def test_quit_is_an_action_of_the_file_menu(window: MainWindow) -> None:
    quit_action = next(a for a in window.findChildren(QAction) if a.text() == "&Quit")
    quit_action.trigger()
    assert not window.isVisible()
