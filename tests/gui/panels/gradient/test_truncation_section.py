"""Moving τ shows what is kept, and what is cut."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from engine.bptt.trace import Trace, trace
from engine.cells.activations import IDENTITY
from engine.experiment.edits import with_t
from engine.experiment.loss_edits import with_summed
from engine.studies.gradient_report import gradient_report
from engine.studies.study import Study
from gui.panels.gradient.truncation_section import TruncationSection
from gui.theme import LIGHT
from gui.widgets.marked_slider import MarkedSlider
from gui.widgets.share_bars import ShareBars
from tests.engine.experiments import of_matrix

Right, Home, End = Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End


@pytest.fixture
def view(qtbot: QtBot) -> TruncationSection:
    view = TruncationSection()
    qtbot.addWidget(view)
    view.set_theme(LIGHT)
    view.show()
    return view


def show(view: TruncationSection, result: Trace) -> None:
    view.show_story(result, gradient_report(result))


def press(view: TruncationSection, *keys: Qt.Key) -> str:
    for key in keys:
        QTest.keyClick(view.findChild(MarkedSlider), key)
    return read(view)


def read(view: TruncationSection) -> str:
    words = [text.text() for text in view.findChildren(QLabel)]
    return " | ".join([*words, view.findChild(ShareBars).accessibleName()]).replace("\u00a0", " ")


def test_the_full_length_is_the_full_gradient(
    view: TruncationSection, opening_study: Study
) -> None:
    show(view, opening_study.trace)
    text = press(view, End)
    assert "τ = 24 of 24" in text
    assert "its norm 2.57 · 100 %" in text
    assert "its angle to the full gradient 0°" in text
    assert "this is the full gradient" in text


def test_one_step_is_the_last_term(view: TruncationSection, opening_study: Study) -> None:
    result = opening_study.trace
    show(view, result)
    cuts: list[int] = []
    view.cut.connect(cuts.append)
    text = press(view, Home)
    story = gradient_report(result)
    degrees = math.degrees(story.truncated.angle[0])
    assert f"its norm {result.term_norm[0]:.2f}" in text
    assert f"its angle to the full gradient {degrees:.1f}°" in text
    assert "s[23] is held constant: the terms k ≤ 23 are cut off." in text
    assert cuts[-1] == 23
    press(view, Right)
    assert cuts[-1] == 22


def test_tau_stays_where_it_is_while_the_experiment_changes(
    view: TruncationSection, opening_study: Study
) -> None:
    show(view, opening_study.trace)
    press(view, Home, Right, Right)
    show(view, trace(with_t(opening_study.experiment, 20)))
    assert "τ = 3 of 20" in read(view)
    show(view, trace(with_t(opening_study.experiment, 2)))
    assert "τ = 2 of 2" in read(view)


def test_no_term_is_cut_whole_when_losses_are_summed(
    view: TruncationSection, opening_study: Study
) -> None:
    cuts: list[int] = []
    view.cut.connect(cuts.append)
    show(view, trace(with_summed(opening_study.experiment, True)))
    assert "Every loss is sent back through 12 steps at most." in read(view)
    assert cuts[-1] == 0


def test_the_full_length_is_all_of_it_for_summed_losses_too(
    view: TruncationSection, opening_study: Study
) -> None:
    show(view, trace(with_summed(opening_study.experiment, True)))
    text = press(view, End)
    assert " · 100 %" in text
    assert "its angle to the full gradient 0°" in text


def test_no_share_is_told_of_a_gradient_that_cancels(view: TruncationSection) -> None:
    swap = of_matrix([[0.0, 1.0], [1.0, 0.0]], IDENTITY, T=2, s0=[1.0, -1.0], y=[2.0, 0.0])
    show(view, trace(swap))
    text = press(view, Home)
    assert "its norm 2.00;" in text
    assert "its angle to the full gradient –" in text
    assert "the term k = 1 is cut off" in text
