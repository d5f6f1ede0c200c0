"""Axes: powers of ten on a linear axis of logarithms, and whole steps."""

from __future__ import annotations

from itertools import pairwise

import pyqtgraph as pg
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.plots.axes import Axis, PowerAxis, StepAxis, show_grid, show_steps
from gui.theme import DARK, LIGHT, Theme
from tests.gui.screen import has_ink, same, seen


@pytest.mark.parametrize(
    ("least", "most"), [(-3.2, 2.9), (-320.0, 5.0), (0.0, 4000.0), (-1.0, 1.0), (-0.2, 0.3)]
)
def test_the_vertical_axis_has_a_few_ticks_inside(
    qapp: QApplication, least: float, most: float
) -> None:
    axis = PowerAxis("left")
    ((_, values),) = axis.tickValues(least, most, 300)
    assert 1 <= len(values) <= 10
    assert all(least <= value <= most for value in values)
    assert len(set(axis.tickStrings(values, 1, 1))) == len(values)


@pytest.mark.parametrize(("most", "size"), [(1, 500), (24, 500), (1000, 500), (1000, 90)])
def test_the_horizontal_axis_has_whole_steps_with_room_between(
    qapp: QApplication, most: int, size: int
) -> None:
    axis = StepAxis("bottom")
    ((_, values),) = axis.tickValues(-0.3, most + 0.3, size)
    assert all(value == int(value) for value in values)
    assert 2 <= len(values) <= max(size / 60, 3) + 1
    assert axis.tickStrings(values, 1, 1)[0] == "0"


def test_the_last_step_has_its_tick(qapp: QApplication) -> None:
    axis = StepAxis("bottom")
    ((_, values),) = axis.tickValues(-0.3, 24.3, 500)
    assert axis.tickStrings(values, 1, 1) == ["0", "5", "10", "15", "20", "24"]


@pytest.mark.parametrize("last", [24, 420, 2000, 99_999])
@pytest.mark.parametrize("padding", [0.0, 0.02])
def test_the_number_of_the_last_step_is_drawn_whole(
    qtbot: QtBot, last: int, padding: float
) -> None:
    axis = StepAxis("bottom")
    plot = pg.PlotWidget(axisItems={"bottom": axis})
    qtbot.addWidget(plot)
    show_steps(plot, 0, last, padding=padding)
    plot.resize(400, 200)
    plot.show()
    seen(plot)
    bounds = axis.mapRectFromParent(axis.geometry())
    texts = {text: rect for rect, _flags, text in axis.picture[2]}
    assert {"0", str(last)} <= texts.keys()
    assert all(bounds.left() <= r.left() and r.right() <= bounds.right() for r in texts.values())
    edges = sorted((rect.left(), rect.right()) for rect in texts.values())
    assert all(right < left for (_, right), (left, _) in pairwise(edges))


def test_one_axis_writes_all_numbers_one_way(qapp: QApplication) -> None:
    axis = PowerAxis("left")
    ((_, values),) = axis.tickValues(-1.05, 0.1, 300)
    assert axis.tickStrings(values, 1, 1) == ["0.1", "0.2", "0.5", "1"]


def test_a_plain_axis_writes_a_minus_sign(qapp: QApplication) -> None:
    assert Axis("bottom").tickStrings([-2.5, 0.0, 2.5], 1.0, 0.5) == ["−2.5", "0", "2.5"]


def test_an_axis_is_worked_out_once_for_a_range(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    plot = pg.PlotWidget(axisItems={"left": PowerAxis("left"), "bottom": StepAxis("bottom")})
    qtbot.addWidget(plot)
    plot.setYRange(-3.0, 3.0)
    plot.resize(400, 300)
    plot.show()
    first = seen(plot)
    monkeypatch.setattr(pg.AxisItem, "generateDrawSpecs", lambda *_: pytest.fail("once more"))
    assert same(seen(plot), first)
    monkeypatch.undo()
    plot.setYRange(-30.0, 3.0)
    assert not same(seen(plot), first)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_grid_is_seen_behind_the_curves(qtbot: QtBot, theme: Theme) -> None:
    left = PowerAxis("left")
    left.set_theme(theme)
    plot = pg.PlotWidget(background=theme.card, axisItems={"left": left})
    qtbot.addWidget(plot)
    show_grid(plot)
    plot.setYRange(-3.0, 3.0)
    plot.resize(400, 300)
    plot.show()
    lines = has_ink(seen(plot), theme.grid, near=0)
    assert lines > 5 * 250
    plot.plot([0.0, 1.0], [0.0, 0.0], pen=pg.mkPen(theme.accent, width=3))
    pixels = seen(plot)
    assert has_ink(pixels, theme.accent, near=0) > 2.5 * 250
    assert lines - 400 < has_ink(pixels, theme.grid, near=0) < lines - 250
