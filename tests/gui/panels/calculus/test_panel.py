"""The calculus panel: units on σ', and any polynomial's stationary points with the working."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from engine.cells.activations import ACTIVATIONS
from engine.experiment.edits import with_activation
from engine.gallery import entry
from engine.studies.study import Study, study
from gui.formula.formula import FormulaLabel
from gui.panels.calculus.function_plot import FunctionPlot
from gui.panels.calculus.panel import CalculusPanel
from gui.panels.calculus.slope_plot import SlopePlot
from gui.theme import DARK
from tests.gui.panels.conftest import ShowPanel, at
from tests.gui.screen import drawn, same, seen
from tests.gui.views import show_in

SIZE = (300, 760)


def formulas(panel: CalculusPanel) -> list[str]:
    return [f.accessibleName() for f in panel.findChildren(FormulaLabel) if f.isVisible()]


def texts(panel: CalculusPanel) -> str:
    return " | ".join(text.text() for text in panel.findChildren(QLabel) if text.isVisible())


def type_polynomial(panel: CalculusPanel, text: str) -> None:
    line = panel.findChild(QComboBox).lineEdit()
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


@pytest.fixture
def panel(show_panel: ShowPanel, qtbot: QtBot) -> CalculusPanel:
    panel = show_panel(CalculusPanel(), size=SIZE)
    qtbot.waitUntil(lambda: any("minimum" in text for text in formulas(panel)))
    return panel


def test_it_opens_on_the_lectures_parabola_with_its_working(panel: CalculusPanel) -> None:
    shown = formulas(panel)
    assert "f(x) equals x to the power 2 plus 2x" in shown
    assert "f prime (x) equals 2x plus 2" in shown
    assert any("minimum" in text and text.endswith("f equals minus 1") for text in shown)


def test_the_title_is_true_of_minima_too(panel: CalculusPanel) -> None:
    assert "How an extremum is found" in texts(panel)
    assert "How a maximum" not in texts(panel)


def test_values_that_are_exact_in_decimal_are_shown_as_equal(
    panel: CalculusPanel, qtbot: QtBot
) -> None:
    type_polynomial(panel, "0.1x^2+0.2x")
    last = "f prime prime equals 0.2 > 0, minimum Rightarrow f equals minus 0.1"
    qtbot.waitUntil(lambda: last in formulas(panel))
    assert "f prime prime (x) equals 0.2" in formulas(panel)
    assert not any("approx" in text for text in formulas(panel))


def test_a_typed_polynomial_is_shown_with_each_of_its_points(
    panel: CalculusPanel, qtbot: QtBot
) -> None:
    plot = panel.findChild(FunctionPlot)
    before = seen(plot)
    type_polynomial(panel, "x^3 - 3x")
    qtbot.waitUntil(lambda: sum("imum" in text for text in formulas(panel)) == 2)
    assert "maximum at −1; minimum at 1" in plot.accessibleDescription()
    assert not same(before, seen(plot))


def test_what_cannot_be_read_is_said_and_the_picture_stays(panel: CalculusPanel) -> None:
    plot, shown = panel.findChild(FunctionPlot), formulas(panel)
    type_polynomial(panel, "x^2 + ")
    assert "the end cannot be read here" in texts(panel)
    assert "minimum at −1" in plot.accessibleDescription()
    assert formulas(panel) == shown
    type_polynomial(panel, "x^2")
    assert "cannot be read" not in texts(panel)
    assert "minimum at 0" in plot.accessibleDescription()


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("logistic", "largest, 0.25. That is γ"),
        ("tanh", "largest, 1. That is γ"),
        ("s(1 − s)", "not of a"),
        ("1 − s²", "not of a"),
    ],
)
def test_each_ready_function_can_be_chosen_by_keyboard(
    panel: CalculusPanel, name: str, note: str
) -> None:
    choice = panel.findChild(QComboBox)
    choice.setFocus()
    while choice.currentText() != name:
        before = choice.currentText()
        QTest.keyClick(choice, Qt.Key.Key_Down)
        assert choice.currentText() != before
    QTest.keyClick(choice.lineEdit(), Qt.Key.Key_Return)
    assert note in texts(panel).replace("\u00a0", " ")


def test_the_units_of_the_step_move_on_the_slope(
    panel: CalculusPanel, opening_study: Study
) -> None:
    plot = panel.findChild(SlopePlot)
    before = seen(plot)
    show_in(panel, playhead=at(opening_study, 12))
    j = opening_study.trace.t - 11
    assert f"step {j}:" in texts(panel)
    slopes = opening_study.trace.chain.slopes[j - 1]
    assert f"{slopes.min():.2f} to {slopes.max():.2f}" in texts(panel)
    assert not same(before, seen(plot))


def test_saturated_units_are_counted(show_panel: ShowPanel) -> None:
    panel = show_panel(CalculusPanel(), study(entry("saturated").load()), SIZE)
    assert "4 of 4 saturated" in texts(panel)


@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_gamma_is_marked_for_every_activation(
    show_panel: ShowPanel, opening_study: Study, name: str
) -> None:
    sigma = ACTIVATIONS[name]
    result = study(with_activation(opening_study.experiment, sigma))
    panel = show_panel(CalculusPanel(), result, SIZE)
    assert f"γ = sup |σ′| = {sigma.gamma:.10g} at {sigma.attained_at}" in texts(panel)
    assert drawn(panel.findChild(SlopePlot)) > 400


def test_it_fits_the_narrowest_column_and_takes_on_the_theme(
    show_panel: ShowPanel, qtbot: QtBot
) -> None:
    panel = show_panel(CalculusPanel(), size=(266, 560))
    page = panel.findChild(SlopePlot).parentWidget()
    assert page.width() <= 266
    light = seen(panel)
    show_in(panel, theme=DARK)
    assert not same(light, seen(panel))


def test_it_leaves_with_formulas_still_waiting(qtbot: QtBot) -> None:
    panel = CalculusPanel()
    qtbot.addWidget(panel)
    panel.stop()
    qtbot.wait(20)
    assert "minus 1" not in " ".join(f.accessibleName() for f in panel.findChildren(FormulaLabel))
