"""The factor beside the product: figures below the pictures, and entries read out by name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.gallery import entry
from engine.numbers import power, short
from engine.playhead import Playhead
from engine.studies.study import Study, study
from gui.panels.factor.panel import FactorPanel
from gui.theme import DARK
from gui.widgets.elided import ElidedLabel
from gui.widgets.heatmap import Heatmap
from tests.gui.panels.conftest import ShowPanel, at
from tests.gui.screen import has_ink, same, seen
from tests.gui.views import show_in

SIZE = (760, 270)


@pytest.fixture
def panel(show_panel: ShowPanel) -> FactorPanel:
    return show_panel(FactorPanel(), size=SIZE)


def heatmap(panel: FactorPanel, name: str) -> Heatmap:
    return next(h for h in panel.findChildren(Heatmap) if h.accessibleName() == name)


def captions(panel: FactorPanel) -> str:
    return " | ".join(line.text() for line in panel.findChildren(ElidedLabel))


def hover(picture: Heatmap, row: int, column: int, d: int = 4) -> None:
    """Put the mouse on an entry."""
    side = min(picture.width(), picture.height()) - 8
    left, top = (picture.width() - side) / 2, (picture.height() - side) / 2
    cell = side / d
    place = QPoint(round(left + (column + 0.5) * cell), round(top + (row + 0.5) * cell))
    QTest.mouseMove(picture.viewport(), place)
    QApplication.processEvents()


def test_the_figures_are_those_of_the_step(panel: FactorPanel, opening_study: Study) -> None:
    trace = opening_study.trace
    norm = short(float(trace.factor_norms[19]))
    assert f"norm {norm} ≤ " in captions(panel)
    assert f"norm {power(float(trace.log10_norm[5]))}" in captions(panel)
    show_in(panel, playhead=at(opening_study, 1))
    assert f"norm {power(float(trace.log10_norm[1]))}" in captions(panel)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("diagonal of the slopes", "diag(σ′(a))[2, 3] = 0"),
        ("recurrent weights W", "W[2, 3] = -0.42"),
        ("Jacobian factor", "∂s[20, 2] / ∂s[19, 3] = "),
        ("accumulated product", "∂s[24, 2] / ∂s[19, 3] = "),
    ],
)
def test_hovering_reads_the_entry_by_its_name(panel: FactorPanel, name: str, said: str) -> None:
    hover(heatmap(panel, name), 1, 2)
    assert said in captions(panel)


def test_what_is_read_is_what_the_engine_computed(panel: FactorPanel, opening_study: Study) -> None:
    hover(heatmap(panel, "Jacobian factor"), 1, 2)
    assert f"−{-opening_study.trace.factor(20)[1, 2]:.6f}" in captions(panel)


def test_leaving_the_picture_clears_the_reading(panel: FactorPanel) -> None:
    picture = heatmap(panel, "recurrent weights W")
    hover(picture, 1, 2)
    picture.hovered.emit(-1, -1)
    assert "hover over a cell" in captions(panel)


def test_nothing_is_read_at_a_place_of_a_chain_still_to_be_computed(panel: FactorPanel) -> None:
    show_in(panel, playhead=Playhead(2000, position=1500))
    hover(heatmap(panel, "Jacobian factor"), 1, 2)
    assert "hover over a cell" in captions(panel)


def test_only_the_weights_stay_when_it_steps(panel: FactorPanel, opening_study: Study) -> None:
    pictures = panel.findChildren(Heatmap)
    before = [seen(picture) for picture in pictures]
    show_in(panel, playhead=at(opening_study, 6))
    stayed = [
        p.accessibleName() for p, was in zip(pictures, before, strict=True) if same(was, seen(p))
    ]
    assert stayed == ["recurrent weights W"]


@pytest.mark.parametrize("name", ["shift", "gaussian-1.5", "lecture-5", "sunspots-after"])
def test_products_of_every_size_can_be_read(show_panel: ShowPanel, name: str) -> None:
    subject = study(entry(name).load())
    panel = show_panel(FactorPanel(), subject, SIZE)
    show_in(panel, playhead=at(subject, subject.trace.t))
    d = subject.experiment.network.d
    hover(heatmap(panel, "accumulated product"), d - 1, 0, d)
    assert f"∂s[{subject.trace.t}, {d}] / ∂s[0, 1] = " in captions(panel)
    assert "nan" not in captions(panel)


def test_the_identity_is_named_before_the_first_factor(
    panel: FactorPanel, opening_study: Study
) -> None:
    show_in(panel, playhead=at(opening_study, 0))
    assert "no factor yet" in captions(panel)


def test_a_new_theme_repaints(panel: FactorPanel) -> None:
    show_in(panel, theme=DARK)
    assert has_ink(seen(heatmap(panel, "diagonal of the slopes")), DARK.ramp[1], 12) > 500
