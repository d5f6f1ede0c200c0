"""What a study is asked in the window is computed once, whoever asks and however often it is shown.

Each analysis is counted as it runs, in a small network, where it is made at once, and in one that
takes a worker.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QTabWidget
from pytestqt.qtbot import QtBot

from engine.bptt import trace
from engine.cells.activations import TANH
from engine.experiment.edits import with_cells
from engine.experiment.experiment import Experiment
from engine.experiment.loss_edits import with_summed
from engine.gallery import entry
from engine.playhead import Playhead
from engine.studies import analyses
from engine.studies.study import Study
from gui.export.export_targets import Scene
from gui.export.offscreen_copy import OffscreenCopy, offscreen_panel, offscreen_window_copy
from gui.export.offscreen_window import offscreen_window
from gui.export.render import data
from gui.main_window import MainWindow
from gui.theme import DARK, LIGHT
from gui.widgets.panel import Panel
from tests.engine.experiments import random_experiment
from tests.gui.conftest import OpenWindow
from tests.gui.leak_check import flush
from tests.gui.screen import has_ink, seen

pytestmark = pytest.mark.slow

SPECTRUM = ("PowersOfW", "ProductSingularValues", "LyapunovExponents")
SHOWN = (*SPECTRUM, "WholeGradient", "GradientTerms", "StepAlongGradient")
TABS = {
    "gradient": "terms summed",
    "descent": "In 60 steps",
    "spectrum": "departure from normality",
}
Runs = list[tuple[str, Experiment]]


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    """The analyses made, by name and experiment, in their order."""
    made: Runs = []

    def count(kind: type) -> None:
        run = kind.run

        def counted(self: object, study: Study, progress: Callable[[int, int], None]) -> object:
            made.append((kind.__name__, study.experiment))
            return run(self, study, progress)

        monkeypatch.setattr(kind, "run", counted)

    for name in (*SHOWN, "CheckedGradient"):
        count(getattr(analyses, name))
    return made


@pytest.fixture(params=["at once", "in a worker"])
def experiment(request: pytest.FixtureRequest) -> Experiment:
    if request.param == "at once":
        return entry("opening").load()
    return random_experiment(np.random.default_rng(0), TANH, (32, 2, 150, 150))


@pytest.fixture
def stages() -> Iterator[list[OffscreenCopy]]:
    made: list[OffscreenCopy] = []
    yield made
    for stage in made:
        stage.close()
    made.clear()
    flush()


def words(panel: Panel) -> str:
    labels = [label for label in panel.findChildren(QLabel) if label.isVisible()]
    return " ".join(label.text() for label in labels).replace("\u00a0", " ")


def plain(text: str) -> str:
    """Return a rich text without its colours."""
    return re.sub("<[^>]*>", "", text)


def visit(window: MainWindow, qtbot: QtBot, name: str) -> Panel:
    """Turn to a tab and wait until it shows what its analyses found."""
    panel: Panel = getattr(window.bench, name)
    window.findChild(QTabWidget).setCurrentWidget(panel)
    qtbot.waitUntil(lambda: TABS[name] in words(panel) and panel.is_drawn, timeout=30_000)
    return panel


def made_once(runs: Runs, experiment: Experiment) -> bool:
    return Counter(runs) == Counter((name, experiment) for name in SHOWN)


def test_themes_and_returns_to_a_tab_compute_nothing_again(
    open_window: OpenWindow, qtbot: QtBot, runs: Runs, experiment: Experiment
) -> None:
    window = open_window(experiment)
    qtbot.waitUntil(lambda: window.document.study is not None, timeout=30_000)
    for name, theme in zip(TABS, (LIGHT, DARK, LIGHT), strict=True):
        panel = visit(window, qtbot, name)
        before = plain(words(panel))
        window.theming.choose(theme.name)
        assert plain(words(panel)) == before
        assert has_ink(seen(panel), theme.text, 90) > 200
    for _ in range(3):
        for name in TABS:
            visit(window, qtbot, name)
    assert made_once(runs, window.document.experiment)


def test_steps_of_the_playhead_compute_no_loss_and_no_analysis(
    open_window: OpenWindow, qtbot: QtBot, runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(with_summed(entry("opening").load(), True))
    for name in TABS:
        visit(window, qtbot, name)
    runs.clear()
    evaluated: list[object] = []
    monkeypatch.setattr(trace, "loss_of", lambda *given: evaluated.append(given) or 0.0)
    window.playback.apply(lambda head: head.jump(0))
    captions = set()
    for position in range(Playhead(24).last + 1):
        window.playback.apply(lambda head, position=position: head.jump(position))
        captions.add(words(window.chain))
    assert any(f"L = {window.document.study.trace.loss:.3g}" in caption for caption in captions)
    assert len(captions) > 40
    assert (evaluated, runs) == ([], [])


def test_exports_use_what_the_window_computed(
    open_window: OpenWindow,
    qtbot: QtBot,
    runs: Runs,
    experiment: Experiment,
    stages: list[OffscreenCopy],
) -> None:
    window = open_window(experiment)
    qtbot.waitUntil(lambda: window.document.study is not None, timeout=30_000)
    for name in TABS:
        panel = visit(window, qtbot, name)
        stages.append(offscreen_panel(panel, DARK))
        stages[-1].show(panel.view, QSize(340, 900))
        assert not stages[-1].busy
        assert plain(words(stages[-1].widget)) == plain(words(panel))
    scene = Scene(window.document.study, window.playback.playhead, LIGHT)
    for plot in ("descent", "gradient", "spectrum"):
        assert data(scene, plot, "csv").count(b"\n") > 4
    assert made_once(runs, window.document.experiment)


def test_an_off_screen_copy_shares_an_analysis_under_way(
    open_window: OpenWindow, qtbot: QtBot, runs: Runs, stages: list[OffscreenCopy]
) -> None:
    window = open_window(random_experiment(np.random.default_rng(0), TANH, (64, 2, 200, 200)))
    qtbot.waitUntil(lambda: window.document.study is not None, timeout=30_000)
    spectrum = window.bench.spectrum
    window.findChild(QTabWidget).setCurrentWidget(spectrum)
    stages.append(offscreen_panel(spectrum, DARK))
    stages[-1].show(spectrum.view, QSize(340, 900))
    assert stages[-1].busy
    qtbot.waitUntil(lambda: spectrum.is_drawn and not stages[-1].busy, timeout=30_000)
    assert words(stages[-1].widget) == words(spectrum)
    made = Counter(name for name, _ in runs)
    assert [made[name] for name in SPECTRUM] == [1, 1, 1]


def test_a_check_is_made_when_asked_for_and_shown_in_a_copy(
    open_window: OpenWindow, qtbot: QtBot, runs: Runs, stages: list[OffscreenCopy]
) -> None:
    window = open_window()
    gradient = visit(window, qtbot, "gradient")
    assert "CheckedGradient" not in dict(runs)
    window.bench.gradient._check._pressed()
    qtbot.waitUntil(lambda: "all 16 entries" in words(gradient))
    stages.append(offscreen_panel(gradient, DARK))
    stages[-1].show(gradient.view, gradient.size())
    assert "all 16 entries" in words(stages[-1].widget)
    window.document.edit(lambda e: with_cells(e, "W", {(0, 0): 0.5}), "edit")
    assert "all 16 entries" not in words(gradient)
    assert [name for name, _ in runs].count("CheckedGradient") == 1


def test_an_edit_drops_the_analyses_of_the_network_before(
    open_window: OpenWindow, qtbot: QtBot, runs: Runs
) -> None:
    window = open_window(random_experiment(np.random.default_rng(0), TANH, (48, 2, 200, 200)))
    spectrum = visit(window, qtbot, "spectrum")
    before = words(spectrum)
    runs.clear()
    for value in (5.0, 6.0, 7.0):
        window.document.edit(lambda e, value=value: with_cells(e, "W", {(0, 0): value}), "edit")
    last = window.document.experiment
    qtbot.waitUntil(lambda: spectrum.study.experiment is last, timeout=30_000)
    assert words(spectrum) != ""
    qtbot.waitUntil(lambda: spectrum.is_drawn, timeout=30_000)
    assert words(spectrum) != before
    made = Counter(name for name, experiment in runs if experiment is last)
    assert made == Counter(SPECTRUM)


def test_a_whole_window_off_screen_computes_nothing_again(
    open_window: OpenWindow, qtbot: QtBot, runs: Runs, stages: list[OffscreenCopy]
) -> None:
    window = open_window()
    for name in TABS:
        visit(window, qtbot, name)
    made = list(runs)
    study = window.document.study
    build = partial(offscreen_window, MainWindow, study.experiment)
    stages.append(offscreen_window_copy(window, build, DARK))
    stages[-1].show(window.view, window.size())
    qtbot.waitUntil(lambda: not stages[-1].busy)
    assert [run for run in runs if run[1] is study.experiment] == made
