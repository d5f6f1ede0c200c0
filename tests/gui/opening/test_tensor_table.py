"""Tensor table: used tensors first, long names elided."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.files.weights.survey import TensorInfo
from gui.opening.tensor_table import TensorTable, shape_text
from gui.theme import DARK, LIGHT
from tests.gui.screen import has_ink, seen

LONG = "encoder." * 30 + "core.weight_hh_l0"
TENSORS = tuple(TensorInfo(f"block_{i:03d}.weight", (2, 3), "F32") for i in range(300))


@pytest.fixture
def table(qtbot: QtBot) -> TensorTable:
    table = TensorTable((*TENSORS, TensorInfo(LONG, (4, 4), "BF16")))
    qtbot.addWidget(table)
    table.resize(460, 300)
    table.show()
    return table


def names(table: TensorTable, count: int) -> list[str]:
    return [table.model().index(row, 0).data() for row in range(count)]


def test_used_tensors_are_listed_first(table: TensorTable) -> None:
    table.show_taken({LONG: "W", "block_200.weight": "U"})
    assert names(table, 4) == [LONG, "block_200.weight", "block_000.weight", "block_001.weight"]
    assert table.model().rowCount() == 301
    assert table.verticalScrollBar().maximum() > 0
    table.scrollToBottom()
    table.show_taken({"block_007.weight": "W"})
    assert names(table, 1) == ["block_007.weight"]
    assert table.verticalScrollBar().value() == 0
    assert not table.model().index(1, 3).data()


def test_a_long_name_is_whole_in_its_tooltip_and_for_screen_readers(table: TensorTable) -> None:
    table.show_taken({LONG: "W"})
    index = table.model().index(0, 0)
    said = f"{LONG}, 4 × 4, BF16, taken as W"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == said
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == said
    assert table.textElideMode() == Qt.TextElideMode.ElideMiddle
    assert table.horizontalScrollBar().maximum() == 0


def test_used_rows_are_marked_in_both_themes(table: TensorTable) -> None:
    for theme in (LIGHT, DARK):
        table.set_theme(theme)
        table.show_taken({})
        assert has_ink(seen(table), theme.accent_soft, 0) == 0
        table.show_taken({LONG: "W"})
        assert has_ink(seen(table), theme.accent_soft, 0) > 2000


def test_shapes_are_written_with_a_multiplication_sign() -> None:
    assert shape_text((4, 2, 1)) == "4 × 2 × 1"
    assert shape_text((7,)) == "7"
    assert shape_text(()) == "one number"
