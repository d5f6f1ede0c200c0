"""Analysis panels: request when visible, draw when complete, never draw twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from engine.chain.chain import Progress
from engine.experiment.experiment import Experiment
from engine.gallery import entry
from engine.playhead import Playhead
from engine.studies.study import Study, study
from gui.theme import DARK, LIGHT
from gui.widgets.analysis_panel import AnalysisPanel
from gui.widgets.analyst import Analyses
from tests.gui.views import show_in


@dataclass(frozen=True)
class Steps:
    """So many times the steps of the loss."""

    times: int = 1

    def seconds(self, _experiment: Experiment) -> float:
        return 0.0

    def run(self, study: Study, _progress: Progress) -> int:
        if self.times == 0:
            raise OverflowError("nothing to count")
        return self.times * study.trace.t


class StepsPanel(AnalysisPanel):
    """Shows them, and counts how often it draws."""

    def __init__(self) -> None:
        super().__init__("steps", "Steps")
        self.times, self.draws, self.text = 1, 0, QLabel("")
        self.body.addWidget(self.text)

    def needs(self) -> Analyses:
        return (Steps(self.times),)

    def analyses_known(self, study: Study) -> None:
        self.draws += 1
        self.text.setText(f"{study.get(Steps(self.times))} steps")

    def step_changed(self, _study: Study, playhead: Playhead) -> None:
        self.text.setToolTip(f"{playhead.steps_back}" if self.is_drawn else "not known yet")

    def analysis_failed(self, error: Exception) -> None:
        self.text.setText(f"Not done: {error}")


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[StepsPanel]:
    panel = StepsPanel()
    qtbot.addWidget(panel)
    yield panel
    panel.stop()


@pytest.fixture
def found() -> Study:
    return study(entry("opening").load())


def test_nothing_is_asked_before_the_panel_is_seen(panel: StepsPanel, found: Study) -> None:
    show_in(panel, study=found)
    assert not found.knows(Steps())
    panel.show()
    assert panel.text.text() == "24 steps"


def test_themes_and_returns_draw_nothing_again(panel: StepsPanel, found: Study) -> None:
    show_in(panel, study=found)
    panel.show()
    for theme in (DARK, LIGHT):
        show_in(panel, theme=theme)
        panel.hide()
        panel.show()
    assert (panel.draws, panel.theme) == (1, LIGHT)
    show_in(panel, study=study(entry("opening").load()))
    assert panel.draws == 2


def test_another_question_is_drawn_too(panel: StepsPanel, found: Study) -> None:
    show_in(panel, study=found)
    panel.show()
    panel.times = 2
    panel.ask()
    assert panel.text.text() == "48 steps"


def test_the_picture_follows_the_playhead(panel: StepsPanel, found: Study) -> None:
    head = Playhead(24)
    panel.show()
    show_in(panel, playhead=head.jump(head.loss_position + 3))
    show_in(panel, study=found)
    assert panel.text.toolTip() == "3"
    show_in(panel, playhead=head.jump(head.loss_position + 4))
    assert panel.text.toolTip() == "4"


def test_the_old_picture_stays_where_the_analysis_fails(panel: StepsPanel, found: Study) -> None:
    show_in(panel, study=found)
    panel.show()
    panel.times = 0
    show_in(panel, study=study(entry("opening").load()))
    assert panel.text.text() == "Not done: nothing to count"
    assert not panel.is_drawn
