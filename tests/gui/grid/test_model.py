"""Table model of an array: display, edits as signals, rejected input."""

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from gui.grid.model import Area, MatrixModel

Role = Qt.ItemDataRole
W = np.array([[0.92, -0.61, 0.18], [0.55, 1.04, -0.42], [-0.12, 0.47, 1 / 3]])
W.flags.writeable = False


class Heard:
    """Everything a model has asked for or refused."""

    def __init__(self, model):
        self.edited, self.refused = [], []
        model.edited.connect(
            lambda name, top, left, block: self.edited.append((name, top, left, block.tolist()))
        )
        model.refused.connect(self.refused.append)


@pytest.fixture
def model(qtbot):
    model = MatrixModel()
    model.show_array(W, "W")
    return model


@pytest.fixture
def heard(model):
    return Heard(model)


def test_passes_the_item_model_tester(model, qtmodeltester):
    qtmodeltester.check(model, force_py=True)


def test_shows_short_text_and_edits_the_exact_number(model):
    cell = model.index(2, 2)
    assert model.data(cell) == "0.33"
    assert model.data(cell, Role.EditRole) == 1 / 3
    assert type(model.data(cell, Role.EditRole)) is float
    assert model.data(model.index(0, 1)) == "−0.61"


def test_names_the_entry_with_its_exact_number(model):
    tip = model.data(model.index(1, 2), Role.ToolTipRole)
    assert tip.splitlines()[0] == "W[2, 3] = -0.42"
    assert "Alt+↑" in tip
    assert model.data(model.index(2, 2), Role.AccessibleTextRole) == f"W[3, 3] = {1 / 3!r}"


def test_headers_count_from_one(model):
    for side in Qt.Orientation:
        assert [model.headerData(i, side) for i in range(3)] == ["1", "2", "3"]


def test_a_vector_is_a_column_with_one_index(model):
    model.show_array(np.array([0.5, -2.0]), "b")
    assert (model.rowCount(), model.columnCount()) == (2, 1)
    assert model.entry(1, 0) == "b[2]"
    assert model.headerData(0, Qt.Orientation.Horizontal) is None
    assert model.limit == 2.0


def test_the_same_shape_keeps_persistent_indexes(model, qtbot):
    place = QPersistentModelIndex(model.index(1, 1))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as changed:
        model.show_array(2 * W, "W")
    assert place.isValid()
    assert model.data(QModelIndex(place)) == "2.08"
    first, last = changed.args[:2]
    assert (first.row(), first.column(), last.row(), last.column()) == (0, 0, 2, 2)


@pytest.mark.parametrize(
    ("entries", "name", "told"),
    [
        ({}, "W", []),
        ({(1, 2): 0.3}, "W", [(1, 2, 1, 2)]),
        ({(0, 2): 0.3, (2, 1): -0.3}, "W", [(0, 1, 2, 2)]),
        ({(1, 1): 9.0}, "W", [(0, 0, 2, 2)]),  # the scale of the tints
        ({}, "U", [(0, 0, 2, 2)]),
    ],
)
def test_only_cells_that_look_different_are_signalled(model, entries, name, told):
    heard = []
    model.dataChanged.connect(
        lambda first, last: heard.append((first.row(), first.column(), last.row(), last.column()))
    )
    changed = W.copy()
    for place, value in entries.items():
        changed[place] = value
    model.show_array(changed, name)
    assert heard == told


def test_another_shape_resets_the_model(model, qtbot):
    with qtbot.waitSignal(model.modelReset):
        model.show_array(W[:2, :2], "W")
    assert (model.rowCount(), model.columnCount()) == (2, 2)


@pytest.mark.parametrize("text", ["0.5", "0,5", " 1/2 ", "5e−1", 0.5])
def test_typing_emits_an_edit_and_does_not_change_the_array(model, heard, text):
    before = W.copy()
    assert model.setData(model.index(1, 2), text)
    assert heard.edited == [("W", 1, 2, [[0.5]])]
    assert np.array_equal(W, before)
    assert model.data(model.index(1, 2)) == "−0.42"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("abc", '= "abc" is not a number'),
        ("", '= "" is empty'),
        ("nan", '= "nan" is not finite'),
        ("1e999", '= "1e999" is not finite'),
        ("1/0", '= "1/0" divides by zero'),
        (float("inf"), '= "inf" is not finite'),
    ],
)
def test_a_text_that_is_no_number_is_rejected_with_the_cells_name(model, heard, text, reason):
    assert not model.setData(model.index(1, 2), text)
    assert heard.edited == []
    assert heard.refused == [f"W[2, 3] {reason}; type a number such as 0.5 or -1e-3"]


def test_the_same_number_emits_no_edit(model, heard):
    assert model.setData(model.index(0, 0), "0.920")
    assert heard.edited == []


def test_other_roles_cannot_be_set(model, heard):
    assert not model.setData(model.index(0, 0), "7", Role.DisplayRole)
    assert heard.edited == heard.refused == []


def test_minus_zero_differs_from_zero(model, heard):
    model.show_array(np.zeros((2, 2)), "W")
    assert model.write(0, 0, np.array([[-0.0]]))
    assert np.signbit(heard.edited[0][3][0][0])


def test_a_block_is_one_edit(model, heard):
    block = np.array([[1.04, 2.0], [3.0, 4.0]])
    assert model.write(1, 1, block)
    assert heard.edited == [("W", 1, 1, block.tolist())]


def test_an_equal_block_emits_no_edit(model, heard):
    assert model.write(1, 1, W[1:, 1:].copy())
    assert heard.edited == []


@pytest.mark.parametrize("place", [(2, 0), (0, 2)])
def test_a_block_that_does_not_fit_is_rejected_with_place_and_size(model, heard, place):
    assert model.paste(Area(*place, 1, 1), np.ones((2, 2))) is None
    assert heard.edited == []
    corner = f"W[{place[0] + 1}, {place[1] + 1}]"
    assert f"A block of 2 × 2 cells does not fit at {corner}: W is 3 × 3" in heard.refused[0]


def test_the_message_about_a_larger_matrix_says_how_to_resize(model, heard):
    assert model.paste(Area(0, 0, 3, 3), np.ones((5, 5))) is None
    assert heard.refused[0].endswith(
        "W is 3 × 3; choose Matrix ▸ Resize to 5 units first, or paste a smaller block"
    )


def test_one_number_fills_the_area(model, heard):
    assert model.paste(Area(1, 0, 2, 2), np.array([[7.0]])) == Area(1, 0, 2, 2)
    assert heard.edited == [("W", 1, 0, [[7.0, 7.0], [7.0, 7.0]])]


def test_fills_down_and_right(model, heard):
    model.fill_down(Area(0, 0, 3, 1))
    model.fill_right(Area(0, 0, 1, 3))
    model.fill_down(Area(1, 1, 1, 1))
    model.fill_right(Area(1, 1, 1, 1))
    assert heard.edited == [
        ("W", 0, 0, [[0.92]] * 3),
        ("W", 0, 0, [[0.92] * 3]),
        ("W", 1, 1, [[-0.61]]),
        ("W", 1, 1, [[0.55]]),
    ]
