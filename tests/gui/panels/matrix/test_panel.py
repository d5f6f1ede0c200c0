"""The weights: tabs over one grid, and a box of presets."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QToolButton
from pytestqt.qtbot import QtBot

from engine.experiment.edits import array_of, with_cells
from engine.gallery import entries, entry
from engine.studies.study import study
from gui.panels.matrix.panel import MatrixPanel
from gui.theme import DARK
from gui.widgets.elided import ElidedLabel
from tests.gui.panels.conftest import ShowPanel
from tests.gui.screen import Left, find, go_to, has_ink, pick, seen
from tests.gui.views import show_in

TABS = {
    "W": "W, recurrent", "U": "U, input", "b": "b, bias", "x": "x, inputs",
    "s0": "s0, initial state", "y": "y, target",
}  # fmt: skip


@pytest.fixture
def panel(show_panel: ShowPanel) -> MatrixPanel:
    return show_panel(MatrixPanel(entries()), size=(316, 420))


@pytest.mark.parametrize(("name", "spoken"), TABS.items())
def test_a_tab_turns_to_its_array(panel: MatrixPanel, name: str, spoken: str) -> None:
    QTest.mouseClick(find(panel, QToolButton, spoken), Left)
    array = array_of(panel.study.experiment, name)
    model = panel.table.model()
    columns = array.shape[1] if array.ndim == 2 else 1
    assert (model.rowCount(), model.columnCount()) == (array.shape[0], columns)
    assert panel.table.accessibleName().startswith(f"{name},")
    shape = " × ".join(map(str, array.shape))
    assert panel.findChild(ElidedLabel).text().startswith(shape)


def test_one_tab_is_chosen_at_a_time(panel: MatrixPanel) -> None:
    panel.show_array("b")
    chosen = [b.accessibleName() for b in panel.findChildren(QToolButton) if b.isChecked()]
    assert chosen == ["b, bias"]


def test_the_cell_stays_while_the_shape_does(panel: MatrixPanel) -> None:
    go_to(panel.table, 2, 1)
    show_in(panel, study=study(panel.study.experiment, "one"))
    index = panel.table.currentIndex()
    assert (index.row(), index.column()) == (2, 1)


def test_what_is_studied_now_is_shown_before_its_study(panel: MatrixPanel) -> None:
    later = with_cells(panel.study.experiment, "W", {(0, 0): 7.0})
    show_in(panel, experiment=later)
    assert panel.table.model().data(panel.table.model().index(0, 0)) == "7.00"
    show_in(panel, study=study(panel.study.experiment, "one"), experiment=later)
    assert panel.table.model().data(panel.table.model().index(0, 0)) == "7.00"


def test_the_presets_are_those_of_the_gallery_and_the_open_one_is_shown(
    panel: MatrixPanel, qtbot: QtBot
) -> None:
    box = find(panel, QComboBox, "preset")
    assert [box.itemText(i) for i in range(box.count())] == [e.name for e in entries()]
    assert box.currentText() == entry("opening").name
    with qtbot.waitSignal(panel.picked) as picked:
        pick(box, entries()[1].name)
    assert picked.args == [entries()[1].id]


def test_an_experiment_of_ones_own_is_no_preset(panel: MatrixPanel) -> None:
    show_in(panel, study=study(replace(panel.study.experiment, name="")))
    box = find(panel, QComboBox, "preset")
    assert (box.currentIndex(), box.placeholderText()) == (-1, "your own")


def test_the_gallery_has_a_button(panel: MatrixPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.gallery_wanted):
        QTest.mouseClick(find(panel, QToolButton, "See every preset"), Left, pos=QPoint(5, 5))


def test_a_new_theme_repaints(panel: MatrixPanel) -> None:
    show_in(panel, theme=DARK)
    assert has_ink(seen(panel.table), DARK.card, 6) > 500
