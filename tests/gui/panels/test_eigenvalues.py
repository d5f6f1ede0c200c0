"""The eigenvalues: warm outside the unit circle, cool inside, on a scale that keeps still."""

from __future__ import annotations

import pytest

from engine.cells.activations import ACTIVATIONS
from engine.experiment.edits import scaled_to, with_activation
from engine.gallery import entry
from engine.studies.study import Study, study
from gui.panels.eigenvalues import EigenvaluePanel, EigenvaluePlot
from gui.theme import DARK, LIGHT
from tests.gui.panels.conftest import ShowPanel
from tests.gui.screen import has_ink, same, seen
from tests.gui.views import show_in

SIZE = (300, 220)


@pytest.fixture
def panel(show_panel: ShowPanel) -> EigenvaluePanel:
    return show_panel(EigenvaluePanel(), size=SIZE)


def scaled(base: Study, by: float) -> Study:
    return study(scaled_to(base.experiment, 1.0, by))


def test_large_ones_are_warm_and_small_ones_cool(
    panel: EigenvaluePanel, opening_study: Study
) -> None:
    show_in(panel, study=scaled(opening_study, 3.0))
    assert has_ink(seen(panel), LIGHT.warm, 60) > 60
    assert has_ink(seen(panel), LIGHT.cool, 60) == 0
    show_in(panel, study=scaled(opening_study, 0.2))
    assert has_ink(seen(panel), LIGHT.cool, 60) > 60
    assert has_ink(seen(panel), LIGHT.warm, 60) == 0


def test_the_scale_stays_under_a_small_edit(panel: EigenvaluePanel, opening_study: Study) -> None:
    def circle() -> int:
        return has_ink(seen(panel), LIGHT.muted, 60)

    before = circle()
    show_in(panel, study=scaled(opening_study, 1.02))
    assert abs(circle() - before) < 30


def test_the_critical_circle_is_drawn_where_it_is_not_the_unit_circle(
    panel: EigenvaluePanel, opening_study: Study
) -> None:
    assert has_ink(seen(panel), LIGHT.bound, 60) == 0
    logistic = with_activation(opening_study.experiment, ACTIVATIONS["logistic"])
    show_in(panel, study=study(scaled_to(logistic, 1.0, 2.5)))
    assert has_ink(seen(panel), LIGHT.bound, 60) > 20


@pytest.mark.parametrize("name", ["shift", "sunspots-after", "cyclic"])
def test_every_spectrum_can_be_drawn(show_panel: ShowPanel, name: str) -> None:
    subject = study(entry(name).load())
    panel = show_panel(EigenvaluePanel(), subject, SIZE)
    plot = panel.findChild(EigenvaluePlot)
    assert plot.accessibleName().startswith(f"{subject.experiment.network.d} eigenvalue")
    assert has_ink(seen(panel), LIGHT.cool, 60) + has_ink(seen(panel), LIGHT.warm, 60) > 10


def test_a_new_theme_repaints(panel: EigenvaluePanel) -> None:
    before = seen(panel)
    show_in(panel, theme=DARK)
    assert not same(before, seen(panel))
