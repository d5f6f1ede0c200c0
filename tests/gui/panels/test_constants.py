"""The constants of W: the figures the engine gives, each by its name."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from engine.chain.norms import NORMS
from engine.gallery import entry
from engine.studies.constants_table import CONSTANTS, Constant
from engine.studies.study import Study, study
from gui.panels.constants import ConstantsPanel
from gui.theme import DARK
from gui.widgets.elided import ElidedLabel
from tests.gui.panels.conftest import ShowPanel
from tests.gui.screen import has_ink, seen
from tests.gui.views import show_in


def values(panel: ConstantsPanel) -> dict[str, str]:
    shown = [v.text() for v in panel.findChildren(QLabel) if v.objectName() == "strong"]
    return dict(zip((constant.name for constant in CONSTANTS), shown, strict=True))


@pytest.fixture
def panel(show_panel: ShowPanel) -> ConstantsPanel:
    return show_panel(ConstantsPanel(), size=(300, 160))


def test_the_figures_are_those_of_w(panel: ConstantsPanel, opening_study: Study) -> None:
    W = opening_study.experiment.network.W
    shown = values(panel)
    assert float(shown["lambda"]) == pytest.approx(np.linalg.norm(W, 2), abs=1e-3)
    assert float(shown["rho"]) == pytest.approx(np.abs(np.linalg.eigvals(W)).max(), abs=1e-3)
    assert shown["gamma"] == "1"
    assert float(shown["kappa"]) == pytest.approx(np.linalg.cond(W), abs=0.01)


@pytest.mark.parametrize("norm", list(NORMS))
def test_lambda_is_explained_in_every_norm(
    panel: ConstantsPanel, opening_study: Study, norm: str
) -> None:
    show_in(panel, study=study(opening_study.experiment, norm))
    lam = opening_study.experiment.network.W
    order = {"spectral": 2, "frobenius": "fro", "one": 1, "inf": np.inf}[norm]
    assert float(values(panel)["lambda"]) == pytest.approx(np.linalg.norm(lam, order), abs=1e-3)
    assert panel.findChildren(ElidedLabel)[0].text()


def test_a_singular_matrix_has_infinite_condition(show_panel: ShowPanel) -> None:
    panel = show_panel(ConstantsPanel(), study(entry("shift").load()), (300, 160))
    assert values(panel)["kappa"] == "∞"


@pytest.mark.parametrize("constant", CONSTANTS, ids=lambda constant: constant.name)
def test_every_constant_has_a_row_that_explains_it(
    panel: ConstantsPanel, opening_study: Study, constant: Constant
) -> None:
    symbol = next(i for i in panel.findChildren(QLabel) if i.text() == constant.symbol)
    assert constant.meaning in symbol.toolTip()
    assert constant.why in symbol.toolTip()
    assert values(panel)[constant.name] == constant.text(opening_study)
    assert constant.note(opening_study) in [i.text() for i in panel.findChildren(ElidedLabel)]


def test_a_new_theme_repaints(panel: ConstantsPanel) -> None:
    show_in(panel, theme=DARK)
    assert has_ink(seen(panel.findChildren(ElidedLabel)[0]), DARK.muted, 120) > 10
