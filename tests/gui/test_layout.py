"""Layout of the panels: at every size, stable, and restored."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QSplitter, QTabWidget

from engine.plots.plots import TABS
from gui.main_window import MainWindow
from tests.gui.screen import type_in

Key = Qt.Key


@pytest.fixture
def window(fresh_window: MainWindow) -> MainWindow:
    return fresh_window


def test_layout_is_remembered(window: MainWindow) -> None:
    window.resize(1210, 777)
    window.document.undo_stack.setClean()
    window.close()
    assert window.settings.layout("window") is not None
    assert window.settings.layout("rows") is not None
    assert window.settings.layout("columns") is not None


def test_layout_comes_back(open_window: Callable[..., MainWindow]) -> None:
    first = open_window()
    first.resize(1000, 690)  # no larger than the screen, or Qt makes it fit
    rows = next(s for s in first.findChildren(QSplitter) if s.isAncestorOf(first.film))
    splitter = next(s for s in (rows, *rows.findChildren(QSplitter)) if s.count() == 4)
    splitter.setSizes([90, 220, 150, 100])
    QApplication.processEvents()
    film, height = first.film.height(), first.height()
    first.close()
    second = open_window()
    QApplication.processEvents()
    assert second.height() == height
    assert abs(second.film.height() - film) <= 2


def test_the_panels_keep_their_size_while_it_plays_and_after_an_edit(window: MainWindow) -> None:
    def sizes() -> list[tuple[int, int]]:
        QApplication.processEvents()
        return [(panel.width(), panel.height()) for panel in window.panels]

    before = sizes()
    for _ in range(12):
        window.press("forward")
    assert sizes() == before
    type_in(window.matrix.table, 0, 0, "0.123456")
    assert sizes() == before


@pytest.mark.parametrize("size", [(1100, 700), (1000, 640), (1920, 1200)])
def test_the_window_holds_at_every_size(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    for panel in (window.factor, window.film, window.norm, window.chain, window.transport):
        corner = panel.mapTo(window, QPoint(panel.width(), panel.height()))
        assert corner.x() <= size[0]
        assert corner.y() <= size[1]


@pytest.mark.parametrize("size", [(1100, 700), (1000, 640)])
def test_every_tab_is_wholly_visible(window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    QApplication.processEvents()
    tabs = window.findChild(QTabWidget)
    bar = tabs.tabBar()
    font = QFont(bar.font())
    font.setPixelSize(11)  # as the style sheet says for tabs
    assert tuple(bar.tabText(i) for i in range(bar.count())) == TABS
    for i, name in enumerate(TABS):
        place = bar.tabRect(i)
        assert QFontMetrics(font).horizontalAdvance(name) <= place.width()
        assert tabs.rect().contains(QRect(bar.mapTo(tabs, place.topLeft()), place.size()))
