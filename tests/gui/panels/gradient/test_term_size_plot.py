"""Bars stand where their terms are, in the colour of what has been summed."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.panels.gradient.term_size_plot import Sizes, TermSizePlot
from gui.theme import LIGHT
from tests.gui.screen import Left, Pixels, has_ink, same, seen

pytestmark = pytest.mark.usefixtures("without_style_sheet")

T = 10
LOST = np.arange(T) >= 7  # k = 3, 2, 1
TERMS = np.append(-np.arange(T - 1.0), -np.inf)  # 1, 0.1, … and nothing at k = 1
SIZES = Sizes(TERMS, np.full(T, 0.05), LOST)


@pytest.fixture
def bars(qtbot: QtBot) -> TermSizePlot:
    bars = TermSizePlot()
    qtbot.addWidget(bars)
    bars.resize(300, bars.height())
    bars.set_theme(LIGHT)
    bars.show_sizes(SIZES, 0)
    with qtbot.waitExposed(bars):
        bars.show()
    return bars


def x_of(bars: TermSizePlot, k: float) -> int:
    scene = bars.getViewBox().mapViewToScene(QPointF(k, 0))
    return round(bars.mapFromScene(scene).x())


def column(bars: TermSizePlot, k: int) -> Pixels:
    """Return the picture of one bar."""
    return seen(bars)[:, x_of(bars, k - 0.3) : x_of(bars, k + 0.3)]


def test_the_present_term_is_in_full_colour(bars: TermSizePlot) -> None:
    assert not has_ink(column(bars, 6), LIGHT.accent, 30)
    bars.show_summed(5)
    assert has_ink(column(bars, 6), LIGHT.accent, 30)
    assert not has_ink(column(bars, 7), LIGHT.accent, 30)
    assert not has_ink(column(bars, 5), LIGHT.accent, 30)


def test_later_terms_are_taller_here(bars: TermSizePlot) -> None:
    def height(k: int) -> int:
        bars.show_summed(T - k + 1)
        return has_ink(column(bars, k), LIGHT.accent, 30)

    assert height(10) > height(7) > height(4) > height(2) > 0


def test_a_linear_scale_leaves_only_the_large_ones(bars: TermSizePlot) -> None:
    bars.set_linear(True)
    bars.show_summed(1)
    assert has_ink(column(bars, 10), LIGHT.accent, 30) > 500
    bars.show_summed(4)
    assert not has_ink(column(bars, 7), LIGHT.accent, 30)


def test_the_lens_empties_what_float32_loses(bars: TermSizePlot) -> None:
    bars.show_summed(8)
    assert has_ink(column(bars, 3), LIGHT.accent, 30)
    bars.set_lens(True)
    assert not has_ink(column(bars, 3), LIGHT.accent, 30)
    bars.set_lens(False)
    assert has_ink(column(bars, 3), LIGHT.accent, 30)


def test_a_zero_is_a_ring_on_the_floor(bars: TermSizePlot) -> None:
    before = column(bars, 1)
    assert has_ink(before, LIGHT.muted, 60)
    bars.show_sizes(Sizes(np.append(TERMS[:-1], -8.5), SIZES.running, LOST), 0)
    assert not has_ink(column(bars, 1), LIGHT.muted, 60)


def test_the_cut_can_be_seen(bars: TermSizePlot) -> None:
    before = seen(bars)
    bars.show_cut(4)
    assert has_ink(seen(bars)[:, x_of(bars, 4.5) - 2 : x_of(bars, 4.5) + 3], LIGHT.bound)
    bars.show_cut(0)
    assert same(seen(bars), before)


def test_playing_moves_no_axis(bars: TermSizePlot) -> None:
    before = bars.getViewBox().viewRange()
    for summed in range(T + 1):
        bars.show_summed(summed)
    assert bars.getViewBox().viewRange() == before


@pytest.mark.parametrize("k", [1, 6, 10])
def test_a_click_chooses_its_term(bars: TermSizePlot, qtbot: QtBot, k: int) -> None:
    with qtbot.waitSignal(bars.chosen) as said:
        QTest.mouseClick(bars.viewport(), Left, pos=QPoint(x_of(bars, k), 60))
    assert said.args == [k]


@pytest.mark.parametrize("linear", [False, True])
@pytest.mark.parametrize("top", [-5000.0, 0.0, 5000.0])
def test_any_magnitude_can_be_drawn(bars: TermSizePlot, top: float, linear: bool) -> None:
    bars.set_linear(linear)
    bars.show_sizes(Sizes(top + TERMS, top + SIZES.running, LOST), 1)
    assert has_ink(column(bars, 10), LIGHT.accent, 30) > 500
    assert bars.decades == (int(top) if linear else 0)


def test_no_term_at_all_is_a_row_of_rings(bars: TermSizePlot) -> None:
    nothing = np.full(T, -np.inf)
    bars.show_sizes(Sizes(nothing, nothing, LOST), T)
    assert not has_ink(seen(bars), LIGHT.accent, 30)
    assert has_ink(column(bars, 5), LIGHT.muted, 60)
