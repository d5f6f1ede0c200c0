"""Keys handled by the grid, and keys left to the window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from tests.gui.grid.cells import editor_of, press


def test_space_goes_to_the_window_and_arrows_to_the_grid(table, owner, qtbot):
    heard = []
    for key in ("Space", "Left", "Right", "Home", "Delete", "Ctrl+D", "1"):
        QShortcut(QKeySequence(key), table, activated=lambda key=key: heard.append(key))
    press(Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home)
    assert (heard, editor_of(table)) == (["Space"], None)
    press("1", Qt.Key.Key_Return)
    assert (heard, owner.edits) == (["Space"], [("W", 0, 0, [[1.0]])])
