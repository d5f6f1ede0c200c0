"""Playback clock: plays at the set speed, and stops at the end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.playhead import Playhead
from gui.playback import Playback


@pytest.fixture
def playback(qapp: QApplication) -> Playback:
    playback = Playback()
    playback.fit(6)
    return playback


def ticking(playback: Playback) -> bool:
    return playback.findChild(QTimer).isActive()


def test_playing_moves_and_tells_and_ends_paused_at_the_end(
    playback: Playback, qtbot: QtBot
) -> None:
    places: list[Playhead] = []
    playback.moved.connect(places.append)
    playback.apply(lambda head: head.at_speed(16.0))
    playback.toggle()
    assert ticking(playback)
    qtbot.waitUntil(lambda: not playback.playhead.playing, timeout=5000)
    assert playback.playhead.position == playback.playhead.last
    assert not ticking(playback)
    positions = [head.position for head in places]
    assert positions == sorted(positions)
    assert len(set(positions)) > 5


def test_a_second_press_pauses_where_it_stands(playback: Playback, qtbot: QtBot) -> None:
    playback.toggle()
    qtbot.waitUntil(lambda: playback.playhead.position > 0, timeout=3000)
    playback.toggle()
    here = playback.playhead
    assert not ticking(playback)
    qtbot.wait(100)
    assert playback.playhead == here


def test_a_shorter_chain_clips_the_place_and_an_equal_one_tells_nothing(
    playback: Playback,
) -> None:
    places: list[Playhead] = []
    playback.apply(lambda head: head.jump(head.last))
    playback.moved.connect(places.append)
    playback.fit(6)
    assert places == []
    playback.fit(3)
    assert (places[-1].t, places[-1].position) == (3, 7)


def test_it_can_be_stopped_while_it_plays(playback: Playback) -> None:
    playback.toggle()
    playback.stop()
    assert not ticking(playback)


def test_looping_starts_over(playback: Playback, qtbot: QtBot) -> None:
    playback.fit(1)
    playback.apply(lambda head: head.looping(True).at_speed(16.0).jump(3))
    playback.apply(Playhead.play)
    places: list[int] = []
    playback.moved.connect(lambda head: places.append(head.position))
    qtbot.waitUntil(lambda: places.count(0) > 1, timeout=5000)
    playback.stop()
    assert max(places) == 3
