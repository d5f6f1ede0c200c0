"""Experiments at the ends of what there is: tiny, endless, enormous, and zero."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QLabel,
    QProgressBar,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.cells.activations import ACTIVATIONS
from engine.experiment.experiment import Experiment
from engine.experiment.network import Network
from engine.gallery import entry
from engine.studies.study import study
from gui.document import computing
from gui.main_window import MainWindow
from gui.panels.toolbar.verdict_pill import VerdictPill
from tests.gui.screen import (
    find,
    seen,
    slide,
)

pytestmark = pytest.mark.slow


def lone(W: list[list[float]], T: int, activation: str = "identity", s0: float = 0.0) -> Experiment:
    """Return an experiment of W alone, with zero inputs."""
    d = len(W)
    net = Network(np.array(W), np.eye(d), np.zeros(d), np.full(d, s0), ACTIVATIONS[activation])
    return Experiment(net, np.zeros((T, d)), np.zeros(d), T, "lone")


EXTREMES = {
    "one unit": lone([[0.5]], 9),
    "one step": lone([[0.5, 1.0], [0.0, 0.5]], 1, "tanh"),
    "one of each": lone([[2.0]], 1),
    "a thousand steps": lone(np.diag([0.9, 0.8, 1.01, -1.0]).tolist(), 1000, "tanh", 0.5),
    "past the largest double": lone([[1e200, 0.0], [0.0, 1.0]], 12),
    "below the smallest double": lone([[1e-200, 0.0], [0.0, 1e-250]], 12),
    "zero weights": lone([[0.0, 0.0], [0.0, 0.0]], 5),
    "the largest doubles": lone([[1.7e308, 0.0], [0.0, -1.7e308]], 5),
}


@pytest.mark.parametrize("subject", [*EXTREMES, "shift", "nilpotent", "saturated"])
def test_no_experiment_is_too_extreme_to_be_shown(window: MainWindow, subject: str) -> None:
    window.document.open(EXTREMES.get(subject) or entry(subject).load(), None)
    for move in ("first", "forward", "last", "back"):
        window.press(move)
        seen(window)
    window.press("last")
    for curve in window.norm.findChild(pg.PlotWidget).getPlotItem().curves:
        x, y = curve.getData()
        assert x is None or (np.isfinite(x).all() and np.isfinite(y).all())
    words = [w.text() for w in window.findChildren(QLabel)]
    words += [w.accessibleName() + w.accessibleDescription() for w in window.findChildren(QWidget)]
    assert not [text for text in words if "nan" in text.lower().split()]
    slide(find(window, QSlider, "scale of W, λ"), 0.2, 0.6)
    seen(window)


def test_a_product_that_vanishes_exactly_is_called_zero(window: MainWindow) -> None:
    window.document.open(entry("shift").load(), None)
    window.press("last")
    plot = window.norm.findChild(pg.PlotWidget)
    assert "exactly zero" in plot.accessibleDescription()
    pill = window.toolbar.findChild(VerdictPill)
    assert "zero" in pill.accessibleName()


def test_a_large_experiment_shows_progress_and_the_window_lives_on(
    window: MainWindow, qtbot: QtBot
) -> None:
    small, shown = window.document.study, []
    progress = window.findChild(QProgressBar)
    heart = QTimer(window, interval=10)
    heart.timeout.connect(lambda: shown.append(window.document.study))
    heart.start()
    W = np.random.default_rng(2).standard_normal((128, 128)) / 10
    window.document.open(lone(W.tolist(), 400, "tanh", 0.1), None)
    assert window.document.study is small
    assert progress.isVisible()
    assert window.matrix.study is small, "the old picture stays"
    qtbot.waitUntil(lambda: window.document.study is not small, timeout=60_000)
    qtbot.waitUntil(lambda: not progress.isVisible())
    heart.stop()
    assert window.factor.study.experiment is window.document.experiment
    assert shown.count(small) > 3, "it beat while that was computed"


def test_closing_breaks_a_computation_off(
    fresh_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, finished = fresh_window, []
    monkeypatch.setattr(computing, "study", lambda *given: finished.append(study(*given)))
    W = np.random.default_rng(2).standard_normal((128, 128)) / 10
    window.document.open(lone(W.tolist(), 5000, "tanh", 0.1), None)
    qtbot.wait(30)
    assert window.close()
    assert not finished


def test_opening_a_shorter_sequence_changes_nothing_else(window: MainWindow) -> None:
    subject = replace(lone([[0.5]], 10), t=5)
    window.document.open(subject, None)
    assert window.document.experiment is subject
    assert window.document.undo_stack.count() == 1
