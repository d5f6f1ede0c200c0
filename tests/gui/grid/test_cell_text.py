"""Numbers in matrix cells: the same decimals in all, none blank, none too wide.

The texts are taken from the painter, so they are what stands in the picture.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from engine.numbers import cell_formats
from engine.plots import heatmap as figures
from gui.fonts import text_font
from gui.grid.table import MatrixTable
from gui.panels.gradient.vector_strip import VectorStrip
from gui.widgets.cell_text import fitting_format
from gui.widgets.heatmap import Heatmap
from tests.engine.numbers.matrices import Array, at_random, of_gallery, require_one_format

Drawn = list[tuple[str, QRectF, float]]  # a text, its cell, and how wide it is


class Reading(QPainter):
    """A painter that notes every text that it draws in a rectangle."""

    drawn: ClassVar[Drawn] = []

    def drawText(self, place: QRectF, flags: int, text: str) -> None:
        width = QFontMetricsF(self.font()).horizontalAdvance(text)
        self.drawn.append((text, QRectF(place), width))
        super().drawText(place, flags, text)


def read(widget: QWidget, monkeypatch: pytest.MonkeyPatch, module: str) -> Drawn:
    """Return what a widget writes when it is painted."""
    Reading.drawn = []
    with monkeypatch.context() as patch:
        patch.setattr(f"{module}.QPainter", Reading)
        widget.grab()
    return Reading.drawn


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(420, 420)
    return page


@pytest.fixture
def heatmap(page: QWidget) -> Heatmap:
    heatmap = Heatmap()
    heatmap.setParent(page)
    page.show()
    return heatmap


@pytest.mark.parametrize("side", [120, 208, 420])
def test_every_cell_of_a_heatmap_has_a_fitting_number(
    heatmap: Heatmap, monkeypatch: pytest.MonkeyPatch, side: int
) -> None:
    heatmap.resize(side, side)
    written = 0
    for values in (*of_gallery(), *at_random()):
        heatmap.show_values(values, float(np.abs(values).max()))
        drawn = read(heatmap, monkeypatch, "gui.widgets.heatmap")
        require_one_format([text for text, *_ in drawn], values)
        assert all(width <= cell.width() - 2 for _, cell, width in drawn)
        written += bool(drawn)
    assert written > 100


def test_every_cell_of_the_grid_has_a_fitting_number(qtbot: QtBot) -> None:
    table = MatrixTable()
    qtbot.addWidget(table)
    table.resize(300, 300)
    table.show()
    for values in (*of_gallery()[::6], *at_random()):
        table.show_array(values, "W")
        drawn = read_grid(table, values)
        require_one_format([text for text, *_ in drawn], values)
        assert all(text and width <= cell.width() - 2 for text, cell, width in drawn)


def read_grid(table: MatrixTable, values: Array) -> Drawn:
    """Return what the grid writes into each of its cells, those out of sight too."""
    Reading.drawn = []
    model, option = table.model(), QStyleOptionViewItem()
    for row, column in np.ndindex(*values.shape):
        index = model.index(row, column)
        option.rect = table.visualRect(index)
        option.rect.moveTo(0, 0)
        page = QPixmap(option.rect.size())
        with Reading(page) as painter:
            table.itemDelegate().paint(painter, option, index)
    return Reading.drawn


def test_every_cell_of_a_vector_has_a_fitting_number(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    strip = VectorStrip()
    qtbot.addWidget(strip)
    strip.resize(380, 24)
    strip.show()
    for values in at_random():
        strip.show_values(values[0])
        drawn = read(strip, monkeypatch, "gui.panels.gradient.vector_strip")
        require_one_format([text for text, *_ in drawn], values[:1])
        assert all(width <= cell.width() - 2 for _, cell, width in drawn)


def test_a_number_that_just_fits_is_written(
    heatmap: Heatmap, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = np.array([[0.04, -0.0403], [-0.08, -0.42]])
    heatmap.show_values(values, 1.0)
    seen = set()
    for side in range(60, 110):
        heatmap.resize(side, side)
        seen.add(tuple(text for text, *_ in read(heatmap, monkeypatch, "gui.widgets.heatmap")))
    assert seen == {("0.0", "0.0", "−0.1", "−0.4"), ("0.04", "−0.04", "−0.08", "−0.42")}


def test_window_and_figure_choose_the_same_format() -> None:
    for values in (*of_gallery(), *at_random()):
        formats = cell_formats(values)
        on_screen = fitting_format(formats, QSizeF(90.0, 90.0))
        in_figure = figures.fitting_format(formats, 90.0)
        assert on_screen is not None
        assert in_figure is not None
        assert on_screen[0] == in_figure[0] == formats[0]


def test_digits_have_one_width() -> None:
    for pixels in (8, 11, 12, 16):
        metrics = QFontMetricsF(text_font(pixels))
        assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1
