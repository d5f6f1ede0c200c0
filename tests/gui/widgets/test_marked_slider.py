"""Marked slider: jumps to a click, emits user changes once, grouped in gestures."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.theme import DARK, LIGHT
from gui.widgets.marked_slider import MarkedSlider
from tests.gui.screen import Right, has_ink, same, seen, slide

Moves = list[tuple[int, int]]


@pytest.fixture
def slider(qtbot: QtBot) -> MarkedSlider:
    slider = MarkedSlider(label_height=16)
    qtbot.addWidget(slider)
    slider.setRange(0, 100)
    slider.resize(320, slider.height())
    slider.set_theme(LIGHT)
    slider.show()
    slider.activateWindow()
    return slider


@pytest.fixture
def moves(slider: MarkedSlider) -> Moves:
    moves: Moves = []
    slider.moved.connect(lambda value, gesture: moves.append((value, gesture)))
    return moves


def wheel(slider: MarkedSlider) -> None:
    middle = QPointF(slider.width() / 2, 10)
    event = QWheelEvent(
        middle, slider.mapToGlobal(middle), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(slider, event)


def test_a_drag_signals_each_value_once_in_one_gesture(slider: MarkedSlider, moves: Moves) -> None:
    slide(slider, 0.0, 0.25, 1.0, 0.5)
    assert [value for value, _ in moves] in ([0, 25, 100, 50], [25, 100, 50])
    assert len({gesture for _, gesture in moves}) == 1
    slide(slider, 0.3)
    assert moves[-1][0] == 30
    assert len({gesture for _, gesture in moves}) == 2


def test_setting_the_value_by_program_signals_nothing(slider: MarkedSlider, moves: Moves) -> None:
    slider.setValue(40)
    slider.setRange(0, 30)
    assert moves == []


@pytest.mark.parametrize(
    ("key", "value"),
    [(Qt.Key.Key_Right, 51), (Qt.Key.Key_Left, 49), (Qt.Key.Key_Home, 0), (Qt.Key.Key_End, 100),
     (Qt.Key.Key_PageUp, 60)],
)  # fmt: skip
def test_keys_move_the_slider(slider: MarkedSlider, moves: Moves, key: Qt.Key, value: int) -> None:
    slider.setValue(50)
    QTest.keyClick(slider, key)
    assert [value for value, _ in moves] == [value]
    assert slider.value() == value


def test_each_key_press_is_a_gesture_of_its_own(slider: MarkedSlider, moves: Moves) -> None:
    QTest.keyClick(slider, Qt.Key.Key_Right)
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert moves[0][1] != moves[1][1]


def test_the_wheel_moves_the_slider_only_while_focused(
    slider: MarkedSlider, moves: Moves, qtbot: QtBot
) -> None:
    slider.clearFocus()
    wheel(slider)
    assert moves == []
    slider.setFocus()
    qtbot.waitUntil(slider.hasFocus)
    wheel(slider)
    assert moves[0][0] > 0


def test_the_right_button_does_not_move_the_slider(slider: MarkedSlider, moves: Moves) -> None:
    QTest.mouseClick(slider, Right, pos=QPoint(200, 10))
    assert moves == []


def test_mark_and_ends_are_drawn(slider: MarkedSlider) -> None:
    plain = seen(slider)
    slider.set_mark(50, "1/γ = 1")
    marked = seen(slider)
    assert has_ink(marked, LIGHT.text, 60) > has_ink(plain, LIGHT.text, 60)
    slider.set_ends("0", "3")
    assert not same(marked, seen(slider))
    slider.set_mark(500)
    assert has_ink(seen(slider), LIGHT.text, 60) == has_ink(plain, LIGHT.text, 60)


def test_the_filled_part_has_the_colour_of_its_role(slider: MarkedSlider) -> None:
    slider.setValue(80)
    for theme in (LIGHT, DARK):
        slider.set_theme(theme)
        slider.set_role("warm")
        assert has_ink(seen(slider), theme.warm, 30) > 300


def test_focus_is_visible(slider: MarkedSlider, qtbot: QtBot) -> None:
    slider.clearFocus()
    before = seen(slider)
    slider.setFocus()
    qtbot.waitUntil(slider.hasFocus)
    assert not same(before, seen(slider))
