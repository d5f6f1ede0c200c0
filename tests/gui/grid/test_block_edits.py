"""Copy, cut, paste, clear and fill, with the keys of a spreadsheet."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from gui.grid.model import Area
from tests.gui.grid.cells import (
    Ctrl,
    Owner,
    W,
    copied,
    go_to,
    press,
    put_on_clipboard,
    select,
)


def test_delete_clears_the_block_in_one_edit(table, owner):
    select(table, 0, 1, 1, 2)
    press(Qt.Key.Key_Delete)
    assert owner.edits == [("W", 0, 1, [[0.0, 0.0], [0.0, 0.0]])]


def test_copies_the_block_exactly(table, owner):
    select(table, 2, 2, 1, 1)
    press((Ctrl, Qt.Key.Key_C))
    assert copied() == f"1.04\t-0.42\n0.47\t{1 / 3!r}"


def test_cut_copies_and_clears(table, owner):
    press((Ctrl, Qt.Key.Key_X))
    assert copied() == "0.92"
    assert owner.edits == [("W", 0, 0, [[0.0]])]


def test_pastes_a_block_in_one_edit_and_selects_it(table, owner):
    put_on_clipboard("1,5\t2\r\n3\t4\r\n")
    go_to(table, 1, 1)
    press((Ctrl, Qt.Key.Key_V))
    assert owner.edits == [("W", 1, 1, [[1.5, 2.0], [3.0, 4.0]])]
    assert table.selected_area() == Area(1, 1, 2, 2)


def test_one_number_fills_the_whole_selection(table, owner):
    put_on_clipboard("0.5")
    press((Ctrl, Qt.Key.Key_A), (Ctrl, Qt.Key.Key_V))
    assert np.array_equal(owner.array, np.full((3, 3), 0.5))
    assert len(owner.edits) == 1


def test_a_paste_that_does_not_fit_changes_nothing(table, owner):
    put_on_clipboard("1\t2\t3")
    go_to(table, 2, 1)
    press((Ctrl, Qt.Key.Key_V))
    assert owner.edits == []
    assert "A block of 1 × 3 cells does not fit at W[3, 2]: W is 3 × 3" in owner.refused[0]


def test_fills_down_and_right_in_one_edit_each(table, owner):
    select(table, 0, 0, 2, 1)
    press((Ctrl, Qt.Key.Key_D))
    assert np.array_equal(owner.array[:, :2], [[0.92, -0.61]] * 3)
    press((Ctrl, Qt.Key.Key_R))
    assert np.array_equal(owner.array[:, :2], np.full((3, 2), 0.92))
    assert len(owner.edits) == 2


def test_a_matrix_from_numpy_pastes_in_one_edit(table, owner):
    put_on_clipboard("array([[1., 2.],\n       [3., 4.]])")
    press((Ctrl, Qt.Key.Key_V))
    assert owner.edits == [("W", 0, 0, [[1.0, 2.0], [3.0, 4.0]])]


def test_a_column_of_decimal_commas_pastes_into_a_vector(table):
    owner = Owner(table, np.zeros(2), "b")
    owner.apply = lambda *_: None
    put_on_clipboard("0,5\n0,25")
    press((Ctrl, Qt.Key.Key_V))
    assert owner.edits == [("b", 0, 0, [[0.5], [0.25]])]


def test_an_invalid_block_changes_no_cell(table, owner):
    put_on_clipboard("1\t2\n3\tx")
    press((Ctrl, Qt.Key.Key_V))
    assert owner.edits == []
    assert owner.refused == ['Nothing was pasted into W: row 2, column 2: "x" is not a number']


@pytest.mark.parametrize(("notation", "start"), [("NumPy", "np.array([["), ("MATLAB", "[0.92 ")])
def test_copies_in_another_notation(table, owner, notation, start):
    table.selectAll()
    table.blocks.copy(notation)
    assert copied().startswith(start)
    press(Qt.Key.Key_Delete, (Ctrl, Qt.Key.Key_V))
    assert np.array_equal(owner.array, W)


@pytest.fixture
def large(table):
    """The grid of a matrix whose text takes long to write and to read."""
    yield Owner(table, np.random.default_rng(0).normal(size=(200, 150)))
    table.blocks.stop()


def test_a_large_block_is_pasted_bit_for_bit(table, large):
    before = large.array
    press((Ctrl, Qt.Key.Key_A), (Ctrl, Qt.Key.Key_X))
    assert not large.array.any()
    press((Ctrl, Qt.Key.Key_V))
    assert np.array_equal(large.array, before)
    assert len(large.edits) == 2


def test_a_long_text_is_read_without_blocking_the_grid(table, large, qtbot):
    before = large.array
    press((Ctrl, Qt.Key.Key_A), (Ctrl, Qt.Key.Key_X))
    put_on_clipboard("\n".join(copied_rows(before)))
    table.blocks.paste()
    assert len(large.edits) == 1
    press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: len(large.edits) == 2)
    assert np.array_equal(large.array, before)
    assert table.selected_area() == Area(0, 0, 200, 150)


def test_showing_another_array_cancels_a_paste(table, large, qtbot):
    table.selectAll()
    put_on_clipboard("\n".join(copied_rows(large.array)))
    table.blocks.paste()
    table.show_array(W, "U")
    qtbot.wait(300)
    assert large.edits == large.refused == []


def test_an_invalid_long_text_is_rejected(table, large, qtbot):
    put_on_clipboard("\n".join([*copied_rows(large.array), "1 2"]))
    press((Ctrl, Qt.Key.Key_V))
    qtbot.waitUntil(lambda: large.refused != [])
    assert large.refused == [
        "Nothing was pasted into W: row 201 has 2 cells where row 1 has 150 cells"
    ]


def copied_rows(array):
    return [" ".join(map(repr, row)) for row in array.tolist()]
