"""The complex plane: dots by size, both circles, and a scale that stays while it serves."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from engine.cells.activations import LOGISTIC
from engine.experiment.edits import with_activation, with_array
from engine.studies.study import Study, study
from gui.plots.eigenvalue_plot import EigenvaluePlot
from gui.theme import DARK, LIGHT
from tests.gui.screen import has_ink, seen


def test_eigenvalues_outside_the_unit_circle_are_warm(qtbot: QtBot, opening_study: Study) -> None:
    plot = EigenvaluePlot()
    qtbot.addWidget(plot)
    plot.resize(200, 150)
    plot.show_study(opening_study)
    plot.show()
    assert has_ink(seen(plot), LIGHT.warm) > 20
    assert plot.accessibleName() == "4 eigenvalues of W"
    W = opening_study.experiment.network.W
    small = study(with_array(opening_study.experiment, "W", 0.1 * W))
    plot.set_theme(DARK)
    plot.show_study(small)
    assert has_ink(seen(plot), DARK.warm) == 0
    assert has_ink(seen(plot), DARK.cool) > 10


def test_the_critical_circle_stands_where_it_is_in_reach(
    qtbot: QtBot, opening_study: Study
) -> None:
    plot = EigenvaluePlot()
    qtbot.addWidget(plot)
    plot.resize(150, 150)
    logistic = study(with_activation(opening_study.experiment, LOGISTIC))
    plot.show_study(logistic)
    plot.show()
    before = has_ink(seen(plot), LIGHT.bound)
    W = 3.0 * opening_study.experiment.network.W
    plot.show_study(study(with_array(logistic.experiment, "W", W)))
    assert has_ink(seen(plot), LIGHT.bound) > before + 40
