"""Exceptions in overrides are reported, and Qt's own method is called."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractListModel, QSize, Qt
from PySide6.QtGui import QUndoCommand, QUndoStack
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from gui.overrides import guard, raised

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

    def flags(self, _index):
        fail()

    def data(self, _index, _role=Qt.ItemDataRole.DisplayRole):
        fail()


class Command(QUndoCommand):
    def __init__(self, done):
        super().__init__()
        self._done = done

    def redo(self):
        self._done.append("redo")

    def undo(self):
        self._done.append("undo")
        if len(self._done) % 3 == 0:
            fail()


class Dialog(QDialog):
    was_accepted = False

    def accept(self):
        self.was_accepted = True


@pytest.mark.parametrize(
    ("kind", "call"),
    [(Painted, QWidget.grab), (Measured, QWidget.adjustSize), (Resized, QWidget.grab)],
)
def test_what_a_widget_raises_is_reported_and_python_goes_on(qtbot, kind, call):
    widget = kind()
    qtbot.addWidget(widget)
    with qtbot.capture_exceptions() as reported:
        call(widget)
    assert {error for error, *_ in reported} == {ZeroDivisionError}


def test_qt_answers_instead(qtbot):
    widget, model = Measured(), Listed()
    qtbot.addWidget(widget)
    index = model.index(0)
    with qtbot.capture_exceptions() as reported:
        assert widget.sizeHint() == QSize(-1, -1)
        assert index.flags() & Qt.ItemFlag.ItemIsSelectable
    assert len(reported) == 2


def test_where_qt_has_no_answer_there_is_none(qtbot):
    model = Listed()
    with qtbot.capture_exceptions() as reported:
        assert model.index(0).data() is None
    assert len(reported) == 1
    assert (model.rowCount(), model.rowCount.__name__) == (1, "rowCount")


def test_an_undo_that_fails_keeps_no_other_from_being_done(qtbot):
    done, stack = [], QUndoStack()
    for _ in range(20):
        stack.push(Command(done))
    for _ in range(3):
        done.clear()
        with qtbot.capture_exceptions() as reported:
            stack.setIndex(0)
        assert done == ["undo"] * 20
        assert len(reported) == 20 // 3
        stack.setIndex(20)


def test_a_slot_that_takes_nothing_is_given_nothing(qtbot):
    dialog = Dialog()
    qtbot.addWidget(dialog)
    button = QPushButton(dialog)
    button.clicked.connect(dialog.accept)
    button.click()
    assert dialog.was_accepted


def grabbed_after_another(widget):
    with raised():
        pass
    widget.grab()


def test_it_can_be_raised_once_qt_has_done(qtbot):
    widget = Painted()
    qtbot.addWidget(widget)
    with qtbot.capture_exceptions() as reported:
        with pytest.raises(ZeroDivisionError, match="by zero"), raised():
            grabbed_after_another(widget)
        assert not reported
        widget.grab()
    assert len(reported) == 1
