"""The norm plot: its curves are the engine's, its axes keep still, it can be read and clicked."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from engine.bptt.trace import Growth
from engine.experiment.edits import scaled_to, with_cells
from engine.gallery import entry
from engine.playhead import Playhead
from engine.plots.norm_curves import NORM_CURVES, NormCurve
from engine.plots.norm_words import curve_words
from engine.studies.study import Study, study
from gui.panels.norm.panel import NormPanel
from gui.panels.norm.readout import Readout
from gui.plots.curve_labels import CurveLabel, CurveLabels
from gui.theme import DARK, LIGHT
from gui.view import View
from tests.gui.panels.conftest import ShowPanel, at
from tests.gui.screen import Left, Right, has_ink, same, seen
from tests.gui.views import show_in


@pytest.fixture
def panel(show_panel: ShowPanel) -> NormPanel:
    return show_panel(NormPanel(), size=(760, 320))


def plot(panel: NormPanel) -> pg.PlotWidget:
    return panel.findChild(pg.PlotWidget)


def curves(panel: NormPanel) -> list[np.ndarray]:
    return [curve.getData()[1] for curve in plot(panel).getPlotItem().curves]


def place(panel: NormPanel, step: int, y: float = 0.0) -> QPoint:
    view = plot(panel)
    return view.mapFromScene(view.getViewBox().mapViewToScene(pg.Point(step, y)))


@pytest.mark.parametrize("curve", NORM_CURVES, ids=lambda curve: curve.key)
def test_the_mouse_on_a_curve_says_what_the_curve_is(
    panel: NormPanel, opening_study: Study, qtbot: QtBot, curve: NormCurve
) -> None:
    view = plot(panel)
    pos = place(panel, 20, float(curve.log10(opening_study)[20]))
    QApplication.sendEvent(
        view.viewport(), QHelpEvent(QEvent.Type.ToolTip, pos, view.mapToGlobal(pos))
    )
    qtbot.wait(350)  # for so long the library keeps words that are to go
    assert QToolTip.text() == curve_words(curve, opening_study, 20)
    QToolTip.hideText()


@pytest.mark.parametrize("veiled", [False, True])
def test_every_curve_in_view_has_its_label(
    panel: NormPanel, monkeypatch: pytest.MonkeyPatch, veiled: bool
) -> None:
    shown: list[CurveLabel] = []
    labels = panel.findChild(CurveLabels)
    monkeypatch.setattr(labels, "show_labels", lambda found, _paper: shown.extend(found))
    show_in(panel, veiled=not veiled)
    shown.clear()
    show_in(panel, veiled=veiled)
    expected = [c.latex for c in NORM_CURVES if not (veiled and c.is_veiled)]
    assert [label.template for label in shown] == expected


@pytest.mark.parametrize("steps", [0, 1, 5, 24])
def test_the_bold_curve_ends_where_the_playhead_stands(
    panel: NormPanel, opening_study: Study, steps: int
) -> None:
    show_in(panel, playhead=at(opening_study, steps))
    expected = opening_study.trace.log10_norm[: steps + 1]
    assert any(y is not None and np.array_equal(y, expected) for y in curves(panel))


def test_a_zero_is_not_drawn_and_nothing_infinite_is(show_panel: ShowPanel) -> None:
    shift = study(entry("shift").load())
    panel = show_panel(NormPanel(), shift, (760, 320))
    show_in(panel, playhead=at(shift, shift.trace.t))
    assert not np.isfinite(shift.trace.log10_norm[-1])
    assert all(np.isfinite(y).all() for y in curves(panel) if y is not None)
    seen(panel)


@pytest.mark.parametrize("steps", [0, 7, 24])
def test_a_click_chooses_how_many_steps_back(panel: NormPanel, qtbot: QtBot, steps: int) -> None:
    with qtbot.waitSignal(panel.chosen) as asked:
        QTest.mouseClick(plot(panel).viewport(), Left, pos=place(panel, steps))
    assert asked.args == [steps]


def test_the_other_button_chooses_nothing(panel: NormPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.chosen):
        QTest.mouseClick(plot(panel).viewport(), Right, pos=place(panel, 7))


def test_hovering_reads_another_step_and_leaving_comes_back(panel: NormPanel) -> None:
    readout = panel.findChild(Readout)
    here = seen(readout)
    QTest.mouseMove(plot(panel).viewport(), place(panel, 20))
    QApplication.processEvents()
    assert not same(here, seen(readout))
    QApplication.sendEvent(plot(panel).viewport(), QEvent(QEvent.Type.Leave))
    assert same(here, seen(readout))


def test_in_a_low_plot_the_readout_covers_the_curves_only_under_the_mouse(
    panel: NormPanel, opening_study: Study
) -> None:
    readout = panel.findChild(Readout)
    assert readout.isVisible()
    panel.resize(700, 150)
    QApplication.processEvents()
    show_in(panel, playhead=at(opening_study, 6))
    assert not readout.isVisible()
    QTest.mouseMove(plot(panel).viewport(), place(panel, 20))
    QApplication.processEvents()
    assert readout.isVisible()
    QApplication.sendEvent(plot(panel).viewport(), QEvent(QEvent.Type.Leave))
    assert not readout.isVisible()


@pytest.mark.parametrize("steps", range(0, 25, 4))
def test_the_readout_stays_inside_the_plot(
    panel: NormPanel, opening_study: Study, steps: int
) -> None:
    show_in(panel, playhead=at(opening_study, steps))
    assert plot(panel).rect().contains(panel.findChild(Readout).geometry())


def test_the_ghost_is_the_curve_before_the_edit(panel: NormPanel, opening_study: Study) -> None:
    before = seen(panel)
    show_in(panel, previous=study(with_cells(opening_study.experiment, "W", {(0, 0): -0.5})))
    assert not same(before, seen(panel))
    show_in(panel, previous=None)
    assert same(before, seen(panel))


def test_the_axes_keep_still_under_a_small_edit_and_while_playing(
    panel: NormPanel, opening_study: Study
) -> None:
    def ranges() -> list[list[float]]:
        return plot(panel).getViewBox().viewRange()

    before = ranges()
    show_in(panel, study=study(with_cells(opening_study.experiment, "W", {(0, 0): 0.9})))
    for steps in range(0, 25, 6):
        show_in(panel, playhead=at(opening_study, steps))
        assert ranges() == before
    far = study(scaled_to(opening_study.experiment, 1.0, 30.0))
    show_in(panel, study=far)
    assert ranges()[1][1] > far.trace.log10_bound[-1] > before[1][1]


def test_the_dot_glides_between_two_steps(panel: NormPanel, opening_study: Study) -> None:
    before = seen(panel)
    show_in(panel, playhead=at(opening_study, 5).play().tick(0.15))
    assert not same(before, seen(panel))


def test_it_is_described_in_words(panel: NormPanel, opening_study: Study) -> None:
    said = plot(panel).accessibleDescription()
    assert "‖∂s[24] / ∂s[0]‖ = 0.279" in said
    assert opening_study.verdict.sentence in said


@pytest.mark.parametrize("height", [130, 200, 320, 600])
def test_it_is_drawn_at_every_height(panel: NormPanel, height: int) -> None:
    panel.resize(760, height)
    assert has_ink(seen(panel), LIGHT.bound, 90) > 30
    assert has_ink(seen(panel), LIGHT.accent, 90) > 30


def test_a_playhead_of_a_chain_still_to_be_computed_moves_nothing(
    panel: NormPanel, opening_study: Study
) -> None:
    before = [curve for curve in curves(panel) if curve is not None]
    head = Playhead(2000)
    show_in(panel, playhead=head.jump(head.loss_position + 1760))
    panel.resize(700, 300)
    QApplication.sendEvent(plot(panel).viewport(), QEvent(QEvent.Type.Leave))
    QApplication.processEvents()
    after = [curve for curve in curves(panel) if curve is not None]
    assert all(map(np.array_equal, before, after))
    show_in(panel, playhead=at(opening_study, 3))
    assert any(np.array_equal(y, opening_study.trace.log10_norm[:4]) for y in curves(panel))


def test_forward_there_is_one_point_only(panel: NormPanel) -> None:
    show_in(panel, playhead=Playhead(24).jump(7))
    assert any(y is not None and y.tolist() == [0.0] for y in curves(panel))


def test_a_new_theme_repaints(panel: NormPanel) -> None:
    show_in(panel, theme=DARK)
    assert has_ink(seen(panel), DARK.bound, 60) > 30


@pytest.mark.parametrize("size", [(700, 300), (1100, 400)])
def test_the_name_of_the_axis_is_in_its_middle(qtbot: QtBot, size: tuple[int, int]) -> None:
    panel = NormPanel()
    qtbot.addWidget(panel)
    panel.resize(*size)
    panel.show()
    QApplication.processEvents()
    for theme in (LIGHT, DARK):
        show_in(panel, theme=theme)
        axis = plot(panel).getAxis("bottom")
        name = axis.label.mapRectToParent(axis.label.boundingRect())
        assert name.width() > 150
        assert name.center().x() == pytest.approx(axis.size().width() / 2, abs=2)


def test_a_long_computation_draws_its_curve_as_it_grows(
    panel: NormPanel, opening_study: Study
) -> None:
    before = seen(panel)
    known = np.linspace(0.0, 1.5, 10)
    show_in(panel, partial=Growth(opening_study.experiment, known))
    growing = seen(panel)
    assert not same(before, growing)
    show_in(panel, partial=None)
    assert same(before, seen(panel))


def test_the_picture_depends_on_the_latest_view_alone(
    show_panel: ShowPanel, opening_study: Study
) -> None:
    other = study(with_cells(opening_study.experiment, "W", {(0, 0): 0.5}))
    view = View(
        study=opening_study, playhead=at(opening_study, 5), previous=other, reference=other,
        veiled=True,
    )  # fmt: skip
    at_once = show_panel(NormPanel())
    at_once.show_view(view)
    in_steps = show_panel(NormPanel())
    for name in ("veiled", "reference", "previous"):
        show_in(in_steps, **{name: getattr(view, name)})
    assert same(seen(at_once), seen(in_steps))
    for panel in (at_once, in_steps):
        show_in(panel, veiled=False, reference=None, previous=None)
    assert same(seen(at_once), seen(in_steps))


def test_an_open_question_hides_the_curve_so_far_and_the_words_of_the_verdict(
    panel: NormPanel, opening_study: Study
) -> None:
    show_in(panel, veiled=True)
    before = seen(panel)
    assert plot(panel).accessibleDescription() == ""
    show_in(panel, partial=Growth(opening_study.experiment, np.linspace(0.0, 1.5, 10)))
    assert same(before, seen(panel))
    show_in(panel, veiled=False)
    assert opening_study.verdict.sentence in plot(panel).accessibleDescription()
    growing = seen(panel)
    show_in(panel, partial=None)
    assert not same(growing, seen(panel))
