"""The norm plot's curves: the numbers of the trace, veiled where they are to be predicted."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtWidgets import QApplication

from engine.studies.study import Study
from gui.panels.norm.curves import NormCurves
from gui.theme import DARK


@pytest.fixture
def plot(qapp: QApplication) -> Iterator[pg.PlotWidget]:
    plot = pg.PlotWidget()
    yield plot
    plot.close()
    plot.deleteLater()


def drawn(plot: pg.PlotWidget) -> list[np.ndarray]:
    """Return the heights of the curves that are visible and hold anything."""
    found = []
    for curve in plot.getPlotItem().curves:
        y = curve.getData()[1]
        if curve.isVisible() and y is not None and len(y):
            found.append(y)
    return found


def test_every_rung_and_what_is_compared_with_is_drawn(
    plot: pg.PlotWidget, opening_study: Study
) -> None:
    curves = NormCurves(plot)
    curves.set_theme(DARK)
    curves.show_study(opening_study)
    assert len(drawn(plot)) == 5
    curves.show_reference(opening_study)
    curves.show_ghost(opening_study)
    curves.show_so_far(opening_study.trace.log10_norm[:4])
    assert len(drawn(plot)) == 9
    norm = opening_study.trace.log10_norm
    assert sum(len(y) == len(norm) and np.array_equal(y, norm) for y in drawn(plot)) == 3
    curves.show_reference(None)
    curves.show_ghost(None)
    assert len(drawn(plot)) == 6


def test_a_veil_leaves_the_bound_and_what_was_played(
    plot: pg.PlotWidget, opening_study: Study
) -> None:
    curves = NormCurves(plot)
    curves.show_study(opening_study)
    curves.show_so_far(opening_study.trace.log10_norm[:4])
    curves.set_veiled(True)
    assert [len(y) for y in drawn(plot)] == [25, 4]
    curves.set_veiled(False)
    assert len(drawn(plot)) == 6
