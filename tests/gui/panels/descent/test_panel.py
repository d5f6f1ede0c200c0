"""The descent panel over a real document: steps, runs, demonstrations and how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from engine.bptt.trace import trace
from engine.cells.activations import IDENTITY
from engine.experiment.edits import with_cells
from engine.experiment.experiment import Experiment
from engine.gallery import entry
from engine.studies.analyses import StepAlongGradient
from engine.studies.descent import Rule
from gui.document.document import Document
from gui.panels.descent.log_spinbox import LogSpinBox
from gui.panels.descent.loss_along_gradient_plot import LossAlongGradientPlot
from gui.panels.descent.loss_surface import LossSurface
from gui.panels.descent.panel import DescentPanel
from gui.theme import DARK, LIGHT
from tests.engine.experiments import of_matrix
from tests.gui.screen import Left, has_ink, same, seen
from tests.gui.views import show_in

Key = Qt.Key


@dataclass
class Bench:
    """A panel beside a document, wired as in the window."""

    panel: DescentPanel
    document: Document
    frame: QWidget
    refused: list[str] = field(default_factory=list)

    @property
    def W(self) -> np.ndarray:
        return self.document.experiment.network.W

    def press(self, name: str) -> None:
        button = next(b for b in self.panel.findChildren(QPushButton) if b.text() == name)
        button.setFocus()
        QTest.keyClick(button, Key.Key_Space)

    def field(self, name: str) -> LogSpinBox:
        boxes = self.panel.findChildren(LogSpinBox)
        return next(box for box in boxes if box.accessibleName() == name)

    def says(self, words: str) -> bool:
        shown = [label for label in self.panel.findChildren(QLabel) if label.isVisible()]
        return any(words in label.text() for label in shown)


def built(experiment: Experiment) -> Bench:
    panel, document, frame = DescentPanel(), Document(experiment), QWidget()
    bench = Bench(panel, document, frame)
    document.studied.connect(lambda study: show_in(panel, study=study))
    document.refused.connect(bench.refused.append)
    panel.edit_wanted.connect(document.edit)
    panel.demonstration_wanted.connect(lambda name: document.open(entry(name).load(), None))
    QVBoxLayout(frame).addWidget(panel)
    frame.resize(290, 640)
    show_in(panel, theme=LIGHT)
    document.start()
    frame.show()
    return bench


@pytest.fixture
def benches(look: object) -> Iterator[list[Bench]]:
    opened: list[Bench] = []
    yield opened
    for bench in opened:
        bench.panel.stop()
        bench.document.stop()
        bench.frame.close()
        bench.frame.deleteLater()
        bench.document.deleteLater()
    opened.clear()


@pytest.fixture
def bench(benches: list[Bench]) -> Bench:
    benches.append(built(entry("opening").load()))
    return benches[-1]


def test_a_step_is_one_undoable_edit_of_w_by_the_gradient(bench: Bench) -> None:
    before, gradient = bench.W, trace(bench.document.experiment).gradient
    bench.press("Step")
    np.testing.assert_allclose(bench.W, before - 0.1 * gradient, rtol=1e-12)
    assert bench.document.undo_stack.undoText() == "descent step"
    assert bench.says("1 step")
    bench.press("Step")
    assert bench.says("2 steps")
    bench.document.undo_stack.undo()
    bench.document.undo_stack.undo()
    np.testing.assert_array_equal(bench.W, before)
    assert bench.says("0 steps")


def test_a_run_is_one_undo_step_and_stops_at_once(bench: Bench, qtbot: QtBot) -> None:
    before = bench.W
    losses = [trace(bench.document.experiment).loss]
    bench.press("Run")
    qtbot.waitUntil(lambda: bench.panel._descending.log.steps >= 4)
    bench.press("Stop")
    stopped, steps = bench.W, bench.panel._descending.log.steps
    QTest.qWait(200)
    np.testing.assert_array_equal(bench.W, stopped)
    assert bench.document.undo_stack.count() == 1
    losses.append(trace(bench.document.experiment).loss)
    assert losses[1] < losses[0]
    bench.document.undo_stack.undo()
    np.testing.assert_array_equal(bench.W, before)
    assert bench.says("0 steps")
    bench.document.undo_stack.redo()
    assert bench.says(f"{steps} steps")


def test_the_keyboard_stays_on_run_and_stop(bench: Bench) -> None:
    bench.press("Run")
    assert QApplication.focusWidget().text() == "Stop"
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Space)
    assert QApplication.focusWidget().text() == "Run"
    assert not bench.panel._descending.running


def test_another_edit_ends_a_run(bench: Bench) -> None:
    bench.press("Run")
    bench.document.edit(lambda e: with_cells(e, "W", {(0, 0): 0.1}), "edit")
    assert not bench.panel._descending.running
    assert bench.says("0 steps")


def test_a_diverging_descent_ends_with_a_sentence(benches: list[Bench], qtbot: QtBot) -> None:
    benches.append(built(of_matrix([[2.0]], IDENTITY, T=60, s0=[1.0])))
    bench = benches[-1]
    bench.press("Run")
    qtbot.waitUntil(lambda: bench.says("has diverged"))
    assert not bench.panel._descending.running
    assert np.isfinite(bench.W).all()
    assert bench.refused == []


def test_no_gradient_is_said(benches: list[Bench], qtbot: QtBot) -> None:
    benches.append(built(of_matrix([[0.5]], IDENTITY, T=5)))
    bench = benches[-1]
    qtbot.waitUntil(lambda: bench.says("no direction to go"))
    bench.press("Step")
    assert bench.says("exactly zero")
    assert bench.document.undo_stack.count() == 0


@pytest.mark.parametrize(
    ("name", "word", "rule"),
    [
        ("An update too small to matter", "too small", Rule(0.1)),
        ("An update that overshoots", "overshoots", Rule(0.2)),
        ("The same one, saved by clipping", "good", Rule(0.2, 0.05)),
    ],
)
def test_a_demonstration_opens_with_its_rule_and_shows_its_word(
    bench: Bench, qtbot: QtBot, name: str, word: str, rule: Rule
) -> None:
    bench.press(name)
    qtbot.waitUntil(lambda: bench.says(f">{word}<"))
    assert bench.panel._descending.rule == rule
    assert bench.document.experiment.name.startswith("Descent")


def test_another_eta_is_another_landing(bench: Bench, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bench.says(">good<"))
    box = bench.field("descent, learning rate η")
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "1e-6")
    QTest.keyClick(box, Key.Key_Return)
    qtbot.waitUntil(lambda: bench.says(">too small<"))


def test_theta_cuts_the_step(bench: Bench, qtbot: QtBot) -> None:
    box = next(b for b in bench.panel.findChildren(QCheckBox) if b.isVisible())
    QTest.keyClick(box, Key.Key_Space)
    qtbot.waitUntil(lambda: bench.says("clipped"))
    before = bench.W
    bench.press("Step")
    assert np.linalg.norm(bench.W - before) == pytest.approx(0.1, rel=1e-5)


def test_a_step_on_what_has_changed_meanwhile_is_refused_in_words(bench: Bench) -> None:
    held: list[tuple[object, str, int]] = []
    bench.panel.edit_wanted.disconnect(bench.document.edit)
    bench.panel.edit_wanted.connect(lambda *edit: held.append(edit))
    bench.press("Step")
    bench.document.edit(lambda e: with_cells(e, "W", {(0, 0): 0.1}), "edit")
    assert not bench.document.edit(*held[0])
    assert "W has changed since" in bench.refused[0]


def test_nothing_is_computed_while_nobody_looks(benches: list[Bench], qtbot: QtBot) -> None:
    benches.append(built(entry("opening").load()))
    bench, asked = benches[-1], StepAlongGradient(Rule(0.1))
    qtbot.waitUntil(lambda: bench.says(">good<"))
    bench.panel.hide()
    bench.document.scale_to(0.5)
    assert not bench.document.study.knows(asked)
    bench.panel.show()
    qtbot.waitUntil(lambda: bench.document.study.knows(asked))


def test_it_fits_the_narrowest_column_in_both_themes(bench: Bench, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bench.says(">good<") and bench.says("In 60 steps"))
    bench.frame.resize(268 + 22, 560)
    QApplication.processEvents()
    page = bench.panel._sections
    assert page.widget().width() <= page.viewport().width()
    light = seen(bench.panel)
    assert has_ink(light, LIGHT.accent) > 30
    show_in(bench.panel, theme=DARK)
    assert not same(light, seen(bench.panel))


def test_the_picture_says_what_it_shows(bench: Bench, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bench.says(">good<"))
    plot = bench.panel.findChild(LossAlongGradientPlot)
    assert plot.accessibleDescription().startswith("good: The step gains")


def test_a_click_on_the_surface_starts_the_descents_there(bench: Bench, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bench.says("thrown out of the picture"))
    surface = bench.panel.findChild(LossSurface)
    before, words = seen(surface), surface.accessibleDescription()
    QTest.mouseClick(surface, Left, pos=surface.rect().center() / 2)
    qtbot.waitUntil(lambda: surface.accessibleDescription() != words)
    assert not same(before, seen(surface))
    words = surface.accessibleDescription()
    surface.setFocus()
    QTest.keyClick(surface, Key.Key_Right)
    qtbot.waitUntil(lambda: surface.accessibleDescription() != words)
