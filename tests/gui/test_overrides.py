"""What compiled code raises in an override comes back to whoever called, and ends nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtGui import QUndoCommand, QUndoStack
from PySide6.QtWidgets import QWidget

from gui.overrides import guard

guard()


def fail(*_args):
    return 1 / 0


class Painted(QWidget):
    def paintEvent(self, _event):
        fail()


class Measured(QWidget):
    def sizeHint(self):
        fail()


class Mixed:
    def resizeEvent(self, _event):
        fail()


class Resized(Mixed, QWidget):
    pass


class Listed(QAbstractListModel):
    def rowCount(self, _parent=None):
        return 1

    def data(self, _index, _role=Qt.ItemDataRole.DisplayRole):
        fail()


class Command(QUndoCommand):
    def redo(self):
        fail()


@pytest.mark.parametrize(
    ("kind", "call"),
    [(Painted, QWidget.grab), (Measured, QWidget.adjustSize), (Resized, QWidget.grab)],
)
def test_what_a_widget_raises_reaches_the_caller(qtbot, kind, call):
    widget = kind()
    qtbot.addWidget(widget)
    with pytest.raises(ZeroDivisionError, match="by zero"):
        call(widget)


def test_what_a_model_raises_reaches_the_caller():
    model = Listed()
    with pytest.raises(ZeroDivisionError, match="by zero"):
        model.index(0).data()
    assert (model.rowCount(), model.rowCount.__name__) == (1, "rowCount")


def test_what_a_command_raises_reaches_the_caller():
    stack = QUndoStack()
    with pytest.raises(ZeroDivisionError, match="by zero"):
        stack.push(Command())
