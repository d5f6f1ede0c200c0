"""The grid under a person's hands: keys, clipboard, wheel and mouse."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from gui.widgets import matrix_table
from gui.widgets.matrix_model import Area
from gui.widgets.matrix_table import MatrixTable

W = np.array([[0.92, -0.61, 0.18], [0.55, 1.04, -0.42], [-0.12, 0.47, 1 / 3]])
W.flags.writeable = False
Ctrl, Alt, Shift = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class Owner:
    """What a document does for a grid: it applies each edit and shows the new array."""

    def __init__(self, table, array, name="W"):
        self.table, self.name, self.array = table, name, array
        self.edits, self.nudges, self.refused = [], [], []
        table.edited.connect(self.edit)
        table.nudged.connect(self.nudge)
        table.refused.connect(self.refused.append)
        table.show_array(array, name)

    def edit(self, name, cells):
        self.edits.append((name, cells))
        self.apply(cells)

    def nudge(self, name, row, column, number, gesture):
        self.nudges.append((name, row, column, number, gesture))
        self.apply({(row, column): number})

    def apply(self, cells):
        self.array = self.array.copy()
        for cell, number in cells.items():
            self.array[cell] = number
        self.table.show_array(self.array, self.name)


@pytest.fixture
def table(qtbot):
    table = MatrixTable()
    qtbot.addWidget(table)
    table.resize(300, 300)
    table.show_array(W, "W")
    table.show()
    table.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    return table


@pytest.fixture
def owner(table):
    return Owner(table, W)


@pytest.fixture
def press(qtbot):
    """Press keys where the keyboard is, as a person does, and let the grid answer."""

    def press_keys(*keys):
        for key in keys:
            held, plain = key if isinstance(key, tuple) else (Qt.KeyboardModifier.NoModifier, key)
            for one in plain if isinstance(plain, str) else [plain]:
                qtbot.keyClick(QApplication.focusWidget(), one, held)
                QApplication.processEvents()

    return press_keys


def at(table):
    return table.currentIndex().row(), table.currentIndex().column()


def go_to(table, row, column):
    table.setCurrentIndex(table.model().index(row, column))


def select(table, top, left, bottom, right):
    """Select a block with a click and a click with Shift."""
    go_to(table, bottom, right)
    for row, column, held in ((top, left, None), (bottom, right, Shift)):
        QTest.mouseClick(
            table.viewport(),
            Qt.MouseButton.LeftButton,
            held or Qt.KeyboardModifier.NoModifier,
            middle_of(table, row, column),
        )


def editor_of(table):
    return table.indexWidget(table.currentIndex())


def middle_of(table, row, column):
    return table.visualRect(table.model().index(row, column)).center()


def turn_wheel(table, row, column, units, held=Ctrl):
    place = QPointF(middle_of(table, row, column))
    event = QWheelEvent(
        place,
        table.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, units),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(table.viewport(), event)


def copied():
    return QGuiApplication.clipboard().text()


def put_on_clipboard(text):
    QGuiApplication.clipboard().setText(text)


def test_typing_replaces_the_number_and_enter_goes_down(table, owner, press):
    press("0,5", Qt.Key.Key_Return)
    assert owner.edits == [("W", {(0, 0): 0.5})]
    assert at(table) == (1, 0)
    assert editor_of(table) is None
    assert table.hasFocus()


def test_tab_commits_and_goes_right(table, owner, press):
    press("7", Qt.Key.Key_Tab, "1/4", Qt.Key.Key_Tab)
    assert owner.edits == [("W", {(0, 0): 7.0}), ("W", {(0, 1): 0.25})]
    assert at(table) == (0, 2)
    press((Shift, Qt.Key.Key_Backtab))
    assert at(table) == (0, 1)


def test_escape_takes_nothing(table, owner, press):
    press("7", Qt.Key.Key_Escape)
    assert owner.edits == []
    assert at(table) == (0, 0)
    assert editor_of(table) is None


def test_f2_shows_the_exact_number_selected(table, owner, press):
    go_to(table, 2, 2)
    press(Qt.Key.Key_F2)
    assert editor_of(table).selectedText() == repr(1 / 3)
    press(Qt.Key.Key_Return)
    assert owner.edits == []


def test_a_bad_number_stays_open_to_be_mended(table, owner, press):
    go_to(table, 1, 2)
    press("abc", Qt.Key.Key_Return)
    assert owner.refused == ['W[2, 3] = "abc" is not a number; type a number such as 0.5 or -1e-3']
    assert editor_of(table).selectedText() == "abc"
    assert (owner.edits, at(table)) == ([], (1, 2))
    press("0.4", Qt.Key.Key_Return)
    assert owner.edits == [("W", {(1, 2): 0.4})]


def test_an_arrow_commits_and_moves_on(table, owner, press):
    press("7", Qt.Key.Key_Down)
    assert owner.edits == [("W", {(0, 0): 7.0})]
    assert (at(table), editor_of(table)) == ((1, 0), None)


def test_arrows_home_and_end_move(table, owner, press):
    press(Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert at(table) == (2, 1)
    press(Qt.Key.Key_Home)
    assert at(table) == (2, 0)
    press(Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Left)
    assert at(table) == (1, 1)


def test_enter_without_editing_goes_down_and_stops_at_the_end(table, owner, press):
    press(*[Qt.Key.Key_Return] * 5)
    assert at(table) == (2, 0)


def test_tab_leaves_the_grid_after_the_last_cell(qtbot, press):
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


def test_space_is_the_windows_and_arrows_are_the_grids(table, owner, qtbot, press):
    heard = []
    for key in ("Space", "Left", "Right", "Home", "Delete", "Ctrl+D", "1"):
        QShortcut(QKeySequence(key), table, activated=lambda key=key: heard.append(key))
    press(Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home)
    assert (heard, editor_of(table)) == (["Space"], None)
    press("1", Qt.Key.Key_Return)
    assert (heard, owner.edits) == (["Space"], [("W", {(0, 0): 1.0})])


def test_delete_clears_the_block_in_one_edit(table, owner, press):
    select(table, 0, 1, 1, 2)
    press(Qt.Key.Key_Delete)
    assert owner.edits == [("W", {(0, 1): 0.0, (0, 2): 0.0, (1, 1): 0.0, (1, 2): 0.0})]


def test_copies_the_block_exactly(table, owner, press):
    select(table, 2, 2, 1, 1)
    press((Ctrl, Qt.Key.Key_C))
    assert copied() == f"1.04\t-0.42\n0.47\t{1 / 3!r}"


def test_cut_copies_and_clears(table, owner, press):
    press((Ctrl, Qt.Key.Key_X))
    assert copied() == "0.92"
    assert owner.edits == [("W", {(0, 0): 0.0})]


def test_pastes_a_block_in_one_edit_and_selects_it(table, owner, press):
    put_on_clipboard("1,5\t2\r\n3\t4\r\n")
    go_to(table, 1, 1)
    press((Ctrl, Qt.Key.Key_V))
    assert owner.edits == [("W", {(1, 1): 1.5, (1, 2): 2.0, (2, 1): 3.0, (2, 2): 4.0})]
    assert table.selected_area() == Area(1, 1, 2, 2)


def test_one_number_fills_the_whole_selection(table, owner, press):
    put_on_clipboard("0.5")
    press((Ctrl, Qt.Key.Key_A), (Ctrl, Qt.Key.Key_V))
    assert np.array_equal(owner.array, np.full((3, 3), 0.5))
    assert len(owner.edits) == 1


def test_a_paste_that_does_not_fit_changes_nothing(table, owner, press):
    put_on_clipboard("1\t2\t3")
    go_to(table, 2, 1)
    press((Ctrl, Qt.Key.Key_V))
    assert owner.edits == []
    assert "A block of 1 × 3 cells does not fit at W[3, 2]: W is 3 × 3" in owner.refused[0]


def test_fills_down_and_right_in_one_edit_each(table, owner, press):
    select(table, 0, 0, 2, 1)
    press((Ctrl, Qt.Key.Key_D))
    assert np.array_equal(owner.array[:, :2], [[0.92, -0.61]] * 3)
    press((Ctrl, Qt.Key.Key_R))
    assert np.array_equal(owner.array[:, :2], np.full((3, 2), 0.92))
    assert len(owner.edits) == 2


def test_ctrl_wheel_nudges_the_cell_under_the_pointer(table, owner):
    turn_wheel(table, 0, 0, 120)
    turn_wheel(table, 0, 0, 240)
    turn_wheel(table, 0, 0, -120, Ctrl | Shift)
    assert [nudge[:4] for nudge in owner.nudges] == [
        ("W", 0, 0, 0.93),
        ("W", 0, 0, 0.95),
        ("W", 0, 0, 0.85),
    ]
    assert len({nudge[4] for nudge in owner.nudges}) == 1
    assert owner.edits == []


def test_a_fine_wheel_adds_up(table, owner):
    for _ in range(4):
        turn_wheel(table, 1, 1, 40)
    assert [nudge[3] for nudge in owner.nudges] == [1.05]


def test_a_wheel_without_ctrl_scrolls(table, owner):
    table.show_array(np.zeros((40, 40)), "W")
    turn_wheel(table, 0, 0, -120, Qt.KeyboardModifier.NoModifier)
    assert table.verticalScrollBar().value() > 0
    assert owner.nudges == []


def test_another_cell_or_a_pause_is_another_gesture(table, owner, monkeypatch, qtbot):
    turn_wheel(table, 0, 0, 120)
    turn_wheel(table, 1, 0, 120)
    monkeypatch.setattr(matrix_table, "PAUSE_BETWEEN_GESTURES", 20)
    qtbot.wait(40)
    turn_wheel(table, 1, 0, 120)
    first, second, third = (nudge[4] for nudge in owner.nudges)
    assert first < second < third


def test_alt_drag_nudges_as_one_gesture(table, owner, qtbot):
    start = middle_of(table, 1, 1)
    here = table.viewport()
    for _ in range(2):
        qtbot.mousePress(here, Qt.MouseButton.LeftButton, Alt, start)
        for up in (3, 8, 20):
            qtbot.mouseMove(here, start - QPoint(0, up))
        qtbot.mouseRelease(here, Qt.MouseButton.LeftButton, Alt, start - QPoint(0, 20))
    assert [nudge[3] for nudge in owner.nudges] == [1.06, 1.09, 1.11, 1.14]
    one, same, two, too = (nudge[4] for nudge in owner.nudges)
    assert (one, two) == (same, too)
    assert one != two
    assert at(table) == (1, 1)


def test_alt_arrows_nudge_from_the_keyboard(table, owner, press):
    press((Alt, Qt.Key.Key_Up), (Alt | Shift, Qt.Key.Key_Down))
    assert [nudge[:4] for nudge in owner.nudges] == [("W", 0, 0, 0.93), ("W", 0, 0, 0.83)]
    assert owner.nudges[0][4] == owner.nudges[1][4]
    assert at(table) == (0, 0)


def test_new_numbers_keep_selection_and_scrolling(table, owner):
    table.show_array(np.zeros((40, 40)), "W")
    select(table, 20, 20, 22, 23)
    place = table.verticalScrollBar().value(), table.horizontalScrollBar().value()
    table.show_array(np.ones((40, 40)), "W")
    assert table.selected_area() == Area(20, 20, 3, 4)
    assert (table.verticalScrollBar().value(), table.horizontalScrollBar().value()) == place
    assert min(place) > 0


def test_another_shape_keeps_the_place_as_far_as_it_goes(table, owner):
    go_to(table, 2, 2)
    table.show_array(W[:2, :], "U")
    assert at(table) == (1, 2)


def test_an_open_editor_does_not_write_into_another_array(table, owner, press):
    press("7")
    table.show_array(2 * W, "U")
    assert editor_of(table) is None
    assert owner.edits == []


def test_says_its_name_and_shape_to_screen_readers(table):
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
