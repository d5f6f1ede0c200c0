"""Repainting: a window is painted once for each change."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.repaint import PaintedOnce, settle
from tests.gui.screen import Paints


def window_with_scenes(qtbot: QtBot) -> tuple[QWidget, list[pg.PlotCurveItem], QLabel]:
    window, label = QWidget(), QLabel("0")
    row = QHBoxLayout(window)
    row.addWidget(label)
    curves = []
    for _ in range(3):
        view = pg.GraphicsView()
        box = pg.ViewBox(enableMenu=False)
        view.setCentralItem(box)
        curves.append(pg.PlotCurveItem([0, 1], [0, 1]))
        box.addItem(curves[-1])
        row.addWidget(view)
    qtbot.addWidget(window)
    window.resize(600, 200)
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    qtbot.wait(50)
    return window, curves, label


def test_a_window_is_painted_once_for_many_scenes(qtbot: QtBot) -> None:
    window, curves, label = window_with_scenes(qtbot)
    once, paints = PaintedOnce(window), Paints(label)
    with once.change():
        for i, curve in enumerate(curves):
            label.setText(str(i))
            curve.setData([0, 1], [i, 2])
            settle(curve.getViewWidget())
        assert paints.count == 0
    qtbot.waitUntil(lambda: paints.count > 0)
    qtbot.wait(50)
    assert paints.count == 1


def test_an_unchanged_window_is_not_painted(qtbot: QtBot) -> None:
    window, _curves, label = window_with_scenes(qtbot)
    once, paints = PaintedOnce(window), Paints(label)
    with once.change():
        pass
    qtbot.wait(50)
    assert paints.count == 0
