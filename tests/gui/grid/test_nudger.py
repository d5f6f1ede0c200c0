"""Small changes of one number by wheel, drag and keys."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from gui.grid import nudger
from tests.gui.grid.cells import (
    Alt,
    Ctrl,
    Shift,
    W,
    at,
    middle_of,
    press,
    turn_wheel,
)

Left, Nothing = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def move(table, place, held):
    """Move the mouse over the cells with these buttons down."""
    here = table.viewport()
    where = here.mapToGlobal(place)
    event = QMouseEvent(QEvent.Type.MouseMove, place, where, Qt.MouseButton.NoButton, held, Nothing)
    QApplication.sendEvent(here, event)


def test_ctrl_wheel_nudges_the_cell_under_the_pointer(table, owner):
    turn_wheel(table, 0, 0, 120)
    turn_wheel(table, 0, 0, 240)
    turn_wheel(table, 0, 0, -120, Ctrl | Shift)
    assert [nudge[:4] for nudge in owner.nudges] == [
        ("W", 0, 0, 0.93),
        ("W", 0, 0, 0.95),
        ("W", 0, 0, 0.85),
    ]
    assert len({nudge[4] for nudge in owner.nudges}) == 1
    assert owner.edits == []


def test_small_wheel_steps_add_up(table, owner):
    for _ in range(4):
        turn_wheel(table, 1, 1, 40)
    assert [nudge[3] for nudge in owner.nudges] == [1.05]


def test_another_cell_or_a_pause_begins_a_new_gesture(table, owner, monkeypatch, qtbot):
    turn_wheel(table, 0, 0, 120)
    turn_wheel(table, 1, 0, 120)
    monkeypatch.setattr(nudger, "PAUSE_BETWEEN_GESTURES", 20)
    qtbot.wait(40)
    turn_wheel(table, 1, 0, 120)
    first, second, third = (nudge[4] for nudge in owner.nudges)
    assert first < second < third


def test_alt_drag_nudges_as_one_gesture(table, owner, qtbot):
    start = middle_of(table, 1, 1)
    here = table.viewport()
    for _ in range(2):
        qtbot.mousePress(here, Qt.MouseButton.LeftButton, Alt, start)
        for up in (3, 8, 20):
            qtbot.mouseMove(here, start - QPoint(0, up))
        qtbot.mouseRelease(here, Qt.MouseButton.LeftButton, Alt, start - QPoint(0, 20))
    assert [nudge[3] for nudge in owner.nudges] == [1.06, 1.09, 1.11, 1.14]
    one, same, two, too = (nudge[4] for nudge in owner.nudges)
    assert (one, two) == (same, too)
    assert one != two
    assert at(table) == (1, 1)


def test_an_interrupted_drag_changes_nothing_more(table, owner, qtbot):
    start = middle_of(table, 1, 1)
    qtbot.mousePress(table.viewport(), Left, Alt, start)
    move(table, start - QPoint(0, 20), Qt.MouseButton.RightButton)
    move(table, start - QPoint(0, 40), Left)
    qtbot.mousePress(table.viewport(), Left, Alt, start)
    qtbot.mousePress(table.viewport(), Left, Nothing, middle_of(table, 0, 0))
    move(table, start - QPoint(0, 40), Left)
    qtbot.mouseRelease(table.viewport(), Left, Nothing, start)
    assert owner.nudges == []


def test_only_the_left_button_drags(table, owner, qtbot):
    start = middle_of(table, 1, 1)
    qtbot.mousePress(table.viewport(), Qt.MouseButton.RightButton, Alt, start)
    move(table, start - QPoint(0, 40), Left)
    assert owner.nudges == []


@pytest.mark.parametrize(("array", "name"), [(W[:2, :2], "W"), (W[0], "b")])
def test_a_cell_removed_during_a_drag_is_not_edited(table, owner, qtbot, array, name):
    start = middle_of(table, 2, 2)
    qtbot.mousePress(table.viewport(), Left, Alt, start)
    table.show_array(array, name)
    move(table, start - QPoint(0, 40), Left)
    qtbot.mouseRelease(table.viewport(), Left, Alt, start)
    assert owner.nudges == []


def test_alt_arrows_nudge_from_the_keyboard(table, owner):
    press((Alt, Qt.Key.Key_Up), (Alt | Shift, Qt.Key.Key_Down))
    assert [nudge[:4] for nudge in owner.nudges] == [("W", 0, 0, 0.93), ("W", 0, 0, 0.83)]
    assert owner.nudges[0][4] == owner.nudges[1][4]
    assert at(table) == (0, 0)
