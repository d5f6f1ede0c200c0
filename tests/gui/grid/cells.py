"""Helpers for grid tests: owner of the array, keys, clicks, wheel."""

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.grid.table import MatrixTable

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

    def edit(self, name, top, left, block):
        self.edits.append((name, top, left, block.tolist()))
        self.apply(top, left, block)

    def nudge(self, name, row, column, number, gesture):
        self.nudges.append((name, row, column, number, gesture))
        self.apply(row, column, np.array([[number]]))

    def apply(self, top, left, block):
        self.array = self.array.copy()
        self.array[top : top + len(block), left : left + block.shape[1]] = block
        self.table.show_array(self.array, self.name)


def shown_table(qtbot):
    """Return a grid of W that is on screen and has the keyboard."""
    table = MatrixTable()
    qtbot.addWidget(table)
    table.resize(300, 300)
    table.show_array(W, "W")
    table.show()
    table.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    return table


def press(*keys):
    """Press keys where the keyboard is, as a person does, and let the grid answer."""
    for key in keys:
        held, plain = key if isinstance(key, tuple) else (Qt.KeyboardModifier.NoModifier, key)
        for one in plain if isinstance(plain, str) else [plain]:
            QTest.keyClick(QApplication.focusWidget(), one, held)
            QApplication.processEvents()


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
