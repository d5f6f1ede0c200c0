"""Labels stand at points of the plot, and follow it when it is resized."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from pytestqt.qtbot import QtBot

from gui.plots.curve_labels import CurveLabels
from gui.plots.plot_labels import PlotLabel, place_labels
from gui.plots.small_plot import SmallPlot
from gui.theme import LIGHT
from tests.gui.screen import seen


def test_a_label_is_written_near_its_point(qtbot: QtBot) -> None:
    plot = SmallPlot("a plot", 200)
    qtbot.addWidget(plot)
    plot.resize(300, 200)
    plot.addItem(pg.PlotCurveItem([0.0, 1.0], [0.0, 1.0]))
    plot.setXRange(0, 1)
    plot.setYRange(0, 1)
    plot.show()
    overlay = CurveLabels(plot)
    overlay.show()
    for place in (0.3, 0.9):
        before = seen(plot)
        place_labels(plot, overlay, [PlotLabel("f", place, 0.2, LIGHT.warm)], LIGHT.card)
        changed = np.argwhere((seen(plot) != before).any(axis=2))
        left = plot.getViewBox().sceneBoundingRect().left()
        expected = left + place * plot.getViewBox().sceneBoundingRect().width()
        assert abs(changed[:, 1].max() - expected) < 40
