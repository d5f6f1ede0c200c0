"""Matrix menu and context menu: effects on W, and one undo step each."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from engine.experiment.edits import with_array
from engine.experiment.experiment import Experiment
from engine.experiment.network import Network
from gui.main_window import MainWindow
from gui.matrix_menu.number_dialog import NumberDialog
from tests.gui.conftest import OpenWindow
from tests.gui.leak_check import flush
from tests.gui.screen import centre_of, find, go_to


def trigger(menu: QMenu, text: str) -> None:
    """Choose the action of a menu whose text begins so, "&" left out."""
    action = next(a for a in menu.actions() if a.text().replace("&", "").startswith(text))
    action.trigger()


def answer(window: MainWindow, *texts: str) -> None:
    """Type into the open dialog, line after line, and press Enter, or as it is."""
    dialog = window.findChild(NumberDialog)
    for line, text in zip(dialog.findChildren(QLineEdit), texts, strict=False):
        line.setText(text)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    flush()


def W_of(window: MainWindow) -> np.ndarray:
    return window.document.experiment.network.W


def rho(W: np.ndarray) -> float:
    return float(np.abs(np.linalg.eigvals(W)).max())


def is_orthogonal(V: np.ndarray) -> bool:
    return np.allclose(V.T @ V, np.eye(len(V)))


CASES: dict[str, tuple[tuple[str, ...], str, Callable[[np.ndarray, np.ndarray], bool]]] = {
    "Transpose": ((), "transpose of W", lambda W, V: np.array_equal(V, W.T)),
    "Symmetrise": ((), "symmetric part of W", lambda W, V: np.array_equal(V, (W + W.T) / 2)),
    "Orthogonalise": ((), "orthogonalisation of W", lambda _, V: is_orthogonal(V)),
    "Scale to λ": (
        ("0,75",),
        "scaling of W to λ = 0.75",
        lambda _, V: np.isclose(np.linalg.norm(V, 2), 0.75),
    ),
    "Scale to spectral": (
        ("1.25",),
        "scaling of W to ρ = 1.25",
        lambda _, V: np.isclose(rho(V), 1.25),
    ),
    "Add noise": (
        ("0.5", "3"),
        "noise of 0.5 on W",
        lambda W, V: np.array_equal(V, W + 0.5 * np.random.default_rng(3).standard_normal(W.shape)),
    ),
    "Random Gaussian": (
        ("2", "5"),
        "random W of gain 2",
        lambda W, V: np.allclose(
            V, 2 * np.random.default_rng(5).standard_normal(W.shape) / np.sqrt(len(W))
        ),
    ),
    "Identity": (
        ("0.9",),
        "setting of W to 0.9 I",
        lambda W, V: np.array_equal(V, 0.9 * np.eye(len(W))),
    ),
    "Resize": (
        ("5",),
        "change of units to 5",
        lambda W, V: V.shape == (5, 5) and np.array_equal(V[: len(W), : len(W)], W),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_an_action_is_one_undo_step_that_says_what_it_was(window: MainWindow, name: str) -> None:
    texts, undo_text, is_right = CASES[name]
    before, stack = window.document.experiment, window.document.undo_stack
    trigger(window.menus.matrix, name)
    if texts:
        answer(window, *texts)
    assert is_right(before.network.W, W_of(window))
    assert (stack.count(), stack.undoText()) == (1, undo_text)
    stack.undo()
    assert window.document.experiment is before


def test_w_is_shown_when_it_is_changed(window: MainWindow) -> None:
    window.matrix.show_array("b")
    trigger(window.menus.matrix, "Transpose")
    assert window.matrix.table.accessibleName().startswith("W,")


def test_the_same_seed_after_undo_gives_the_same_matrix(window: MainWindow) -> None:
    made = []
    for _ in range(2):
        trigger(window.menus.matrix, "Add noise")
        answer(window, "0.1", "42")
        made.append(W_of(window))
        window.document.undo_stack.undo()
    assert np.array_equal(*made)


def test_the_dialog_remembers_the_last_numbers(fresh_window: MainWindow) -> None:
    trigger(fresh_window.menus.matrix, "Add noise")
    answer(fresh_window, "0.03", "11")
    before = W_of(fresh_window)
    trigger(fresh_window.menus.matrix, "Add noise")
    answer(fresh_window)
    drawn = 0.03 * np.random.default_rng(11).standard_normal(before.shape)
    assert np.array_equal(W_of(fresh_window), before + drawn)


def test_resizing_starts_from_the_present_size(window: MainWindow) -> None:
    for _ in range(2):
        trigger(window.menus.matrix, "Resize")
        d = window.document.experiment.network.d
        assert find(window.findChild(NumberDialog), QLineEdit, "Units d").text() == str(d)
        answer(window, str(d + 1))


def test_the_critical_value_and_the_norm_are_said(window: MainWindow) -> None:
    window.document.set_norm("frobenius")
    window.toolbar.activation_chosen.emit("logistic")
    trigger(window.menus.matrix, "Scale to λ")
    hint = " ".join(label.text() for label in window.findChild(NumberDialog).findChildren(QLabel))
    assert "Frobenius norm" in hint
    assert "1/γ = 4" in hint
    answer(window, "2")
    assert np.linalg.norm(W_of(window)) == pytest.approx(2.0)


def test_what_cannot_be_done_is_said_and_nothing_changes(window: MainWindow) -> None:
    window.document.edit(lambda e: with_array(e, "W", np.zeros((4, 4))), "zero")
    before = window.document.experiment
    trigger(window.menus.matrix, "Orthogonalise")
    assert window.notice.text.startswith("W is zero, and no orthogonal matrix is nearest to it")
    trigger(window.menus.matrix, "Scale to spectral")
    answer(window, "1")
    assert window.notice.text.startswith("W has ρ = 0, which no factor changes")
    assert window.document.experiment is before


def test_a_refused_number_keeps_the_dialog_open(window: MainWindow) -> None:
    trigger(window.menus.matrix, "Resize")
    dialog = window.findChild(NumberDialog)
    find(dialog, QLineEdit, "Units d").setText("0")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert (
        "0 is out of range; choose 1 to 2048" in find(dialog, QLabel, "why it is not taken").text()
    )
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    flush()
    assert window.document.undo_stack.count() == 0


@pytest.fixture
def large() -> Experiment:
    d = 120
    W = np.random.default_rng(0).normal(size=(d, d))
    return Experiment(Network.of(W), np.zeros((2, d)), np.zeros(d), 2)


@pytest.mark.slow
def test_a_large_w_is_changed_in_a_worker(
    open_window: OpenWindow, large: Experiment, qtbot: QtBot
) -> None:
    window = open_window(large)
    trigger(window.menus.matrix, "Orthogonalise")
    assert window.document.experiment is large
    assert window.matrix.cursor().shape() == Qt.CursorShape.BusyCursor
    qtbot.waitUntil(lambda: window.document.undo_stack.count() == 1)
    assert window.matrix.cursor().shape() == Qt.CursorShape.ArrowCursor
    assert is_orthogonal(W_of(window))
    window.document.undo_stack.undo()
    assert window.document.experiment is large


@pytest.mark.slow
def test_a_large_w_that_was_changed_meanwhile_is_left_alone(
    open_window: OpenWindow, large: Experiment, qtbot: QtBot
) -> None:
    window = open_window(large)
    trigger(window.menus.matrix, "Orthogonalise")
    window.document.edit_cells("W", {(0, 0): 7.0})
    qtbot.waitUntil(lambda: "was changed while this was computed" in window.notice.text)
    assert window.document.undo_stack.count() == 1
    assert W_of(window)[0, 0] == 7.0


@pytest.mark.slow
def test_a_large_w_that_cannot_be_scaled_is_refused_from_the_worker(
    open_window: OpenWindow, large: Experiment, qtbot: QtBot
) -> None:
    shift = with_array(large, "W", np.diag(np.ones(119), 1))
    window = open_window(shift)
    trigger(window.menus.matrix, "Scale to spectral")
    answer(window, "1")
    qtbot.waitUntil(lambda: window.notice.text.startswith("W has ρ = 0, which no factor changes"))
    assert window.document.experiment is shift
    assert window.matrix.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_a_right_click_in_the_grid_offers_what_acts_on_it(window: MainWindow) -> None:
    table = window.matrix.table
    go_to(table, 1, 1)
    table.customContextMenuRequested.emit(centre_of(table, 1, 1))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [a.text().replace("&", "").split("\t")[0] for a in menu.actions() if a.text()]
    assert texts == [
        "Cut",
        "Copy",
        "Copy as",
        "Paste",
        "Fill down",
        "Fill right",
        "Clear",
        "Matrix",
    ]
    menu.close()
    trigger(menu, "Clear")
    assert W_of(window)[1, 1] == 0.0


@pytest.mark.parametrize(
    ("notation", "start"),
    [("TSV", "0"), ("NumPy", "np.array("), ("MATLAB", "["), ("LaTeX", "\\begin{")],
)
def test_copies_as_the_menu_says(window: MainWindow, notation: str, start: str) -> None:
    window.matrix.table.selectAll()
    copy_as = next(a.menu() for a in window.menus.edit.actions() if a.text() == "Copy &as")
    trigger(copy_as, notation)
    assert QGuiApplication.clipboard().text().lstrip("-").startswith(start)
