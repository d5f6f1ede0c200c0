"""Grid: typing, navigation, selection, other arrays."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from gui.grid.model import Area
from gui.grid.table import MatrixTable
from tests.gui.grid.cells import (
    Shift,
    W,
    at,
    editor_of,
    go_to,
    middle_of,
    press,
    select,
    turn_wheel,
)


def test_typing_replaces_the_number_and_enter_goes_down(table, owner):
    press("0,5", Qt.Key.Key_Return)
    assert owner.edits == [("W", 0, 0, [[0.5]])]
    assert at(table) == (1, 0)
    assert editor_of(table) is None
    assert table.hasFocus()


def test_tab_commits_and_goes_right(table, owner):
    press("7", Qt.Key.Key_Tab, "1/4", Qt.Key.Key_Tab)
    assert owner.edits == [("W", 0, 0, [[7.0]]), ("W", 0, 1, [[0.25]])]
    assert at(table) == (0, 2)
    press((Shift, Qt.Key.Key_Backtab))
    assert at(table) == (0, 1)


def test_escape_discards_the_typed_text(table, owner):
    press("7", Qt.Key.Key_Escape)
    assert owner.edits == []
    assert at(table) == (0, 0)
    assert editor_of(table) is None


def test_f2_shows_the_exact_number_selected(table, owner):
    go_to(table, 2, 2)
    press(Qt.Key.Key_F2)
    assert editor_of(table).selectedText() == repr(1 / 3)
    press(Qt.Key.Key_Return)
    assert owner.edits == []


def test_an_invalid_number_keeps_the_editor_open(table, owner):
    go_to(table, 1, 2)
    press("abc", Qt.Key.Key_Return)
    assert owner.refused == ['W[2, 3] = "abc" is not a number; type a number such as 0.5 or -1e-3']
    assert editor_of(table).selectedText() == "abc"
    assert (owner.edits, at(table)) == ([], (1, 2))
    press("0.4", Qt.Key.Key_Return)
    assert owner.edits == [("W", 1, 2, [[0.4]])]


def test_an_arrow_key_commits_and_moves(table, owner):
    press("7", Qt.Key.Key_Down)
    assert owner.edits == [("W", 0, 0, [[7.0]])]
    assert (at(table), editor_of(table)) == ((1, 0), None)


def test_arrows_home_and_end_move(table, owner):
    press(Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert at(table) == (2, 1)
    press(Qt.Key.Key_Home)
    assert at(table) == (2, 0)
    press(Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Left)
    assert at(table) == (1, 1)


def test_enter_without_editing_goes_down_and_stops_at_the_end(table, owner):
    press(*[Qt.Key.Key_Return] * 5)
    assert at(table) == (2, 0)


def test_tab_leaves_the_grid_after_the_last_cell(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    table, line = MatrixTable(), QLineEdit()
    layout.addWidget(table)
    layout.addWidget(line)
    table.show_array(W, "W")
    window.show()
    window.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    go_to(table, 2, 1)
    press(Qt.Key.Key_Tab)
    assert (at(table), table.hasFocus()) == ((2, 2), True)
    press(Qt.Key.Key_Tab)
    assert line.hasFocus()


def test_a_wheel_without_ctrl_scrolls(table, owner):
    table.show_array(np.zeros((40, 40)), "W")
    turn_wheel(table, 0, 0, -120, Qt.KeyboardModifier.NoModifier)
    assert table.verticalScrollBar().value() > 0
    assert owner.nudges == []


def test_new_numbers_keep_selection_and_scrolling(table, owner):
    table.show_array(np.zeros((40, 40)), "W")
    select(table, 20, 20, 22, 23)
    place = table.verticalScrollBar().value(), table.horizontalScrollBar().value()
    table.show_array(np.ones((40, 40)), "W")
    assert table.selected_area() == Area(20, 20, 3, 4)
    assert (table.verticalScrollBar().value(), table.horizontalScrollBar().value()) == place
    assert min(place) > 0


def test_another_shape_keeps_the_nearest_current_cell(table, owner):
    go_to(table, 2, 2)
    table.show_array(W[:2, :], "U")
    assert at(table) == (1, 2)


def test_an_open_editor_does_not_write_into_another_array(table, owner):
    press("7")
    table.show_array(2 * W, "U")
    assert editor_of(table) is None
    assert owner.edits == []


def test_the_accessible_name_has_name_and_shape(table):
    assert table.accessibleName() == "W, 3 × 3 matrix"
    table.show_array(np.zeros(8), "b")
    assert table.accessibleName() == "b, vector of 8"
    assert "Alt" in table.accessibleDescription()


def test_a_large_matrix_can_be_scrolled_to_its_end(qtbot):
    table = MatrixTable()
    qtbot.addWidget(table)
    table.resize(300, 300)
    big = np.random.default_rng(0).normal(size=(1024, 1024))
    table.show_array(big, "W")
    table.show()
    table.viewport().repaint()
    go_to(table, 1023, 1023)
    table.viewport().repaint()
    assert table.viewport().rect().contains(middle_of(table, 1023, 1023))


def test_a_second_enter_for_a_closed_editor_only_moves_down(qtbot, table, owner):
    press("7")
    editor = editor_of(table)
    for _ in range(2):  # both before the grid has answered either, as when it is busy
        QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: at(table) == (2, 0))
    assert owner.edits == [("W", 0, 0, [[7.0]])]


def test_dragging_across_the_grid_selects_a_block(table):
    start, end = middle_of(table, 0, 0), middle_of(table, 2, 2)
    QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for place in ((start + end) / 2, end):
        moved = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(place),
            QPointF(table.viewport().mapToGlobal(place)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(table.viewport(), moved)
    QTest.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert table.selected_area() == Area(0, 0, 3, 3)
    assert len(table.selectedIndexes()) == 9
