"""The panels that play: each explanation stands behind its tab, with the plot of its name."""

from __future__ import annotations

import pytest

from engine.plots.plots import PLOTS, TABS
from gui.main_window import MainWindow


def test_every_tab_has_a_panel(window: MainWindow) -> None:
    assert tuple(window.bench.explain) == TABS


@pytest.mark.parametrize("plot", [p for p in PLOTS.values() if p.tab], ids=lambda plot: plot.name)
def test_the_panel_behind_a_tab_is_called_like_its_plot(window: MainWindow, plot) -> None:
    """By that name the export finds the panel's data."""
    assert window.bench.explain[plot.tab].name == plot.name
