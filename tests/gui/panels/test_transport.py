"""The transport: buttons and timeline ask for moves; the place is said in words."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QSlider, QToolButton
from pytestqt.qtbot import QtBot

from engine.playhead import SPEEDS, Playhead
from gui.panels.transport import TransportPanel
from gui.theme import DARK
from tests.gui.panels.conftest import ShowPanel
from tests.gui.screen import Left, choose, find, same, seen, slide
from tests.gui.views import show_in

HEAD = Playhead(24)


@pytest.fixture
def panel(show_panel: ShowPanel) -> TransportPanel:
    return show_panel(TransportPanel(), size=(760, 54))


def place(panel: TransportPanel) -> str:
    return next(w.text() for w in panel.findChildren(QLabel) if w.objectName() == "strong")


@pytest.mark.parametrize(
    ("tip", "name"),
    [("To the first state", "first"), ("One step back", "back"), ("Play", "play"),
     ("One step forward", "forward"), ("To the end", "last")],
)  # fmt: skip
def test_a_button_asks_for_its_move(
    panel: TransportPanel, qtbot: QtBot, tip: str, name: str
) -> None:
    with qtbot.waitSignal(panel.pressed) as asked:
        QTest.mouseClick(find(panel, QToolButton, tip), Left)
    assert asked.args == [name]


@pytest.mark.parametrize(
    ("position", "said"), [(3, "3 of 24 states"), (25, "the loss"), (30, "5 of 24 factors")]
)
def test_it_says_where_the_playhead_stands(panel: TransportPanel, position: int, said: str) -> None:
    show_in(panel, playhead=HEAD.jump(position))
    assert place(panel) == said
    assert find(panel, QSlider, "timeline").value() == position


def test_it_says_less_where_there_is_little_room(panel: TransportPanel) -> None:
    panel.resize(500, 54)
    show_in(panel, playhead=HEAD.jump(30))
    assert place(panel) == "5 of 24"


def test_the_words_take_the_same_room_at_every_step(panel: TransportPanel) -> None:
    timeline, widths = find(panel, QSlider, "timeline"), set()
    for position in range(HEAD.last + 1):
        show_in(panel, playhead=HEAD.jump(position))
        widths.add(timeline.width())
    assert len(widths) == 1


def test_the_timeline_asks_for_positions_and_has_them_all(panel: TransportPanel) -> None:
    sought: list[int] = []
    panel.sought.connect(sought.append)
    slide(find(panel, QSlider, "timeline"), 0.0, 0.5, 1.0)
    assert (sought[0], sought[-1]) == (0, HEAD.last)
    show_in(panel, playhead=Playhead(3))
    assert find(panel, QSlider, "timeline").maximum() == 7


def test_play_becomes_pause(panel: TransportPanel) -> None:
    button = find(panel, QToolButton, "Play")
    before = seen(button)
    show_in(panel, playhead=HEAD.play())
    assert button.accessibleName() == "Pause"
    assert button.toolTip() == "Pause (Space)"
    assert not same(before, seen(button))


def test_speed_and_loop_are_asked_for_and_shown(panel: TransportPanel, qtbot: QtBot) -> None:
    box = find(panel, QComboBox, "speed")
    show_in(panel, playhead=HEAD.at_speed(1.0))
    with qtbot.waitSignal(panel.speed_chosen) as asked:
        choose(box, "2×")
    assert asked.args == [2.0]
    for speed in SPEEDS:
        show_in(panel, playhead=HEAD.at_speed(speed))
        assert box.currentText() == f"{speed:g}×"
    loop = find(panel, QToolButton, "Loop")
    with qtbot.waitSignal(panel.loop_chosen) as asked:
        QTest.mouseClick(loop, Left)
    assert asked.args == [True]
    for loops in (True, False):
        show_in(panel, playhead=HEAD.looping(loops))
        assert loop.isChecked() == loops


def test_a_new_theme_repaints(panel: TransportPanel) -> None:
    before = seen(panel)
    show_in(panel, theme=DARK)
    assert not same(before, seen(panel))
