"""Comparison of A and B: storing, swapping, and the common norm."""

from __future__ import annotations

import numpy as np

from engine.gallery import entry
from engine.plots.norm_words import reference_words, words
from engine.studies.study import Study
from gui.main_window import MainWindow
from gui.panels.norm.readout import Readout
from gui.widgets.elided import ElidedLabel
from tests.gui.conftest import OpenWindow
from tests.gui.screen import same, seen
from tests.gui.views import show_in


def compared(window: MainWindow) -> str:
    return window.norm.findChild(ElidedLabel).text()


def test_what_is_kept_stays_while_another_is_opened(fresh_window: MainWindow) -> None:
    window, kept = fresh_window, []
    window.comparison.changed.connect(kept.append)
    before = window.document.study
    window.comparison.keep()
    window.open_entry("rotation")
    assert kept == [before]
    names = before.experiment.name, entry("rotation").name
    assert compared(window) == f"A: {names[0]}, λ = 1.63 · B: {names[1]}, λ = 1.00"


def test_both_curves_are_read_out(fresh_window: MainWindow) -> None:
    window, kept = fresh_window, fresh_window.document.study
    window.comparison.keep()
    alone = seen(window.norm)
    window.document.scale_to(0.5)
    assert not same(alone, seen(window.norm))
    here = window.norm.here.steps_back
    name, gap = words(window.document.study, here)
    reference = reference_words(kept, here)
    assert reference.startswith("A: ")
    assert window.norm.findChild(Readout).lines == (name, gap, reference)


def test_a_swap_edits_and_can_be_undone(fresh_window: MainWindow) -> None:
    window, kept = fresh_window, []
    first = window.document.experiment
    window.comparison.changed.connect(kept.append)
    window.comparison.keep()
    window.document.scale_to(0.5)
    second = window.document.experiment
    window.comparison.swap()
    assert window.document.experiment is first
    assert kept[-1].experiment is second
    window.document.undo_stack.undo()
    assert window.document.experiment is second


def test_a_swap_with_nothing_kept_does_nothing(fresh_window: MainWindow) -> None:
    before = fresh_window.document.experiment
    fresh_window.comparison.swap()
    assert fresh_window.document.experiment is before


def test_the_end_takes_the_second_curve_away(fresh_window: MainWindow) -> None:
    window = fresh_window
    before = seen(window.norm)
    window.comparison.keep()
    window.open_entry("rotation")
    window.document.undo_stack.undo()
    window.comparison.end()
    assert compared(window) == ""
    show_in(window.norm, previous=None)
    assert same(before, seen(window.norm))


def test_a_is_measured_in_the_norm_of_b(open_window: OpenWindow) -> None:
    window = open_window()
    kept: list[Study] = []
    window.comparison.keep()
    window.comparison.changed.connect(kept.append)
    window.document.set_norm("frobenius")
    assert kept[-1].trace.norm.name == "frobenius"
    np.testing.assert_allclose(kept[-1].trace.log10_norm, window.document.study.trace.log10_norm)


def test_what_a_norm_takes_out_of_range_is_not_shown_in_it(fresh_window: MainWindow) -> None:
    window, kept = fresh_window, []
    window.document.edit_block("x", 0, 0, np.zeros_like(window.document.experiment.x))
    window.document.edit_block("W", 0, 0, np.array([[1e308, 1e308]]))
    window.comparison.keep()
    window.document.undo_stack.undo()
    window.comparison.changed.connect(kept.append)
    window.document.set_norm("inf")
    assert kept == [None]
    assert compared(window) == ""
    window.document.set_norm("one")
    assert kept[-1].trace.norm.name == "one"
    assert compared(window).startswith("A: ")
