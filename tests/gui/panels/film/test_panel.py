"""The film strip: every factor in view, the multiplied bright, the current framed."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from engine.experiment.edits import with_steps
from engine.gallery import entry
from engine.playhead import Playhead
from engine.studies.study import Study, study
from gui.panels.film.panel import FilmPanel
from gui.theme import DARK, LIGHT
from tests.gui.panels.conftest import ShowPanel, at
from tests.gui.screen import Left, Right, has_ink, seen
from tests.gui.views import show_in


@pytest.fixture
def panel(show_panel: ShowPanel) -> FilmPanel:
    return show_panel(FilmPanel(), size=(700, 90))


def place(panel: FilmPanel, j: int, t: int = 24) -> QPoint:
    return QPoint(round((j - 0.5) * panel.strip.width() / t), 20)


@pytest.mark.parametrize("j", [1, 13, 24])
def test_a_click_chooses_a_factor(panel: FilmPanel, qtbot: QtBot, j: int) -> None:
    with qtbot.waitSignal(panel.strip.chosen) as asked:
        QTest.mouseClick(panel.strip, Left, pos=place(panel, j))
    assert asked.args == [j]


def test_the_other_button_chooses_none(panel: FilmPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.strip.chosen):
        QTest.mouseClick(panel.strip, Right, pos=place(panel, 3))


def test_hovering_names_the_factor_and_its_norm(panel: FilmPanel, qtbot: QtBot) -> None:
    QTest.mouseMove(panel.strip, place(panel, 7))
    qtbot.waitUntil(lambda: QToolTip.text().startswith("‖∂s[7] / ∂s[6]‖ = "))


def test_the_current_factor_is_framed_where_it_stands(
    panel: FilmPanel, opening_study: Study
) -> None:
    def framed() -> int:
        columns = np.abs(seen(panel.strip).astype(int) - (0x32, 0x57, 0xD6)).sum(axis=2) < 60
        return int(np.flatnonzero(columns.any(axis=0)).mean() / panel.strip.width() * 24) + 1

    for steps in (1, 5, 24):
        show_in(panel, playhead=at(opening_study, steps))
        assert framed() == 24 - steps + 1


def test_what_is_multiplied_is_bright(panel: FilmPanel, opening_study: Study) -> None:
    def colour() -> float:
        picture = seen(panel.strip)[: panel.strip.height() - 18].astype(int)
        return float((picture.max(axis=2) - picture.min(axis=2)).sum())

    show_in(panel, playhead=Playhead(24).jump(3))
    pale = colour()
    show_in(panel, playhead=at(opening_study, 24))
    assert colour() > 1.5 * pale


@pytest.mark.parametrize("T", [1, 2, 500])
def test_strips_of_every_length(show_panel: ShowPanel, qtbot: QtBot, T: int) -> None:
    panel = show_panel(FilmPanel(), study(with_steps(entry("opening").load(), T)), (700, 90))
    assert has_ink(seen(panel.strip), LIGHT.accent, 60) > 20
    for share, j in ((0.001, 1), (0.999, T)):
        with qtbot.waitSignal(panel.strip.chosen) as asked:
            x = round(share * (panel.strip.width() - 1))
            QTest.mouseClick(panel.strip, Left, pos=QPoint(x, 20))
        assert asked.args == [j]


def test_a_new_theme_repaints(panel: FilmPanel) -> None:
    show_in(panel, theme=DARK)
    assert has_ink(seen(panel.strip), DARK.accent, 30) > 20
