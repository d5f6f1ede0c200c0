"""Small changes of one number by wheel, drag and keys."""

from PySide6.QtCore import QPoint, Qt

from gui.widgets import nudger
from tests.gui.widgets.grid import (
    Alt,
    Ctrl,
    Shift,
    at,
    middle_of,
    press,
    turn_wheel,
)


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


def test_a_fine_wheel_adds_up(table, owner):
    for _ in range(4):
        turn_wheel(table, 1, 1, 40)
    assert [nudge[3] for nudge in owner.nudges] == [1.05]


def test_another_cell_or_a_pause_is_another_gesture(table, owner, monkeypatch, qtbot):
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


def test_alt_arrows_nudge_from_the_keyboard(table, owner):
    press((Alt, Qt.Key.Key_Up), (Alt | Shift, Qt.Key.Key_Down))
    assert [nudge[:4] for nudge in owner.nudges] == [("W", 0, 0, 0.93), ("W", 0, 0, 0.83)]
    assert owner.nudges[0][4] == owner.nudges[1][4]
    assert at(table) == (0, 0)
