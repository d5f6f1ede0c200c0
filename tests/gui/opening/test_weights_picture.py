"""Preview of W with sizes, λ and ρ."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from engine.files.experiment_parts import Parts
from gui.opening.weights_picture import Figures, WeightsPicture
from gui.theme import DARK, LIGHT, Theme
from gui.widgets.elided import ElidedLabel
from gui.widgets.heatmap import Heatmap
from tests.gui.screen import has_ink, seen

SHEAR = Parts(np.array([[0.5, 2.0], [0.0, 0.5]]), {"U": np.ones((2, 3))}).experiment()


@pytest.fixture
def picture(qtbot: QtBot) -> WeightsPicture:
    picture = WeightsPicture()
    qtbot.addWidget(picture)
    picture.resize(320, 460)
    picture.set_theme(LIGHT)
    picture.show_experiment(SHEAR, "W = weight_hh_l0")
    picture.show_figures(None)
    picture.show()
    return picture


def said(picture: WeightsPicture) -> list[str]:
    values = [label.text() for label in picture.findChildren(QLabel)]
    return values + [line.text() for line in picture.findChildren(ElidedLabel)]


def test_lambda_and_rho_are_those_of_w() -> None:
    figures = Figures.of(SHEAR.network)
    assert figures.lam == pytest.approx(np.linalg.norm(SHEAR.network.W, 2))
    assert figures.rho == pytest.approx(0.5)


def test_sizes_are_shown_at_once_and_lambda_and_rho_later(picture: WeightsPicture) -> None:
    for text in ("2 × 2", "2 × 3", "units d = 2", "inputs m = 3", "W = weight_hh_l0", "…"):
        assert text in said(picture)
    picture.show_figures(Figures(1.25, 0.5))
    assert {"1.250", "0.500"} <= set(said(picture))
    assert "…" not in said(picture)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_largest_entry_has_the_end_colour(picture: WeightsPicture, theme: Theme) -> None:
    picture.set_theme(theme)
    heatmap = picture.findChild(Heatmap)
    assert has_ink(seen(heatmap), theme.ramp[2], 8) > 2000
    assert heatmap.accessibleName() == "W, 2 by 2, up to 2.00"
