"""For each choice the widget that shows it: the one on screen, or a copy."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QTabWidget
from shiboken6 import isValid

from gui.export.export_options import WINDOW, ExportOptions
from gui.export.export_targets import ExportTargets, Scene
from gui.export.offscreen_window import offscreen_window
from gui.export.raster import picture
from gui.main_window import MainWindow
from gui.theme import DARK, LIGHT
from tests.gui.leak_check import flush
from tests.gui.screen import has_ink, pixels_of, same, seen


@pytest.fixture
def subjects(window: MainWindow) -> Iterator[ExportTargets]:
    parent = QObject()
    scene = Scene(window.document.study, window.playback.playhead, LIGHT)
    make = partial(offscreen_window, MainWindow, window.document.experiment)
    made = ExportTargets(window, window.pictures.panels, scene, make, parent)
    yield made
    made.drop()
    parent.deleteLater()
    flush()


def test_every_panel_and_the_window_can_be_had(subjects: ExportTargets) -> None:
    names = subjects.names
    assert next(iter(names.items())) == (WINDOW, "Whole window")
    assert {"norm", "factor", "chain-rule", "weights", "eigenvalues", "gradient"} < set(names)
    assert subjects.plot("eigenvalues") == "spectrum"
    assert subjects.plot(WINDOW) == subjects.plot("chain-rule") == ""


def test_what_is_on_screen_is_taken_from_there(subjects: ExportTargets, window: MainWindow) -> None:
    assert subjects.widget(ExportOptions("norm")) is window.norm
    assert subjects.widget(ExportOptions("norm", theme="light")) is window.norm
    assert subjects.widget(ExportOptions()) is window
    assert subjects.widget(ExportOptions("norm", theme="dark")) is not window.norm
    assert subjects.widget(ExportOptions("norm", width=640, height=480)).size() == QSize(640, 480)


def test_a_panel_behind_a_tab_is_as_large_as_it_would_be(
    subjects: ExportTargets, window: MainWindow
) -> None:
    copy = subjects.widget(ExportOptions("calculus"))
    assert copy is not window.bench.calculus
    assert copy.size() == window.chain_rule.size()


def test_a_window_that_plays_on_is_shown_where_it_stood(
    subjects: ExportTargets, window: MainWindow
) -> None:
    stood = seen(window.chain)
    window.playback.apply(lambda head: head.jump(head.last))
    copy = subjects.widget(ExportOptions("chain"))
    assert copy is not window.chain
    assert same(stood, pixels_of(picture(copy, LIGHT.card, 1)))


def test_one_copy_serves_all_sizes_and_goes_when_another_is_wanted(subjects: ExportTargets) -> None:
    first = subjects.widget(ExportOptions("norm", theme="dark"))
    assert subjects.widget(ExportOptions("norm", theme="dark", width=640, height=480)) is first
    assert isValid(first)
    assert subjects.widget(ExportOptions("film", theme="dark")) is not first
    flush()
    assert not isValid(first)


def test_the_window_has_a_copy_with_the_same_tab_and_borders(
    subjects: ExportTargets, window: MainWindow
) -> None:
    window.findChild(QTabWidget).setCurrentIndex(3)
    before = seen(window)
    choice = ExportOptions(theme="dark", width=1280, height=720)
    copy = subjects.widget(choice)
    pixels = pixels_of(picture(copy, subjects.background(choice), 1))
    assert copy.size() == QSize(1280, 720)
    assert copy.findChild(QTabWidget).currentIndex() == 3
    assert has_ink(pixels, DARK.card, 6) > 0.4 * 1280 * 720
    assert has_ink(pixels, LIGHT.card, 6) < 0.002 * 1280 * 720
    assert same(before, seen(window))
    window.findChild(QTabWidget).setCurrentIndex(0)
