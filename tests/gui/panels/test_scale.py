"""The λ slider: what it shows, and that its range keeps still while it serves."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QSlider

from engine.cells.activations import ACTIVATIONS
from engine.experiment.edits import scaled_to, with_activation, with_array
from engine.studies.study import Study, study
from gui.panels.scale import ScalePanel
from gui.theme import DARK, LIGHT
from tests.gui.panels.conftest import ShowPanel
from tests.gui.screen import find, has_ink, seen, slide
from tests.gui.views import show_in


@pytest.fixture
def panel(show_panel: ShowPanel) -> ScalePanel:
    return show_panel(ScalePanel(), size=(316, 70))


@pytest.fixture
def asked(panel: ScalePanel) -> list[tuple[float, int]]:
    asked: list[tuple[float, int]] = []
    panel.scaled.connect(lambda lam, gesture: asked.append((lam, gesture)))
    return asked


def slider(panel: ScalePanel) -> QSlider:
    return find(panel, QSlider, "scale of W, λ")


def scaled(base: Study, lam: float) -> Study:
    return study(scaled_to(base.experiment, base.trace.lam, lam))


def words(panel: ScalePanel) -> str:
    return " ".join(label.text() for label in panel.findChildren(QLabel))


def test_it_stands_at_lambda(panel: ScalePanel, opening_study: Study) -> None:
    share = slider(panel).value() / slider(panel).maximum()
    assert share * 3.0 == pytest.approx(opening_study.trace.lam, abs=0.01)
    assert "1.63" in words(panel)
    assert "‖W‖₂" in words(panel)


def test_a_drag_asks_for_lambdas_of_one_gesture(
    panel: ScalePanel, asked: list[tuple[float, int]]
) -> None:
    slide(slider(panel), 0.5, 0.0, 1.0)
    assert [round(lam, 1) for lam, _ in asked] == [1.5, 0.0, 3.0]
    assert len({gesture for _, gesture in asked}) == 1


def test_it_is_warm_above_the_critical_value_and_cool_below(
    panel: ScalePanel, opening_study: Study
) -> None:
    assert has_ink(seen(panel), LIGHT.warm, 60) > 100
    show_in(panel, study=scaled(opening_study, 0.5))
    assert has_ink(seen(panel), LIGHT.warm, 60) == 0
    assert has_ink(seen(panel), LIGHT.cool, 60) > 50


def test_the_range_grows_when_it_must_and_else_keeps_still(
    panel: ScalePanel, opening_study: Study
) -> None:
    values = []
    for lam in (1.0, 2.0, 40.0, 30.0):
        show_in(panel, study=scaled(opening_study, lam))
        values.append(slider(panel).value() / slider(panel).maximum())
    assert values[1] == pytest.approx(2 * values[0], abs=1e-3)
    assert 0.3 < values[2] < 0.9
    assert values[3] == pytest.approx(0.75 * values[2], abs=1e-3)


def test_the_critical_value_is_that_of_the_activation(
    panel: ScalePanel, opening_study: Study
) -> None:
    show_in(panel, study=study(with_activation(opening_study.experiment, ACTIVATIONS["logistic"])))
    assert slider(panel).value() / slider(panel).maximum() * 12 == pytest.approx(1.634, abs=0.02)


def test_zero_weights_cannot_be_scaled_by_hand(panel: ScalePanel, opening_study: Study) -> None:
    show_in(panel, study=study(with_array(opening_study.experiment, "W", np.zeros((4, 4)))))
    assert not slider(panel).isEnabled()
    show_in(panel, study=opening_study)
    assert slider(panel).isEnabled()


@pytest.mark.parametrize("lam", [1e-300, 1e-9, 1e9, 1e300])
def test_weights_of_every_size_have_a_range(
    panel: ScalePanel, opening_study: Study, lam: float
) -> None:
    identity = with_activation(opening_study.experiment, ACTIVATIONS["tanh"])
    show_in(panel, study=study(scaled_to(identity, opening_study.trace.lam, lam)))
    assert 0 <= slider(panel).value() <= 0.9 * slider(panel).maximum()


def test_the_range_ends_where_doubles_end(
    panel: ScalePanel, asked: list[tuple[float, int]], opening_study: Study
) -> None:
    show_in(panel, study=scaled(opening_study, 1.3e308))
    QTest.keyClick(slider(panel), Qt.Key.Key_Right)
    assert 1.3e308 < asked[-1][0] < 1.31e308


def test_keys_ask_too(panel: ScalePanel, asked: list[tuple[float, int]]) -> None:
    QTest.keyClick(slider(panel), Qt.Key.Key_PageDown)
    QTest.keyClick(slider(panel), Qt.Key.Key_Right)
    assert len({gesture for _, gesture in asked}) == 2
    assert asked[0][0] < asked[1][0]


def test_a_key_that_takes_lambda_to_zero_asks_once(
    panel: ScalePanel, asked: list[tuple[float, int]], opening_study: Study
) -> None:
    # it is answered at once, by a study that switches the slider off while the key is still acting
    panel.scaled.connect(lambda lam, _gesture: show_in(panel, study=scaled(opening_study, lam)))
    QTest.keyClick(slider(panel), Qt.Key.Key_Home)
    assert [lam for lam, _ in asked] == [0.0]
    assert not slider(panel).isEnabled()
    assert panel.study is not None
    assert panel.study.trace.lam == 0.0


def test_a_new_theme_repaints(panel: ScalePanel) -> None:
    show_in(panel, theme=DARK)
    assert has_ink(seen(panel), DARK.warm, 60) > 50
