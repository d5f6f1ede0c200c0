"""Base of the panels: hooks called for studies, steps, frames and themes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.playhead import Playhead
from engine.studies.study import Study, study
from gui.theme import DARK, LIGHT, Theme
from gui.widgets.panel import Panel, label
from tests.gui.views import show_in

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

    def frame_advanced(self, _playhead: Playhead) -> None:
        self.drawn.append("frame")

    def theme_changed(self, theme: Theme) -> None:
        self.drawn.append(theme.name)


@pytest.fixture
def panel(qtbot: QtBot) -> Recorder:
    panel = Recorder()
    qtbot.addWidget(panel)
    panel.show()
    return panel


def test_a_frame_between_two_steps_draws_no_step_anew(
    panel: Recorder, opening_study: Study
) -> None:
    show_in(panel, study=opening_study)
    show_in(panel, playhead=HEAD.jump(3))
    show_in(panel, playhead=HEAD.jump(3).play().tick(0.1))
    show_in(panel, playhead=HEAD.jump(4))
    assert panel.drawn == ["light", "study", "step 3", "frame", "frame", "step 4", "frame"]


def test_a_new_study_is_drawn_at_the_present_place(panel: Recorder, opening_study: Study) -> None:
    show_in(panel, playhead=HEAD.jump(3))
    assert panel.drawn == ["light"]
    for each in (opening_study, study(opening_study.experiment)):
        show_in(panel, study=each)
    assert panel.drawn[1:] == 2 * ["study", "step 3", "frame"]


def test_what_is_shown_already_is_not_drawn_again(panel: Recorder, opening_study: Study) -> None:
    show_in(panel, study=opening_study, playhead=HEAD)
    panel.drawn.clear()
    show_in(panel, study=opening_study, playhead=HEAD, theme=LIGHT)
    panel.hide()
    panel.show()
    assert panel.drawn == []


def test_a_playhead_of_another_chain_waits_for_its_study(
    panel: Recorder, opening_study: Study
) -> None:
    show_in(panel, study=opening_study)
    show_in(panel, playhead=Playhead(7))
    assert panel.drawn == ["light", "study"]
    show_in(panel, playhead=HEAD)
    assert panel.drawn[2:] == ["step 0", "frame"]


def test_a_hidden_panel_draws_nothing_until_it_is_shown(
    panel: Recorder, opening_study: Study
) -> None:
    panel.hide()
    panel.drawn.clear()
    show_in(panel, study=opening_study)
    show_in(panel, playhead=HEAD.jump(9), theme=DARK)
    assert panel.drawn == []
    panel.show()
    assert panel.drawn == ["dark", "study", "step 9", "frame"]


def test_another_theme_restyles_the_panel_and_draws_no_study_again(
    panel: Recorder, opening_study: Study
) -> None:
    show_in(panel, study=opening_study, playhead=HEAD)
    panel.drawn.clear()
    show_in(panel, theme=DARK)
    assert panel.theme is DARK
    assert panel.drawn == ["dark"]


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
