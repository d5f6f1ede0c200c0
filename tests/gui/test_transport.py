"""The transport: keys, buttons and timeline move the playback, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.experiment.edits import array_of
from engine.playhead import Playhead
from gui.main_window import MainWindow
from tests.gui.screen import (
    Left,
    find,
    go_to,
    slide,
)

Key = Qt.Key


def arrays(window: MainWindow) -> dict[str, bytes]:
    experiment = window.document.experiment
    return {name: array_of(experiment, name).tobytes() for name in ("W", "U", "b", "x", "s0", "y")}


def test_space_plays_and_pauses_also_from_the_grid(window: MainWindow, qtbot: QtBot) -> None:
    go_to(window.matrix.table, 1, 1)
    numbers = arrays(window)
    place = window.playback.playhead.position
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Space)
    assert window.playback.playhead.playing
    qtbot.waitUntil(lambda: window.playback.playhead.position > place)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Space)
    assert not window.playback.playhead.playing
    assert arrays(window) == numbers


@pytest.mark.parametrize(
    ("key", "move"),
    [
        (Key.Key_Left, Playhead.back),
        (Key.Key_Right, Playhead.step),
        (Key.Key_Home, lambda head: head.jump(0)),
        (Key.Key_End, lambda head: head.jump(head.last)),
    ],
)
def test_the_transport_keys_move_where_no_cell_has_the_keyboard(
    window: MainWindow, key: Key, move: Callable[[Playhead], Playhead]
) -> None:
    window.matrix.table.clearFocus()
    here = window.playback.playhead
    QTest.keyClick(window, key)
    assert window.playback.playhead == move(here)
    go_to(window.matrix.table, 1, 1)
    there = window.playback.playhead
    QTest.keyClick(window.matrix.table, key)
    assert window.playback.playhead == there, "in the grid the arrows walk through the cells"


@pytest.mark.parametrize(
    "modifier", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier]
)
def test_plus_and_minus_change_the_speed(window: MainWindow, modifier: Qt.KeyboardModifier) -> None:
    window.matrix.table.clearFocus()
    speed = find(window, QComboBox, "speed")
    QTest.keyClick(window, "+", modifier)
    assert (window.playback.playhead.speed, speed.currentText()) == (2.0, "2×")
    for _ in range(9):
        QTest.keyClick(window, "-")
    assert (window.playback.playhead.speed, speed.currentText()) == (0.25, "0.25×")
    assert window.settings.speed == 0.25


def test_l_loops(window: MainWindow) -> None:
    window.matrix.table.clearFocus()
    loop = next(b for b in window.transport.findChildren(QWidget) if b.toolTip() == "Loop (L)")
    QTest.keyClick(window, "l")
    assert window.playback.playhead.loop
    assert loop.isChecked()
    QTest.mouseClick(loop, Left)
    assert not window.playback.playhead.loop


def test_the_transport_buttons_do_what_they_say(window: MainWindow) -> None:
    places = []
    for tip in ("To the first state", "One step forward", "To the end", "One step back"):
        button = find(window.transport, QWidget, tip)
        QTest.mouseClick(button, Left)
        places.append(window.playback.playhead.position)
    last = window.playback.playhead.last
    assert places == [0, 1, last, last - 1]
    play = find(window.transport, QWidget, "Play")
    QTest.mouseClick(play, Left)
    assert window.playback.playhead.playing
    assert play.accessibleName() == "Pause"
    QTest.mouseClick(play, Left)
    assert not window.playback.playhead.playing


def test_the_timeline_goes_where_it_is_dragged(window: MainWindow) -> None:
    timeline = find(window, QSlider, "timeline")
    slide(timeline, 0.5, 1.0)
    assert window.playback.playhead.position == window.playback.playhead.last
    slide(timeline, 1.0, 0.0)
    assert window.playback.playhead.position == 0
    assert window.document.undo_stack.count() == 0
