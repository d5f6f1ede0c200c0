"""Weights dialog: survey of a foreign file, and the effect of each choice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot
from safetensors.numpy import save_file

from engine.cells.activations import ACTIVATIONS
from engine.experiment.edits import array_of
from engine.files.weights.layer_choice import read_layer
from engine.files.weights.survey import survey
from engine.numbers import short
from engine.studies.constants import constants
from gui.main_window import MainWindow
from gui.opening.open_dialog_base import OpenDialogBase
from gui.theme import DARK
from gui.widgets.heatmap import Heatmap
from tests.gui.opening.foreign import (
    NAMES,
    choice,
    has_sheet,
    keras_file,
    open_button,
    sheet_of,
    state,
    torch_file,
    torch_tensors,
    wait_until_read,
)
from tests.gui.screen import choose, drawn, find, same, seen

Key = Qt.Key


def shown(window: MainWindow, path: Path, qtbot: QtBot) -> OpenDialogBase:
    """Open a foreign file, and wait for its sheet and its first picture."""
    assert not window.files.open_path(path)
    sheet = sheet_of(window)
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    wait_until_read(sheet, qtbot)
    return sheet


def texts(sheet: OpenDialogBase) -> str:
    return "\n".join(label.text() for label in sheet.findChildren(QLabel))


def taken(sheet: OpenDialogBase) -> dict[str, str]:
    model = sheet.findChild(QTableView).model()
    rows = range(model.rowCount())
    cells = {model.index(row, 0).data(): model.index(row, 3).data() for row in rows}
    return {name: symbol for name, symbol in cells.items() if symbol}


def opened_equals(window: MainWindow, path: Path, layer: int, **choices: object) -> bool:
    """Tell whether what is in the window is what the engine reads."""
    wanted = read_layer(path, survey(path).layers[layer], **choices)
    found = window.document.experiment
    arrays = ("W", "U", "b", "s0", "x")
    equal = all(array_of(found, a).tobytes() == array_of(wanted, a).tobytes() for a in arrays)
    return equal and found.network.activation == wanted.network.activation


def test_the_dialog_lists_tensors_and_their_roles(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet = shown(window, torch_file(tmp_path), qtbot)
    layers = choice(sheet, "layer")
    assert [layers.itemText(i) for i in range(layers.count())] == [f"rnn, {n}" for n in NAMES]
    assert sheet.findChild(QTableView).model().rowCount() == 16
    assert taken(sheet) == {
        "rnn.weight_hh_l0": "W",
        "rnn.weight_ih_l0": "U",
        "rnn.bias_ih_l0": "b, added",
        "rnn.bias_hh_l0": "b, added",
    }
    for text in ("speech.safetensors", "As PyTorch saves it", "are added", "3 × 3", "3 × 2"):
        assert text in texts(sheet)
    assert not find(sheet, QCheckBox, "transpose W and U").isChecked()
    names = choice(sheet, "activation")
    assert [names.itemText(i) for i in range(names.count())] == list(ACTIVATIONS)


def test_lambda_and_rho_are_those_of_the_chosen_layer(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = torch_file(tmp_path)
    sheet = shown(window, path, qtbot)
    for index, name in enumerate(NAMES):
        choose(choice(sheet, "layer"), f"rnn, {name}")
        network = read_layer(path, survey(path).layers[index]).network
        lam = short(float(np.linalg.svd(network.W)[1][0]), 4)
        rho = short(constants(network).rho, 4)
        qtbot.waitUntil(lambda lam=lam, rho=rho: {lam, rho} <= set(texts(sheet).split("\n")))
    assert "backward" not in texts(sheet)
    assert "reads the sequence from its end" in texts(sheet)


@pytest.mark.parametrize("layer", [0, 3])
def test_enter_opens_what_the_engine_reads(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, layer: int
) -> None:
    path = torch_file(tmp_path)
    before = window.document.experiment
    sheet = shown(window, path, qtbot)
    choose(choice(sheet, "layer"), f"rnn, {NAMES[layer]}")
    wait_until_read(sheet, qtbot)
    QTest.keyClick(choice(sheet, "layer"), Key.Key_Return)
    assert not has_sheet(window)
    assert opened_equals(window, path, layer)
    assert window.document.experiment.name == f"speech, rnn, {NAMES[layer]}"
    assert window.document.path is None, "the foreign file must not be saved over"
    assert window.settings.recent == [path]
    assert not window.isWindowModified()
    window.document.undo_stack.undo()
    assert window.document.experiment is before


def test_transposing_changes_the_picture_and_what_is_opened(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = keras_file(tmp_path)
    sheet = shown(window, path, qtbot)
    box, picture = find(sheet, QCheckBox, "transpose W and U"), sheet.findChild(Heatmap)
    assert box.isChecked()
    assert "As Keras saves it" in texts(sheet)
    before = seen(picture)
    box.setFocus()
    QTest.keyClick(box, Key.Key_Space)
    qtbot.waitUntil(lambda: not same(before, seen(picture)))
    wait_until_read(sheet, qtbot)
    choose(choice(sheet, "activation"), "relu")
    open_button(sheet).click()
    assert opened_equals(window, path, 0, transposed=False, activation="relu")


@pytest.mark.parametrize("way", ["escape", "button", "close"])
def test_cancelling_the_dialog_changes_nothing(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, way: str
) -> None:
    before = state(window)
    sheet = shown(window, torch_file(tmp_path), qtbot)
    choose(choice(sheet, "activation"), "relu")
    if way == "escape":
        QTest.keyClick(choice(sheet, "activation"), Key.Key_Escape)
    elif way == "button":
        find(sheet, QPushButton, "Cancel").click()
    else:
        sheet.close()
    assert not has_sheet(window)
    assert state(window) == before
    assert window.settings.recent == []


def test_an_unreadable_layer_is_reported_and_another_can_be_chosen(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    tensors = torch_tensors(2, 3)
    tensors["rnn.weight_hh_l0"][1, 2] = np.nan
    path = tmp_path / "damaged.safetensors"
    save_file(tensors, path)
    assert not window.files.open_path(path)
    sheet = sheet_of(window)
    qtbot.waitUntil(lambda: "weight_hh_l0[2, 3] is not a finite number" in texts(sheet))
    assert str(tmp_path) not in texts(sheet)
    assert not sheet.findChild(Heatmap).isVisible()
    assert not open_button(sheet).isEnabled()
    QTest.keyClick(sheet, Key.Key_Return)
    assert has_sheet(window)
    choose(choice(sheet, "layer"), f"rnn, {NAMES[1]}")
    wait_until_read(sheet, qtbot)
    assert "finite" not in texts(sheet)
    assert sheet.findChild(Heatmap).isVisible()


def test_many_units_show_a_hint(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    small = shown(window, torch_file(tmp_path), qtbot)
    assert "longer" not in texts(small)
    small.reject()
    path = tmp_path / "large.npy"
    np.save(path, np.eye(300))
    assert "With 300 units some pictures take longer" in texts(shown(window, path, qtbot))


def test_lambda_and_rho_of_very_many_units_are_not_computed(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "huge.npy"
    np.save(path, np.eye(1100))
    sheet = shown(window, path, qtbot)
    assert "1100 × 1100" in texts(sheet)
    assert texts(sheet).split("\n").count("–") == 2
    sheet.reject()
    choices = shown(window, torch_file(tmp_path), qtbot)
    qtbot.waitUntil(lambda: "…" not in texts(choices))
    assert "–" not in texts(choices)


def test_tab_goes_from_the_layer_to_the_buttons_and_all_have_names_and_tips(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet = shown(window, torch_file(tmp_path), qtbot)
    walked = []
    for _ in range(6):
        widget: QWidget = sheet.focusWidget()
        walked.append(widget.accessibleName())
        assert widget.toolTip()
        QTest.keyClick(widget, Key.Key_Tab)
    assert walked[:3] == ["layer", "activation", "transpose W and U"]
    assert walked[3:] == ["tensors in the file", "Cancel", "Open"]


def test_the_dialog_follows_the_theme(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    sheet = shown(window, torch_file(tmp_path), qtbot)
    light = seen(sheet.findChild(Heatmap))
    window.theming.choose("dark")
    assert not same(light, seen(sheet.findChild(Heatmap)))
    assert drawn(sheet.findChild(Heatmap), DARK.card) > 1000


def test_closing_the_window_closes_the_dialog_and_its_threads(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    shown(window, torch_file(tmp_path), qtbot)
    assert window.close()
    assert not window.isVisible()
