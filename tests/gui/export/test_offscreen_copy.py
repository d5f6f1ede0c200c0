"""A copy off the screen shows what the original shows, in another theme and size."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLabel,
    QPushButton,
    QSlider,
    QTabWidget,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from engine.cells.activations import TANH
from engine.playhead import Playhead
from engine.studies.calculus import PARABOLA, typed
from engine.studies.descent import Rule
from gui.export.offscreen_copy import OffscreenCopy, offscreen_panel
from gui.export.raster import picture
from gui.main_window import MainWindow
from gui.theme import DARK, LIGHT, Theme
from gui.widgets.panel import Panel
from tests.engine.experiments import random_experiment
from tests.gui.conftest import OpenWindow
from tests.gui.leak_check import flush
from tests.gui.screen import find, has_ink, pixels_of, same, seen
from tests.gui.views import show_in

PANELS = ("norm", "factor", "film", "chain", "chain_rule", "eigenvalues", "matrix")


@pytest.fixture
def stages() -> Iterator[list[OffscreenCopy]]:
    made: list[OffscreenCopy] = []
    yield made
    for stage in made:
        stage.close()
    made.clear()
    flush()


def staged(
    stages: list[OffscreenCopy], panel: Panel, theme: Theme = LIGHT, size: QSize | None = None
) -> OffscreenCopy:
    stage = offscreen_panel(panel, theme)
    stages.append(stage)
    stage.show(panel.view, size or panel.size())
    return stage


@pytest.mark.parametrize("name", PANELS)
def test_a_copy_looks_like_the_original(
    window: MainWindow, stages: list[OffscreenCopy], name: str
) -> None:
    panel = getattr(window, name)
    copy = pixels_of(picture(staged(stages, panel).widget, LIGHT.card, 1)).astype(int)
    away = np.abs(copy - pixels_of(picture(panel, LIGHT.card, 1)))
    assert (away.max(axis=2) > 40).mean() < 0.02


@pytest.mark.parametrize("name", PANELS)
def test_a_dark_copy_has_no_light_left_and_leaves_the_window_alone(
    window: MainWindow, stages: list[OffscreenCopy], name: str
) -> None:
    before = seen(window)
    panel = getattr(window, name)
    stage = staged(stages, panel, DARK, QSize(640, 480))
    pixels = pixels_of(picture(stage.widget, DARK.card, 1))
    assert pixels.shape[:2] == (480, 640)
    assert has_ink(pixels, DARK.card, 6) > 0.3 * 640 * 480
    assert has_ink(pixels, LIGHT.card, 6) < 0.01 * 640 * 480
    assert same(before, seen(window))


def test_it_steps_on_while_the_original_stays(
    window: MainWindow, stages: list[OffscreenCopy]
) -> None:
    stage = staged(stages, window.factor)
    before, shown = seen(stage.widget), seen(window.factor)
    parts = list(stage.stepping(Playhead(24, 25 + 20)))
    assert [part.size() for part in parts] == [window.factor.size()]
    assert not same(before, seen(stage.widget))
    assert same(shown, seen(window.factor))


def test_a_panel_behind_another_tab_is_complete(
    open_window: OpenWindow, stages: list[OffscreenCopy], qtbot: QtBot
) -> None:
    large = random_experiment(np.random.default_rng(0), TANH, (32, 2, 150, 150))
    window = open_window(large)
    qtbot.waitUntil(lambda: window.document.study is not None)
    spectrum = window.bench.spectrum
    assert not spectrum.isVisible()
    stage = staged(stages, spectrum, LIGHT, QSize(340, 900))
    assert stage.busy
    empty = pixels_of(picture(stage.widget, LIGHT.card, 1))
    with qtbot.waitSignal(stage.ready):
        pass
    assert not stage.busy
    full = pixels_of(picture(stage.widget, LIGHT.card, 1))
    assert has_ink(full, LIGHT.accent) > has_ink(empty, LIGHT.accent) + 100


def test_what_the_reader_chose_to_see_is_kept(
    window: MainWindow, stages: list[OffscreenCopy]
) -> None:
    window.matrix.show_array("x")
    copy = staged(stages, window.matrix).widget
    assert copy.table.model().rowCount() == window.matrix.table.model().rowCount() == 24
    show_in(window.norm, veiled=True)
    veiled = pixels_of(picture(staged(stages, window.norm).widget, LIGHT.card, 1))
    show_in(window.norm, veiled=False)
    QApplication.processEvents()
    assert has_ink(veiled, LIGHT.cool) == 0
    assert has_ink(seen(window.norm), LIGHT.cool) > 0


def test_the_gradients_switches_and_the_rule_of_descent_are_kept(
    fresh_window: MainWindow, stages: list[OffscreenCopy], qtbot: QtBot
) -> None:
    bench, tabs = fresh_window.bench, fresh_window.findChild(QTabWidget)
    tabs.setCurrentWidget(bench.gradient)
    next(b for b in bench.gradient.findChildren(QToolButton) if b.text() == "linear").click()
    find(bench.gradient, QSlider, "truncation τ").setValue(5)
    copy = staged(stages, bench.gradient).widget
    assert find(copy, QSlider, "truncation τ").value() == 5
    assert next(b for b in copy.findChildren(QToolButton) if b.text() == "linear").isChecked()
    tabs.setCurrentWidget(bench.descent)
    bench.descent.set_rule(Rule(0.25, 2.0))
    stage = staged(stages, bench.descent)
    qtbot.waitUntil(lambda: not stage.busy)
    spins = [
        [s.text() for s in p.findChildren(QAbstractSpinBox)] for p in (stage.widget, bench.descent)
    ]
    assert spins[0] == spins[1]


def test_the_steps_of_a_descent_are_kept(
    fresh_window: MainWindow, stages: list[OffscreenCopy], qtbot: QtBot
) -> None:
    descent = fresh_window.bench.descent
    fresh_window.findChild(QTabWidget).setCurrentWidget(descent)
    step = next(b for b in descent.findChildren(QPushButton) if b.text() == "Step")
    for _ in range(3):
        step.click()
    stage = staged(stages, descent)
    qtbot.waitUntil(lambda: not stage.busy)
    assert "3 steps" in [label.text() for label in stage.widget.findChildren(QLabel)]


def test_the_function_of_the_calculus_is_kept(
    window: MainWindow, stages: list[OffscreenCopy]
) -> None:
    calculus = window.bench.calculus
    calculus.show_function(typed("x^3 - 3x"))
    copy = staged(stages, calculus, LIGHT, QSize(330, 760)).widget
    assert copy._function.latex == calculus._function.latex
    calculus.show_function(PARABOLA)
