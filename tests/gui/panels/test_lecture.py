"""The lecture's card at the widths of the right column."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from engine.lecture import PartKind, Step, steps
from gui.panels.lecture import LecturePanel
from gui.theme import DARK, LIGHT
from gui.theming import Theming
from tests.gui.screen import drawn, has_ink, seen
from tests.gui.views import show_in

EVERY = pytest.mark.parametrize("step", steps(), ids=lambda step: step.id)


@pytest.fixture
def panel(qtbot: QtBot, look: Theming) -> LecturePanel:
    panel = LecturePanel()
    qtbot.addWidget(panel)
    panel.resize(290, 460)
    panel.show()
    panel.activateWindow()
    assert QTest.qWaitForWindowActive(panel)
    return panel


def show(panel: LecturePanel, step: Step) -> None:
    panel.show_step(step, steps().index(step), len(steps()))
    QApplication.processEvents()


@EVERY
@pytest.mark.parametrize("width", [268, 330])
def test_a_step_fits_the_column_and_shows_all_its_parts(
    panel: LecturePanel, step: Step, width: int
):
    panel.resize(width, 460)
    show(panel, step)
    page = panel.page
    assert page.widget().width() <= page.viewport().width()
    shown = " ".join(text.text() for text in page.findChildren(QLabel)).replace("\u00a0", " ")
    for part in step.parts:
        assert part.kind is PartKind.FORMULA or part.content in shown
    assert len(page.formulas) == sum(part.kind is PartKind.FORMULA for part in step.parts)
    assert all(drawn(formula) > 30 for formula in page.formulas)


@EVERY
def test_no_formula_is_shrunk_in_the_narrowest_column(panel: LecturePanel, step: Step):
    panel.resize(268, 460)
    show(panel, step)
    for formula in panel.page.formulas:
        assert formula.sizeHint().width() <= formula.width()
        assert formula.sizeHint().height() <= formula.height()


@EVERY
def test_the_reason_comes_into_view_when_it_plays(panel: LecturePanel, step: Step):
    panel.resize(290, 330)
    show(panel, step)
    panel.question.choose(0)
    panel.question.play()
    for _ in range(3):
        QApplication.processEvents()
    why = panel.question.latest
    bottom = why.mapTo(panel.page.viewport(), why.rect().bottomLeft()).y()
    assert 0 < bottom <= panel.page.viewport().height()


def test_the_first_step_has_none_before_and_the_last_finishes(panel: LecturePanel):
    wanted: list[int] = []
    left: list[None] = []
    panel.step_wanted.connect(wanted.append)
    panel.left.connect(lambda: left.append(None))
    show(panel, steps()[0])
    panel.back()
    panel.next()
    show(panel, steps()[-1])
    panel.back()
    panel.next()
    assert wanted == [1, 6]
    assert len(left) == 1


def test_a_step_asks_for_its_tab(panel: LecturePanel):
    wanted: list[str] = []
    panel.panel_wanted.connect(wanted.append)
    show(panel, steps()[4])
    assert wanted == ["Calculus"]


def test_nothing_may_give_the_answer_away_while_it_is_open(panel: LecturePanel):
    open_now: list[bool] = []
    panel.predicting.connect(open_now.append)
    show(panel, steps()[0])
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert open_now == [True, False]
    show(panel, steps()[1])
    panel.dismiss()
    assert open_now == [True, False, True, False]
    assert panel.isHidden()


def test_the_arrows_scroll_a_long_text(panel: LecturePanel):
    panel.resize(290, 260)
    show(panel, steps()[1])
    bar = panel.page.verticalScrollBar()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert bar.value() > 0
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert bar.value() == 0


def test_it_takes_on_a_theme_while_a_step_is_shown(panel: LecturePanel):
    show(panel, steps()[6])
    formula = panel.page.formulas[0]
    assert has_ink(seen(formula), LIGHT.text) > 20
    show_in(panel, theme=DARK)
    assert has_ink(seen(formula), DARK.text) > 20
    show_in(panel, theme=LIGHT)


def test_turning_the_page_leaves_no_page_behind(panel: LecturePanel):
    for step in steps():
        show(panel, step)
    QApplication.sendPostedEvents(None, 52)  # deferred deletions
    assert len(panel.findChildren(type(panel.page))) == 1
