"""The term, the whole and δ are shown on their own scales, and read out by name."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.chain.scaled import Scaled
from engine.plots.readable import entry_text
from engine.studies.study import Study
from gui.panels.gradient.selected_term import SelectedTerm
from gui.panels.gradient.vector_strip import VectorStrip
from gui.theme import LIGHT
from gui.widgets.elided import ElidedLabel
from gui.widgets.heatmap import Heatmap
from tests.gui.screen import has_ink, seen


@pytest.fixture
def view(qtbot: QtBot) -> SelectedTerm:
    view = SelectedTerm()
    qtbot.addWidget(view)
    view.resize(260, 250)
    view.set_theme(LIGHT)
    with qtbot.waitExposed(view):
        view.show()
    return view


def lines(view: SelectedTerm) -> list[str]:
    return [text.text() for text in view.findChildren(ElidedLabel)]


def hover(view: SelectedTerm, qtbot: QtBot, widget: QWidget, at: QPoint, expected: str) -> None:
    QTest.mouseMove(widget, at + QPoint(3, 3))
    QTest.mouseMove(widget, at)
    qtbot.waitUntil(lambda: expected in lines(view))


def test_entries_are_read_by_their_names(
    view: SelectedTerm, qtbot: QtBot, opening_study: Study
) -> None:
    gradients = opening_study.trace.gradients
    view.show_total(gradients.total(), "norm 2.57")
    view.show_term(13, gradients.term(13), "norm 1.22")
    view.show_delta(13, gradients.delta_at(13), "1.54")
    term, total = (view.term.heatmap, view.total.heatmap)
    assert {"norm 1.22", "norm 2.57"} <= set(lines(view))
    first = entry_text(gradients.term(13), 0, 0)
    hover(view, qtbot, term.viewport(), QPoint(12, 12), f"term 13[1, 1] = {first}")
    corner = QPoint(total.width() - 12, total.height() - 12)
    last = entry_text(gradients.total(), 3, 3)
    hover(view, qtbot, total.viewport(), corner, f"∂L/∂W[4, 4] = {last}")
    entry = entry_text(gradients.delta_at(13), 1)
    strip = view.findChild(VectorStrip)
    hover(view, qtbot, strip, QPoint(90, 8), f"δ[13][2] = {entry}")


def test_past_a_double_the_power_of_ten_is_written(view: SelectedTerm) -> None:
    matrix = Scaled.of(np.array([[1.0, -1.0], [0.0, 1.0]]), 5000)
    view.show_term(2, matrix, "norm")
    view.show_delta(2, Scaled.of(np.ones(2), -5000), "tiny")
    assert "entries ×10¹⁵⁰⁵" in lines(view)
    assert "entries ×10⁻¹⁵⁰⁶ · norm tiny" in lines(view)
    assert has_ink(seen(view.term.heatmap), LIGHT.ramp[2]) > 500


def test_a_zero_term_is_neutral(view: SelectedTerm) -> None:
    view.show_term(1, Scaled.of(np.zeros((4, 4))), "norm 0")
    pixels = seen(view.term.heatmap)
    assert has_ink(pixels, LIGHT.ramp[1], 6) > 1000
    assert not has_ink(pixels, LIGHT.ramp[2], 60)


@pytest.mark.parametrize("width", [240, 320, 470])
def test_heatmaps_stay_square(view: SelectedTerm, width: int) -> None:
    view.resize(width, 400)
    for heatmap in view.findChildren(Heatmap):
        assert abs(heatmap.width() - heatmap.height()) <= 40
        assert heatmap.height() <= 200
