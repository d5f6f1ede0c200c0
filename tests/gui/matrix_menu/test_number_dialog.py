"""Number dialog: accepted and rejected input, appearance."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from gui.matrix_menu.number_dialog import Field, NumberDialog
from tests.gui.screen import find

SIGMA, SEED = Field("σ", least=0), Field("Seed", least=0, whole=True)


@pytest.fixture
def dialog(qtbot):
    dialog = NumberDialog("Add noise", "To each entry.", (SIGMA, SEED), (0.1, 7.0), None)
    qtbot.addWidget(dialog)
    dialog.answers = []
    dialog.answered.connect(dialog.answers.append)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def fill(dialog, *texts):
    for name, text in zip(("σ", "Seed"), texts, strict=True):
        find(dialog, QLineEdit, name).setText(text)


def said(dialog):
    label = find(dialog, QLabel, "why it is not taken")
    return label.text() if label.isVisible() else ""


def test_shows_the_numbers_as_they_are_typed(dialog):
    assert [find(dialog, QLineEdit, name).text() for name in ("σ", "Seed")] == ["0.1", "7"]
    assert find(dialog, QLineEdit, "σ").selectedText() == "0.1"
    assert find(dialog, QLineEdit, "σ").hasFocus()


def test_enter_hands_them_over_once_and_closes(dialog, qtbot):
    fill(dialog, "0,25", "3")
    qtbot.keyClick(find(dialog, QLineEdit, "Seed"), Qt.Key.Key_Return)
    assert dialog.answers == [[0.25, 3.0]]
    assert not dialog.isVisible()


def test_escape_hands_nothing_over(dialog, qtbot):
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.answers == []
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("sigma", "seed", "reason"),
    [
        ("much", "0", 'σ: "much" is not a number'),
        ("-1", "0", "σ: -1.0 is out of range; choose 0 or more"),
        ("1e999", "0", 'σ: "1e999" is not finite'),
        ("1", "0.5", "Seed: 0.5 is not a whole number below 2⁵³"),
        ("1", "1e300", "Seed: 1e+300 is not a whole number below 2⁵³"),
        ("1", "-1", "Seed: -1 is out of range; choose 0 or more"),
        ("1", "", 'Seed: "" is empty'),
    ],
)
def test_what_is_not_taken_stays_with_the_reason(dialog, sigma, seed, reason):
    fill(dialog, sigma, seed)
    dialog.accept()
    assert dialog.answers == []
    assert said(dialog) == reason
    assert dialog.isVisible()


def test_a_refused_number_can_be_mended(dialog):
    fill(dialog, "much", "0")
    dialog.accept()
    assert find(dialog, QLineEdit, "σ").selectedText() == "much"
    fill(dialog, "2", "0")
    dialog.accept()
    assert dialog.answers == [[2.0, 0.0]]


def test_a_range_with_two_ends_is_named():
    with pytest.raises(ValueError, match="2000 is out of range; choose 1 to 1024"):
        Field("d", least=1, most=1024, whole=True).read("2000")
