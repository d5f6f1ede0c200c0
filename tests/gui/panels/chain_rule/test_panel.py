"""The chain rule in words: today's numbers, the slack, and what it means."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from engine.cells.activations import ACTIVATIONS, GELU
from engine.experiment.edits import with_activation, with_cells, with_steps, with_t
from engine.gallery import entry
from engine.studies.study import Study, study
from gui.formula import typeset
from gui.formula.formula import FormulaLabel
from gui.panels.chain_rule.panel import ChainRulePanel
from gui.theme import DARK
from gui.widgets.share_bars import ShareBars
from tests.engine.experiments import of_matrix
from tests.gui.panels.conftest import ShowPanel, at
from tests.gui.screen import has_ink, same, seen
from tests.gui.views import show_in

SIZE = (330, 760)


@pytest.fixture
def panel(show_panel: ShowPanel) -> ChainRulePanel:
    return show_panel(ChainRulePanel(), size=SIZE)


def words(panel: ChainRulePanel) -> str:
    return " | ".join(label.text() for label in panel.findChildren(QLabel))


def test_the_chain_of_inequalities_holds_with_todays_numbers(panel: ChainRulePanel) -> None:
    line = next(text for text in words(panel).split(" | ") if " · " in text and " ≤ " in text)
    norm, middle, bound = line.split(" ≤ ")
    product = middle.split(" = ")[1]
    assert float(norm) <= float(product) <= float(bound)


def test_the_count_and_the_bound_follow_the_playhead(
    panel: ChainRulePanel, opening_study: Study
) -> None:
    assert "5 factors" in words(panel)
    assert "⁵ = " in words(panel)
    show_in(panel, playhead=at(opening_study, 1))
    assert "1 factor" in words(panel)
    show_in(panel, playhead=at(opening_study, 0))
    assert "the product is I" in words(panel)
    spoken = [f.accessibleName() for f in panel.findChildren(FormulaLabel) if f.isVisible()]
    assert not [text for text in spoken if "product from" in text]
    assert any(text.endswith("equals I") for text in spoken)
    assert "saturation: max σ′ below γ –" in panel.findChild(ShareBars).accessibleName()


def test_the_formulas_show_the_step(panel: ChainRulePanel, opening_study: Study) -> None:
    formulas = [f for f in panel.findChildren(FormulaLabel) if f.isVisible()]
    before = [seen(formula) for formula in formulas]
    show_in(panel, playhead=at(opening_study, 6))
    assert not any(same(was, seen(f)) for f, was in zip(formulas, before, strict=True))


def test_it_says_what_it_means(panel: ChainRulePanel, opening_study: Study) -> None:
    assert opening_study.verdict.sentence in words(panel)


@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_the_activation_is_named(panel: ChainRulePanel, opening_study: Study, name: str) -> None:
    sigma = ACTIVATIONS[name]
    show_in(panel, study=study(with_activation(opening_study.experiment, sigma)))
    spoken = " ".join(f.accessibleName() for f in panel.findChildren(FormulaLabel))
    assert spoken
    seen(panel)


@pytest.mark.parametrize("name", ["shift", "nilpotent", "saturated", "sunspots-after"])
def test_zeros_and_many_units_are_no_trouble(show_panel: ShowPanel, name: str) -> None:
    subject = study(entry(name).load())
    panel = show_panel(ChainRulePanel(), subject, SIZE)
    show_in(panel, playhead=at(subject, subject.trace.t))
    assert "nan" not in words(panel).lower().split()


def test_zero_weights_are_no_trouble(panel: ChainRulePanel, opening_study: Study) -> None:
    zeros = {(i, j): 0.0 for i in range(4) for j in range(4)}
    show_in(panel, study=study(with_cells(opening_study.experiment, "W", zeros)))
    assert "0 ≤ 0" in words(panel)


def test_formulas_are_set_ahead_and_then_it_rests(panel: ChainRulePanel, qtbot: QtBot) -> None:
    timers = panel.findChildren(QTimer)
    qtbot.waitUntil(lambda: not any(timer.isActive() for timer in timers), timeout=15_000)


def test_a_longer_chain_finds_its_formulas_set(
    panel: ChainRulePanel, opening_study: Study, qtbot: QtBot
) -> None:
    timer = panel.findChild(QTimer)
    qtbot.waitUntil(lambda: not timer.isActive(), timeout=20_000)
    longer = study(with_t(with_steps(opening_study.experiment, 300), 300))
    before = typeset._pattern.cache_info().misses
    show_in(panel, study=longer)
    show_in(panel, playhead=at(longer, 0))
    assert "300" in panel.findChildren(FormulaLabel)[0].accessibleName()
    assert typeset._pattern.cache_info().misses == before


def test_a_new_theme_repaints(panel: ChainRulePanel) -> None:
    show_in(panel, theme=DARK)
    formula = next(f for f in panel.findChildren(FormulaLabel) if f.isVisible())
    assert has_ink(seen(formula), DARK.text, 120) > 20


def test_a_bound_beyond_a_double_is_a_power_of_ten(show_panel: ShowPanel) -> None:
    subject = study(of_matrix([[1.75e308]], GELU, T=1, x=[[2.0**0.5]]))
    panel = show_panel(ChainRulePanel(), subject, SIZE)
    show_in(panel, playhead=at(subject, 1))
    assert "1.976×10³⁰⁸ ≤ (1.976×10³⁰⁸)¹ = 1.976×10³⁰⁸" in words(panel)
    assert "∞" not in words(panel)


def test_an_open_question_keeps_the_verdict_back(panel: ChainRulePanel) -> None:
    sentence = panel.study.verdict.sentence
    assert sentence in words(panel)
    show_in(panel, veiled=True)
    assert sentence not in words(panel)
    show_in(panel, veiled=False)
    assert sentence in words(panel)
