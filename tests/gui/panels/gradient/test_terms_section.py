"""The switches of the bars do what they say."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from engine.bptt.trace import Trace, trace
from engine.cells.activations import IDENTITY
from engine.studies.gradient_report import gradient_report
from engine.studies.study import Study
from gui.panels.gradient.terms_section import TermsSection
from gui.theme import DARK, LIGHT
from tests.engine.experiments import of_matrix
from tests.gui.screen import Left, same, seen


@pytest.fixture
def view(qtbot: QtBot) -> TermsSection:
    view = TermsSection()
    qtbot.addWidget(view)
    view.resize(280, 330)
    view.set_theme(LIGHT)
    with qtbot.waitExposed(view):
        view.show()
    return view


def show(view: TermsSection, result: Trace, summed: int = 0) -> None:
    view.show_story(result, gradient_report(result), summed)


def press(view: TermsSection, text: str) -> None:
    buttons = {button.text(): button for button in view.findChildren(QToolButton)}
    QTest.mouseClick(buttons[text], Left)


def words(view: TermsSection) -> str:
    labels = (text for text in view.findChildren(QLabel) if text.isVisible())
    return " ".join(text.text() for text in labels)


def test_log_and_linear_exclude_each_other(view: TermsSection, opening_study: Study) -> None:
    show(view, opening_study.trace, 5)
    log = seen(view.bars)
    press(view, "linear")
    assert not same(seen(view.bars), log)
    press(view, "log")
    assert same(seen(view.bars), log)
    press(view, "log")
    assert same(seen(view.bars), log)


def test_a_linear_scale_names_its_power_of_ten(view: TermsSection) -> None:
    show(view, trace(of_matrix([[0.1]], IDENTITY, T=9, s0=[1e-9], y=[1e-9])))
    assert "numbers" not in words(view)
    press(view, "linear")
    assert "numbers&nbsp;×10⁻" in words(view)


def test_the_lens_tells_what_is_lost(view: TermsSection) -> None:
    experiment = of_matrix([[0.1]], IDENTITY, T=100, x=np.full((100, 1), 0.9), s0=[1.0])
    show(view, trace(experiment), 100)
    before = seen(view.bars)
    assert "float32" not in words(view)
    press(view, "float32 lens")
    assert "exactly 0" in words(view)
    assert not same(seen(view.bars), before)


def test_the_sum_follows_the_playhead(view: TermsSection, opening_study: Study) -> None:
    show(view, opening_study.trace)
    view.show_summed(7)
    assert "7 of 24 terms summed" in words(view)
    assert view.bars.accessibleDescription().startswith("7 of 24 terms summed, norm")


def test_the_reason_of_the_first_zero_is_given_only_where_it_holds(
    view: TermsSection, opening_study: Study
) -> None:
    show(view, opening_study.trace)
    assert "because s₀ = 0" in words(view)
    show(view, trace(of_matrix([[0.5]], IDENTITY, s0=[1.0])))
    assert "because s₀ = 0" not in words(view)


def test_the_key_takes_the_themes_colours(view: TermsSection) -> None:
    assert LIGHT.accent in words(view)
    view.set_theme(DARK)
    assert DARK.accent in words(view)
