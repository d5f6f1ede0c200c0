"""The spectrum panel: computed while it is looked at, told in words and curves."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from engine.experiment.edits import with_array
from engine.gallery import entry
from engine.numbers import short
from engine.studies.spectrum import lyapunov_exponents, product_singular_values, surviving_words
from engine.studies.study import Study, study
from gui.panels.spectrum.panel import SpectrumPanel
from gui.panels.spectrum.plots import DirectionsPlot, ExponentsPlot, TransientPlot
from gui.theme import DARK
from tests.gui.panels.conftest import ShowPanel, at
from tests.gui.screen import drawn, same, seen
from tests.gui.views import show_in

SIZE = (300, 1100)


def texts(panel: SpectrumPanel) -> str:
    shown = " | ".join(text.text() for text in panel.findChildren(QLabel) if text.isVisible())
    return shown.replace("\u00a0", " ")


def settle(qtbot: QtBot, panel: SpectrumPanel, sign: str = "departure from normality") -> None:
    qtbot.waitUntil(lambda: sign in texts(panel), timeout=10_000)
    QApplication.processEvents()


@pytest.fixture
def panel(show_panel: ShowPanel, qtbot: QtBot) -> SpectrumPanel:
    panel = show_panel(SpectrumPanel(), size=SIZE)
    settle(qtbot, panel)
    return panel


def test_every_picture_is_drawn_and_named(panel: SpectrumPanel, opening_study: Study) -> None:
    for kind in (TransientPlot, DirectionsPlot, ExponentsPlot):
        plot = panel.findChild(kind)
        assert plot.accessibleName()
        assert drawn(plot) > 200
    shown = texts(panel)
    assert f"ρ = {short(opening_study.constants.rho, 4)}; the circle: 1 |" in shown
    largest = float(lyapunov_exponents(opening_study.trace)[0])
    assert f"largest {short(largest, 4)} a step" in shown
    assert f"= {short(opening_study.trace.growth, 4)}" in shown


def test_the_surviving_directions_are_those_of_the_step(
    panel: SpectrumPanel, opening_study: Study
) -> None:
    values = product_singular_values(opening_study.trace)
    before = seen(panel.findChild(DirectionsPlot))
    for back in (0, 12, opening_study.trace.t):
        show_in(panel, playhead=at(opening_study, back))
        words = surviving_words(values.at(back))
        assert f"{back} steps back: {words}" in texts(panel)
    assert not same(before, seen(panel.findChild(DirectionsPlot)))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("jordan", "grows to 1.40×10⁸ at n = 89, the largest of the first"),
        ("identity", "W is normal: ρ = λ = 1"),
        ("shift", "no power of W outgrows I"),
    ],
)
def test_the_story_of_rho_and_lambda_is_told(
    show_panel: ShowPanel, qtbot: QtBot, name: str, words: str
) -> None:
    panel = show_panel(SpectrumPanel(), study(entry(name).load()), SIZE)
    settle(qtbot, panel)
    assert words in texts(panel)
    assert words in panel.findChild(TransientPlot).accessibleDescription().replace("\u00a0", " ")


def test_a_zero_matrix_draws_nothing_and_says_so(
    show_panel: ShowPanel, qtbot: QtBot, opening_study: Study
) -> None:
    zero = study(with_array(opening_study.experiment, "W", np.zeros((4, 4))))
    panel = show_panel(SpectrumPanel(), zero, SIZE)
    settle(qtbot, panel)
    assert "the product is exactly zero" in texts(panel)
    assert "steps back: the product is zero in double arithmetic" in texts(panel)


def test_nothing_is_computed_until_it_is_looked_at(qtbot: QtBot, opening_study: Study) -> None:
    panel = SpectrumPanel()
    qtbot.addWidget(panel)
    show_in(panel, study=opening_study)
    assert not [t for t in threading.enumerate() if t.name.startswith("background")]
    panel.resize(*SIZE)
    panel.show()
    settle(qtbot, panel)
    panel.stop()


def test_an_edit_brings_the_new_figures_and_a_hidden_panel_catches_up(
    panel: SpectrumPanel, qtbot: QtBot, opening_study: Study
) -> None:
    halved = study(
        with_array(opening_study.experiment, "W", 0.5 * opening_study.experiment.network.W)
    )
    show_in(panel, study=halved)
    settle(qtbot, panel, "no power of W outgrows I")
    panel.hide()
    show_in(panel, study=opening_study)
    qtbot.wait(30)
    panel.show()
    settle(qtbot, panel, "grows for ever")


def test_it_fits_the_narrowest_column_and_takes_on_the_theme(
    show_panel: ShowPanel, qtbot: QtBot
) -> None:
    panel = show_panel(SpectrumPanel(), size=(266, 560))
    settle(qtbot, panel)
    assert panel.findChild(TransientPlot).parentWidget().width() <= 266
    light = seen(panel)
    show_in(panel, theme=DARK)
    settle(qtbot, panel)
    assert not same(light, seen(panel))
