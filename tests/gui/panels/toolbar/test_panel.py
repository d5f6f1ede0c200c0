"""The toolbar: it shows what is chosen and asks only for what a person changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QMenu, QSpinBox, QToolButton
from pytestqt.qtbot import QtBot

from engine.cells.activations import ACTIVATIONS
from engine.chain.norms import NORMS
from engine.experiment.edits import with_activation, with_steps, with_t, with_units
from engine.studies.study import Study, study
from gui.panels.toolbar.panel import Toolbar
from gui.panels.toolbar.verdict_pill import VerdictPill
from gui.theme import DARK
from tests.gui.panels.conftest import ShowPanel
from tests.gui.screen import choose, find, set_number
from tests.gui.views import show_in

T_BOX = "Step t at which the loss stands"


@pytest.fixture
def menu(qtbot: QtBot) -> QMenu:
    menu = QMenu()
    qtbot.addWidget(menu)
    return menu


@pytest.fixture
def panel(show_panel: ShowPanel, menu: QMenu) -> Toolbar:
    names = ("&Open…", "&Save", "Undo", "Redo")
    actions = [QAction(name, menu) for name in names]
    return show_panel(Toolbar(actions[:2], menu, actions[2:]), size=(1200, 44))


@pytest.fixture
def asked(panel: Toolbar) -> list[tuple[object, ...]]:
    asked: list[tuple[object, ...]] = []
    panel.number_chosen.connect(lambda *what: asked.append(what))
    panel.activation_chosen.connect(lambda *what: asked.append(what))
    panel.norm_chosen.connect(lambda *what: asked.append(what))
    return asked


def numbers(panel: Toolbar) -> tuple[int, ...]:
    return tuple(find(panel, QSpinBox, name).value() for name in ("Units d", "Steps T", T_BOX))


def test_it_shows_the_studys_choices(panel: Toolbar, opening_study: Study) -> None:
    assert numbers(panel) == (4, 24, 24)
    assert find(panel, QComboBox, "activation").currentText() == "tanh"
    assert opening_study.verdict.proved in panel.findChild(VerdictPill).accessibleName()
    show_in(panel, study=study(opening_study.experiment, "inf"))
    assert find(panel, QComboBox, "norm").currentData() == "inf"


def test_a_number_is_asked_for_when_it_is_entered_whole(
    panel: Toolbar, asked: list[tuple[object, ...]]
) -> None:
    set_number(panel, "Units d", 12)
    set_number(panel, "Steps T", 30)
    set_number(panel, T_BOX, 7)
    assert asked == [("d", 12), ("T", 30), ("t", 7)]


def test_the_loss_cannot_be_put_outside_the_sequence(
    panel: Toolbar, asked: list[tuple[object, ...]]
) -> None:
    box = find(panel, QSpinBox, T_BOX)
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert asked == []
    assert (box.minimum(), box.maximum()) == (1, 24)


@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_every_activation_can_be_asked_for(
    panel: Toolbar, opening_study: Study, asked: list[tuple[object, ...]], name: str
) -> None:
    other = "relu" if name == "tanh" else "tanh"
    show_in(panel, study=study(with_activation(opening_study.experiment, ACTIVATIONS[other])))
    choose(find(panel, QComboBox, "activation"), name)
    assert asked[-1] == (name,)


def test_every_norm_can_be_asked_for(panel: Toolbar, asked: list[tuple[object, ...]]) -> None:
    box = find(panel, QComboBox, "norm")
    assert box.count() == len(NORMS)
    choose(box, box.itemText(1))
    assert asked == [(list(NORMS)[1],)]


def test_showing_another_study_asks_for_nothing(
    panel: Toolbar, opening_study: Study, asked: list[tuple[object, ...]]
) -> None:
    base = opening_study.experiment
    for other in (
        replace(with_steps(base, 10), t=5),
        with_units(base, 9),
        with_t(with_steps(base, 300), 250),
        with_t(base, 3),
        with_units(base, 1),
    ):
        show_in(panel, study=study(other))
        assert numbers(panel) == (other.network.d, other.T, other.t)
    assert asked == []


def test_buttons_carry_their_actions(panel: Toolbar) -> None:
    texts = [button.text() for button in panel.findChildren(QToolButton)]
    assert "Export…" in texts
    assert all(button.toolTip() for button in panel.findChildren(QToolButton))


def test_a_new_theme_recolours_the_icons(panel: Toolbar) -> None:
    undo = next(b for b in panel.findChildren(QToolButton) if b.text() == "Undo")
    before = undo.icon().pixmap(16, 16).toImage()
    show_in(panel, theme=DARK)
    assert undo.icon().pixmap(16, 16).toImage() != before
