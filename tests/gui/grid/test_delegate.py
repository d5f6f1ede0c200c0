"""Appearance of the grid: size of cells, tint, numbers, frames, editor."""

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from gui.grid.delegate import cell_size
from gui.grid.table import MatrixTable
from gui.theme import DARK, LIGHT, THEMES

pytestmark = pytest.mark.usefixtures("without_style_sheet")

both_themes = pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
W = np.array([[0.92, -0.61, 0.18, 0.0], [0.55, 1.04, -0.42, 0.08]] * 2)


def shown(qtbot, array, theme=LIGHT, size=(300, 300)):
    table = MatrixTable()
    qtbot.addWidget(table)
    table.resize(*size)
    table.set_theme(theme)
    table.show_array(array, "W")
    with qtbot.waitExposed(table):
        table.show()
    return table


def picture_of(table):
    return table.viewport().grab().toImage()


def corner_colour(table, row, column, inset=5):
    """The colour of a cell near its corner, where no number stands."""
    cell = table.visualRect(table.model().index(row, column))
    return picture_of(table).pixelColor(cell.left() + inset, cell.top() + inset)


def colours_in(table, row, column):
    cell = table.visualRect(table.model().index(row, column))
    image = picture_of(table).copy(cell)
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize(
    ("grid", "room", "cell"),
    [
        ((4, 4), (280, 280), (70, 70)),  # square and filling
        ((4, 4), (600, 280), (70, 70)),  # still square
        ((4, 4), (220, 180), (45, 45)),
        ((1, 1), (300, 300), (72, 72)),
        ((2, 2), (900, 900), (140, 140)),  # not absurdly large
        ((8, 8), (280, 280), (44, 33)),  # readable, scrolls sideways above the bar
        ((16, 16), (280, 280), (44, 28)),  # scrolls both ways
        ((1024, 1024), (280, 280), (44, 28)),
        ((8, 1), (280, 280), (72, 35)),  # a vector stays narrow
        ((24, 1), (280, 280), (72, 28)),
        ((24, 2), (280, 280), (72, 28)),
    ],
)
def test_cells_fill_the_grid_and_stay_readable(grid, room, cell):
    size = cell_size(*grid, QSize(*room), bar=14)
    assert (size.width(), size.height()) == cell


@pytest.mark.parametrize(
    ("size", "d"), [((300, 300), 2), ((300, 300), 6), ((240, 200), 1), ((240, 200), 4)]
)
def test_a_small_matrix_is_seen_whole_and_square(qtbot, size, d):
    table = shown(qtbot, np.eye(d), size=size)
    last = table.visualRect(table.model().index(d - 1, d - 1))
    assert table.viewport().rect().contains(last)
    assert last.width() == last.height()


@both_themes
def test_the_tint_shows_sign_and_size(qtbot, theme):
    table = shown(qtbot, W, theme)
    table.setCurrentIndex(table.model().index(3, 3))
    assert corner_colour(table, 1, 1) == QColor(theme.ramp[2])  # the largest
    assert corner_colour(table, 0, 3) == QColor(theme.ramp[1])  # zero
    cool, warm = corner_colour(table, 0, 1), corner_colour(table, 0, 0)
    assert cool.blue() > cool.red()
    assert warm.red() > warm.blue()


@both_themes
def test_the_current_cell_has_the_accent_colour_while_the_grid_is_focused(qtbot, theme):
    table = shown(qtbot, W, theme)
    table.setCurrentIndex(table.model().index(1, 2))
    table.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    assert [corner_colour(table, 1, 2, inset) for inset in (0, 1, 2)] == [
        QColor(theme.accent),
        QColor(theme.accent),
        QColor(theme.card),
    ]
    assert QColor(theme.accent).rgb() not in colours_in(table, 0, 2)
    table.clearFocus()
    assert corner_colour(table, 1, 2, 0) == QColor(theme.muted)


def test_selected_cells_have_a_thinner_frame(qtbot):
    table = shown(qtbot, W)
    table.selectAll()
    table.selectionModel().setCurrentIndex(
        table.model().index(3, 3), table.selectionModel().SelectionFlag.NoUpdate
    )
    accent, card = QColor(LIGHT.accent), QColor(LIGHT.card)
    assert [corner_colour(table, 0, 0, inset) for inset in (0, 1)] == [accent, card]


def test_all_cells_show_the_same_decimals(qtbot):
    array = np.array([[-1.25e-150, 1.0], [0.5, -0.0403]])
    table = shown(qtbot, array, size=(110, 110))
    model = table.model()
    texts = [model.data(model.index(m, n)) for m in range(2) for n in range(2)]
    assert texts == ["0.00", "1.00", "0.50", "−0.04"]
    table.setCurrentIndex(model.index(1, 1))
    assert all(len(colours_in(table, *cell)) > 2 for cell in ((0, 0), (0, 1), (1, 0)))


def test_an_edit_that_changes_the_decimals_repaints_every_cell(qtbot):
    table = shown(qtbot, W)
    before = picture_of(table)
    changed = W.copy()
    changed[3, 3] = 12345.0
    table.show_array(changed, "W")
    assert table.unit == "×10⁴"
    cell = table.visualRect(table.model().index(1, 1))
    assert before.copy(cell) != picture_of(table).copy(cell)


def test_a_long_number_gets_a_wider_editor_inside_the_grid(qtbot):
    table = shown(qtbot, np.full((8, 8), -1 / 3))
    cell = table.model().index(0, 0)
    table.edit(cell)
    editor = table.indexWidget(cell)
    assert editor.text() == editor.selectedText() == repr(-1 / 3)
    assert editor.width() > table.visualRect(cell).width()
    assert table.viewport().rect().contains(editor.geometry())


def test_text_in_the_editor_survives_new_numbers(qtbot):
    table = shown(qtbot, W)
    cell = table.model().index(0, 0)
    table.edit(cell)
    editor = table.indexWidget(cell)
    qtbot.keyClicks(editor, "12")
    table.show_array(2 * W, "W")
    assert editor.text() == "12"


def test_a_new_theme_repaints(qtbot):
    table = shown(qtbot, W, LIGHT)
    table.set_theme(DARK)
    assert corner_colour(table, 0, 3) == QColor(DARK.ramp[1])
    whole = table.grab().toImage()
    for x, y in ((2, 2), (40, 2), (2, 40), (298, 298)):  # corner, headers, beyond the cells
        assert whole.pixelColor(x, y) == QColor(DARK.card)


def test_the_editor_is_named_after_its_cell_for_screen_readers(qtbot):
    table = shown(qtbot, W)
    index = table.model().index(0, 2)
    table.edit(index)
    assert table.indexWidget(index).accessibleName() == "W[1, 3]"
