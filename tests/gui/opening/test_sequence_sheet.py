"""Sequence dialog: choice of array and columns, and reasons not to open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTableView
from pytestqt.qtbot import QtBot

from engine.experiment.experiment import Experiment
from engine.files.sequence import read_sequence
from gui.main_window import MainWindow
from gui.opening.inputs_picture import InputsPicture
from gui.opening.open_dialog_base import OpenDialogBase
from tests.gui.opening.foreign import (
    choice,
    has_sheet,
    open_button,
    sheet_of,
    state,
    wait_until_read,
)
from tests.gui.screen import centre_of, choose, same, seen

Key = Qt.Key
TABLE = "day,wind,rain,sun\n" + "".join(f"d{i},{i},{-i},{i / 8}\n" for i in range(12))


@pytest.fixture
def window(fresh_window: MainWindow) -> MainWindow:
    """A window whose network reads two inputs."""

    def with_two(experiment: Experiment) -> Experiment:
        network = replace(experiment.network, U=np.ones((experiment.network.d, 2)))
        return replace(experiment, network=network, x=np.zeros((5, 2)), t=5)

    assert fresh_window.document.edit(with_two, "two inputs")
    return fresh_window


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "weather.csv"
    path.write_text(TABLE)
    return path


def shown(window: MainWindow, path: Path, qtbot: QtBot) -> OpenDialogBase:
    window.files.open_sequence_path(path)
    qtbot.waitUntil(lambda: has_sheet(window))
    return sheet_of(window)


def line(sheet: OpenDialogBase) -> str:
    labels = sheet.findChildren(QLabel)
    return next(x.text() for x in labels if x.accessibleName().startswith("what to know"))


def read_as(sheet: OpenDialogBase) -> dict[str, str]:
    model = sheet.findChild(QTableView).model()
    rows = range(model.rowCount())
    return {model.index(row, 0).data(): model.index(row, 1).data() for row in rows}


def tick(sheet: OpenDialogBase, row: int) -> None:
    """Tick or untick a column with the keyboard."""
    view = sheet.findChild(QTableView)
    view.setFocus()
    view.setCurrentIndex(view.model().index(row, 0))
    QTest.keyClick(view, Key.Key_Space)


def test_columns_are_listed_with_names_and_first_values(
    window: MainWindow, table: Path, qtbot: QtBot
) -> None:
    sheet = shown(window, table, qtbot)
    assert read_as(sheet) == {"day": "", "wind": "input 1", "rain": "input 2", "sun": ""}
    model = sheet.findChild(QTableView).model()
    assert model.index(0, 2).data().startswith("d0   d1   d2")
    assert model.index(2, 2).data().startswith("0   −1.00   −2.00")
    wait_until_read(sheet, qtbot)
    assert line(sheet) == "12 steps of 2 inputs."


def test_check_boxes_choose_columns_and_their_order(
    window: MainWindow, table: Path, qtbot: QtBot
) -> None:
    sheet = shown(window, table, qtbot)
    wait_until_read(sheet, qtbot)
    picture = seen(sheet.findChild(InputsPicture))
    tick(sheet, 1)
    assert line(sheet) == "U reads 2 inputs: choose 2 columns in their order (1 chosen)."
    assert not open_button(sheet).isEnabled()
    tick(sheet, 1)
    assert read_as(sheet) == {"day": "", "wind": "input 2", "rain": "input 1", "sun": ""}
    wait_until_read(sheet, qtbot)
    assert not same(picture, seen(sheet.findChild(InputsPicture)))
    open_button(sheet).click()
    experiment = window.document.experiment
    assert experiment.x.tobytes() == read_sequence(table, columns=(2, 1)).tobytes()
    assert experiment.t == 12
    assert window.document.undo_stack.undoText() == "inputs from weather.csv"


def test_a_column_without_numbers_shows_the_reason(
    window: MainWindow, table: Path, qtbot: QtBot
) -> None:
    sheet = shown(window, table, qtbot)
    tick(sheet, 1)
    tick(sheet, 0)
    qtbot.waitUntil(lambda: '("d0") is not a number' in line(sheet))
    assert not open_button(sheet).isEnabled()


def test_a_click_on_a_box_checks_it(window: MainWindow, table: Path, qtbot: QtBot) -> None:
    sheet = shown(window, table, qtbot)
    view = sheet.findChild(QTableView)
    box = view.visualRect(view.model().index(3, 0)).left() + 10
    place = centre_of(view, 3, 0)
    place.setX(box)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert read_as(sheet)["sun"] == "input 3"
    assert not open_button(sheet).isEnabled()


def test_one_of_several_arrays_can_be_chosen(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "recorded.npz"
    low, high = np.arange(8.0), np.linspace(0, 1, 30).reshape(10, 3)
    np.savez(path, low=low, high=high)
    sheet = shown(window, path, qtbot)
    assert "(1 chosen)" in line(sheet)
    choose(choice(sheet, "array"), "high, 10 × 3")
    wait_until_read(sheet, qtbot)
    model = sheet.findChild(QTableView).model()
    qtbot.waitUntil(lambda: model.index(0, 2).data().startswith("0   0.10"))
    QTest.keyClick(sheet, Key.Key_Return)
    assert not has_sheet(window)
    assert window.document.experiment.x.tobytes() == high[:, :2].tobytes()


def test_cancelling_the_dialog_changes_nothing(
    window: MainWindow, table: Path, qtbot: QtBot
) -> None:
    before = state(window)
    sheet = shown(window, table, qtbot)
    tick(sheet, 2)
    QTest.keyClick(sheet, Key.Key_Escape)
    assert not has_sheet(window)
    assert state(window) == before


def test_a_fitting_sequence_is_read_without_a_dialog(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    x = np.linspace(0, 1, 14).reshape(7, 2)
    np.savez(tmp_path / "fits.npz", x=x)
    assert window.files.open_sequence_path(tmp_path / "fits.npz")
    assert not has_sheet(window)
    assert window.document.experiment.x.tobytes() == x.tobytes()
    (tmp_path / "fits.csv").write_text("1,2\n3,4\n")
    window.files.open_sequence_path(tmp_path / "fits.csv")
    qtbot.waitUntil(lambda: window.document.experiment.T == 2)
    assert not has_sheet(window)


def test_a_sequence_that_cannot_fit_is_reported_without_a_dialog(
    window: MainWindow, tmp_path: Path
) -> None:
    np.save(tmp_path / "narrow.npy", np.arange(6.0))
    before = state(window)
    window.files.open_sequence_path(tmp_path / "narrow.npy")
    assert not has_sheet(window)
    assert "has 1 numbers a step, but the network reads 2" in window.notice.text
    assert state(window) == before
