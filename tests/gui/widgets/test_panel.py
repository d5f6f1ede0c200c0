"""Base of the panels: hooks called for studies, steps, frames and themes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.playhead import Playhead
from engine.studies.study import Study
from gui.theme import DARK, Theme
from gui.widgets.panel import Panel, label

HEAD = Playhead(24)


class Recorder(Panel):
    """Writes down what it is asked to draw."""

    def __init__(self, name: str = "recorder") -> None:
        self.drawn: list[str] = []
        super().__init__(name, "Recorder")

    def study_changed(self, _study: Study) -> None:
        self.drawn.append("study")

    def step_changed(self, _study: Study, playhead: Playhead) -> None:
        self.drawn.append(f"step {playhead.position}")

    def glided(self, _playhead: Playhead) -> None:
        self.drawn.append("glide")

    def theme_changed(self, theme: Theme) -> None:
        self.drawn.append(theme.name)


@pytest.fixture
def panel(qtbot: QtBot) -> Recorder:
    panel = Recorder()
    qtbot.addWidget(panel)
    panel.show()
    return panel


def test_a_frame_between_steps_draws_no_step_again(panel: Recorder, opening_study: Study) -> None:
    panel.show_study(opening_study)
    panel.show_frame(HEAD.jump(3))
    panel.show_frame(HEAD.jump(3).play().tick(0.1))
    panel.show_frame(HEAD.jump(4))
    assert panel.drawn == ["study", "step 3", "glide", "glide", "step 4", "glide"]


def test_a_new_study_is_drawn_at_the_present_position(
    panel: Recorder, opening_study: Study
) -> None:
    panel.show_frame(HEAD.jump(3))
    assert panel.drawn == []
    panel.show_study(opening_study)
    panel.show_study(opening_study)
    assert panel.drawn == 2 * ["study", "step 3", "glide"]


def test_a_playhead_of_another_chain_waits_for_its_study(
    panel: Recorder, opening_study: Study
) -> None:
    panel.show_study(opening_study)
    panel.show_frame(Playhead(7))
    assert panel.drawn == ["study"]


def test_a_hidden_panel_draws_nothing_until_it_is_shown(
    panel: Recorder, opening_study: Study
) -> None:
    panel.hide()
    panel.show_study(opening_study)
    panel.show_frame(HEAD.jump(9))
    assert not any("step" in what for what in panel.drawn)
    panel.show()
    assert "step 9" in panel.drawn


def test_a_theme_recolours_the_panel(panel: Recorder, opening_study: Study) -> None:
    panel.show_study(opening_study)
    panel.set_theme(DARK)
    assert panel.theme is DARK
    assert panel.drawn[1:3] == ["dark", "study"]


@pytest.mark.parametrize(("name", "wanted"), [("norm", 1), ("", 0)])
def test_only_a_named_panel_offers_its_picture(qtbot: QtBot, name: str, wanted: int) -> None:
    panel = Recorder(name)
    qtbot.addWidget(panel)
    places: list[QPoint] = []
    panel.menu_wanted.connect(places.append)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(3, 4), QPoint(30, 40))
    QApplication.sendEvent(panel, event)
    assert places == [QPoint(30, 40)] * wanted


def test_labels_have_a_role(qtbot: QtBot) -> None:
    title = label("words", "title")
    qtbot.addWidget(title)
    assert (title.text(), title.objectName()) == ("words", "title")
