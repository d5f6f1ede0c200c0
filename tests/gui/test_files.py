"""Opening and saving through the window: round trips, recent files, and what to ask."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from engine.files.load import load
from gui.main_window import MainWindow
from tests.gui.conftest import OpenWindow
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


@pytest.fixture
def saved(window: MainWindow, preset: Path) -> MainWindow:
    """The window on a file, edited, while the file was changed by another program."""
    assert window.files.open_path(preset)
    type_in(window.matrix.table, 0, 0, "0.25")
    preset.write_text(json.dumps({"W": [[0.75]], "name": "Theirs"}))
    return window


def answer_box(button: str) -> list[str]:
    """Press a button of the message box that comes next; return what it says, filled later."""
    said: list[str] = []

    def press_it() -> None:
        box = QApplication.activeModalWidget()
        said.extend((box.windowTitle(), box.text(), box.defaultButton().text().replace("&", "")))
        said.extend(b.text() for b in box.buttons())
        next(b for b in box.buttons() if b.text().replace("&", "") == button).click()

    QTimer.singleShot(0, press_it)
    return said


def test_a_file_changed_on_disk_is_not_overwritten_unasked(saved: MainWindow, preset: Path) -> None:
    theirs = preset.read_bytes()
    said = answer_box("Cancel")
    assert not saved.files.save()
    assert said[:3] == [
        "Changed on disk",
        "“mine.json” was changed on disk since it was opened or saved here.",
        "Cancel",
    ]
    assert len(said) == 6, "overwrite, save as another, cancel"
    assert preset.read_bytes() == theirs
    assert saved.isWindowModified()


def test_a_file_changed_on_disk_can_be_overwritten(saved: MainWindow, preset: Path) -> None:
    answer_box("Overwrite")
    assert saved.files.save()
    assert load(preset).network.W[0, 0] == 0.25
    type_in(saved.matrix.table, 0, 0, "0.125")
    assert saved.files.save(), "and then it is ours again"


def test_a_file_changed_on_disk_can_be_left_alone(
    saved: MainWindow, preset: Path, dialog: Callable[..., list[str]], tmp_path: Path
) -> None:
    theirs = preset.read_bytes()
    dialog(tmp_path / "other.json")
    answer_box("Save as another…")
    assert saved.files.save()
    assert load(tmp_path / "other.json").network.W[0, 0] == 0.25
    assert preset.read_bytes() == theirs


def test_a_file_that_was_only_touched_or_is_gone_is_just_saved(
    window: MainWindow, preset: Path
) -> None:
    assert window.files.open_path(preset)
    type_in(window.matrix.table, 0, 0, "0.25")
    preset.touch()
    assert window.files.save()
    preset.unlink()
    type_in(window.matrix.table, 0, 0, "0.125")
    assert window.files.save()
    assert load(preset).network.W[0, 0] == 0.125


def test_a_file_given_at_the_start_is_watched_too(open_window: OpenWindow, preset: Path) -> None:
    window = open_window(load(preset), preset)
    window.document.edit_cells("W", {(0, 0): 0.25})
    preset.write_text(json.dumps({"W": [[0.75]]}))
    answer_box("Cancel")
    assert not window.files.save()


def test_what_was_changed_while_another_file_was_shown_is_noticed(
    window: MainWindow, preset: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    other.write_bytes(preset.read_bytes())
    assert window.files.open_path(preset)
    assert window.files.open_path(other)
    preset.write_text(json.dumps({"W": [[0.75]]}))
    window.document.undo_stack.undo()
    assert window.document.path == preset
    answer_box("Cancel")
    assert not window.files.save()


@pytest.mark.parametrize("opens", ["rotation", "file", "foreign"])
@pytest.mark.parametrize("answer", [Button.Cancel, Button.Discard, Button.Save])
def test_unsaved_changes_to_a_file_are_asked_about_before_another_is_opened(
    window: MainWindow,
    preset: Path,
    tmp_path: Path,
    question: Callable[[Button], list[str]],
    opens: str,
    answer: Button,
) -> None:
    window.files.open_path(preset)
    window.document.scale_to(0.5)
    edited, asked = window.document.experiment, question(answer)
    other = tmp_path / "other.json"
    other.write_text('{"W": [[0.25]], "name": "Other"}')
    if opens == "rotation":
        window.open_entry("rotation")
    elif opens == "file":
        window.files.open_path(other)
    else:
        window.files.opening._install(load(other), other)
    assert asked == ["Save the changes to “Mine”?"]
    assert (window.document.experiment is edited) == (answer == Button.Cancel)
    saved = load(preset).network.W.tobytes() == edited.network.W.tobytes()
    assert saved == (answer == Button.Save)


def test_nothing_is_asked_where_there_is_no_file_to_lose(
    window: MainWindow, question: Callable[[Button], list[str]]
) -> None:
    asked = question(Button.Cancel)
    window.document.scale_to(0.5)
    window.open_entry("rotation")
    assert asked == []
    assert window.document.experiment.name == "Two rotations"
