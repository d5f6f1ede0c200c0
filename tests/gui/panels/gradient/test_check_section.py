"""The check runs beside the window, can be cancelled, and belongs to one gradient."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from engine.cells.activations import IDENTITY, TANH
from engine.studies.study import Study, study
from gui.panels.gradient.check_section import CheckSection
from tests.engine.experiments import of_matrix, random_experiment
from tests.gui.screen import Left


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[CheckSection]:
    view = CheckSection()
    qtbot.addWidget(view)
    view.show()
    yield view
    view.stop()


def press(view: CheckSection) -> None:
    QTest.mouseClick(view.findChild(QPushButton), Left)


def words(view: CheckSection) -> str:
    return view.findChild(QLabel).text()


def test_it_tells_the_largest_error_and_its_entry(
    view: CheckSection, qtbot: QtBot, opening_study: Study
) -> None:
    view.show_study(opening_study)
    press(view)
    qtbot.waitUntil(lambda: words(view).startswith("Agrees: largest error"))
    assert "at W[" in words(view)
    assert "all 16 entries" in words(view)
    assert not view.findChild(QProgressBar).isVisible()


def test_the_words_are_those_of_the_gradient_shown(
    view: CheckSection, qtbot: QtBot, opening_study: Study
) -> None:
    checked, other = study(opening_study.experiment), study(opening_study.experiment)
    view.show_study(checked)
    before = words(view)
    press(view)
    qtbot.waitUntil(lambda: words(view) != before)
    view.show_study(checked)
    assert words(view).startswith("Agrees")
    view.show_study(other)
    assert words(view) == before
    view.show_study(checked)
    assert words(view).startswith("Agrees")


def test_a_long_check_shows_progress_and_can_be_cancelled(view: CheckSection, qtbot: QtBot) -> None:
    rng = np.random.default_rng(0)
    view.show_study(study(random_experiment(rng, TANH, (128, 2, 400, 400)), "frobenius"))
    before, bar = words(view), view.findChild(QProgressBar)
    press(view)
    assert bar.isVisible()
    assert view.findChild(QPushButton).text() == "Cancel"
    press(view)
    assert not bar.isVisible()
    assert words(view) == before
    assert view.findChild(QPushButton).text() == "Check"


def test_what_cannot_be_checked_is_said(view: CheckSection, qtbot: QtBot) -> None:
    view.show_study(study(of_matrix([[10.0]], IDENTITY, T=300, s0=[1.0])))
    press(view)
    qtbot.waitUntil(lambda: words(view).startswith("Cannot be checked"))


def test_without_a_gradient_it_does_nothing(view: CheckSection) -> None:
    press(view)
    assert not view.findChild(QProgressBar).isVisible()
