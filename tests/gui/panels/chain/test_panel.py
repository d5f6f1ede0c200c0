"""The unrolled network: what it shows at each phase, and what a click asks for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolTip
from pytestqt.qtbot import QtBot

from engine.experiment.edits import with_steps, with_t
from engine.gallery import entry
from engine.playhead import Playhead
from engine.studies.study import Study, study
from gui.panels.chain.panel import ChainPanel
from gui.theme import DARK, LIGHT
from tests.gui.panels.conftest import ShowPanel, at
from tests.gui.screen import Left, Right, has_ink, same, seen
from tests.gui.views import show_in


@pytest.fixture
def panel(show_panel: ShowPanel) -> ChainPanel:
    return show_panel(ChainPanel(), size=(700, 110))


def point(panel: ChainPanel, place: float, T: int = 24) -> QPoint:
    view = panel.drawing
    return QPoint(round(14 + place * (view.width() - 28) / T), round(12 + (view.height() - 18) / 3))


def words(panel: ChainPanel) -> str:
    return " ".join(label.text() for label in panel.findChildren(QLabel))


def test_it_says_what_is_happening(panel: ChainPanel, opening_study: Study) -> None:
    head = Playhead(24)
    for position, said in (
        (3, "running forward · state s[3] of 24"),
        (25, "the loss at t = 24"),
        (30, "now at factor j = 20"),
        (49, "all 24 factors multiplied"),
    ):
        show_in(panel, playhead=head.jump(position))
        assert said in words(panel)


def test_one_factor_is_said_in_the_singular(panel: ChainPanel) -> None:
    panel.show_study(study(with_t(entry("opening").load(), 1)))
    panel.show_frame(Playhead(1).jump(3))
    assert "the one factor multiplied, back to s[0]" in words(panel)


@pytest.mark.parametrize("place", [1, 10, 24])
def test_a_click_on_a_state_asks_for_the_loss_there(
    panel: ChainPanel, qtbot: QtBot, place: int
) -> None:
    with qtbot.waitSignal(panel.drawing.state_chosen) as asked:
        QTest.mouseClick(panel.drawing, Left, pos=point(panel, place))
    assert asked.args == [place]


@pytest.mark.parametrize("j", [1, 12, 24])
def test_a_click_on_an_edge_asks_for_its_factor(panel: ChainPanel, qtbot: QtBot, j: int) -> None:
    with qtbot.waitSignal(panel.drawing.factor_chosen) as asked:
        QTest.mouseClick(panel.drawing, Left, pos=point(panel, j - 0.5))
    assert asked.args == [j]


def test_clicks_beside_the_chain_and_with_the_other_button_ask_for_nothing(
    panel: ChainPanel, show_panel: ShowPanel
) -> None:
    asked: list[int] = []
    panel.drawing.state_chosen.connect(asked.append)
    panel.drawing.factor_chosen.connect(asked.append)
    QTest.mouseClick(panel.drawing, Left, pos=QPoint(300, panel.drawing.height() - 1))
    QTest.mouseClick(panel.drawing, Left, pos=point(panel, 0))
    QTest.mouseClick(panel.drawing, Right, pos=point(panel, 10))
    assert asked in ([], [1])


def test_an_edge_beyond_the_loss_has_no_factor(show_panel: ShowPanel) -> None:
    early = study(with_t(entry("opening").load(), 10))
    panel = show_panel(ChainPanel(), early, (700, 110))
    asked: list[int] = []
    panel.drawing.factor_chosen.connect(asked.append)
    QTest.mouseClick(panel.drawing, Left, pos=point(panel, 15.5))
    assert asked == []


def test_hovering_says_what_a_click_would_do(panel: ChainPanel, qtbot: QtBot) -> None:
    QTest.mouseMove(panel.drawing, point(panel, 10))
    qtbot.waitUntil(lambda: QToolTip.text() == "put the loss at s[10]")
    assert panel.drawing.cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(panel.drawing, point(panel, 10.5))
    qtbot.waitUntil(lambda: QToolTip.text().startswith("go to ∂s[11] / ∂s[10], norm "))


def test_the_wave_moves_between_two_steps(panel: ChainPanel, opening_study: Study) -> None:
    before = seen(panel.drawing)
    head = at(opening_study, 5).play().tick(0.15)
    assert head.position == at(opening_study, 5).position
    show_in(panel, playhead=head)
    assert not same(before, seen(panel.drawing))


def test_walked_edges_are_coloured_by_their_norms(panel: ChainPanel, opening_study: Study) -> None:
    show_in(panel, playhead=at(opening_study, 0))
    cool = has_ink(seen(panel.drawing), LIGHT.warm, 120) + has_ink(
        seen(panel.drawing), LIGHT.cool, 120
    )
    show_in(panel, playhead=at(opening_study, 24))
    later = has_ink(seen(panel.drawing), LIGHT.warm, 120) + has_ink(
        seen(panel.drawing), LIGHT.cool, 120
    )
    assert later > cool + 200


@pytest.mark.parametrize("T", [1, 24, 150, 1000])
def test_chains_of_every_length_are_drawn(show_panel: ShowPanel, T: int) -> None:
    panel = show_panel(ChainPanel(), study(with_steps(entry("opening").load(), T)), (700, 110))
    assert has_ink(seen(panel.drawing), LIGHT.accent, 60) > 20


def test_a_new_theme_repaints(panel: ChainPanel) -> None:
    show_in(panel, theme=DARK)
    assert has_ink(seen(panel.drawing), DARK.accent, 30) > 20
