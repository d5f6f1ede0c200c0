"""A drop-down list that chooses nothing before it is open."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from gui.panels.matrix.preset_box import PresetBox

Key = Qt.Key


@pytest.fixture
def box(qtbot):
    box = PresetBox()
    qtbot.addWidget(box)
    box.addItems(["one", "two", "three"])
    box.chosen = []
    box.activated.connect(box.chosen.append)
    box.show()
    box.setFocus()
    return box


@pytest.mark.parametrize(
    "key", [Key.Key_Down, Key.Key_Up, Key.Key_End, Key.Key_PageDown, Key.Key_Space, Key.Key_T]
)
def test_a_key_opens_the_list_and_chooses_nothing(box, qtbot, key):
    qtbot.keyClick(box, key)
    assert box.view().isVisible()
    assert (box.currentIndex(), box.chosen) == (0, [])
    box.hidePopup()


def test_the_list_is_walked_through_and_enter_chooses(box, qtbot):
    qtbot.keyClick(box, Key.Key_Down)
    qtbot.keyClick(box.view(), Key.Key_Down)
    qtbot.keyClick(box.view(), Key.Key_Down)
    assert box.chosen == []
    qtbot.keyClick(box.view(), Key.Key_Return)
    assert (box.chosen, box.currentText()) == ([2], "three")


def test_escape_closes_the_list_and_chooses_nothing(box, qtbot):
    qtbot.keyClick(box, Key.Key_Down)
    qtbot.keyClick(box.view(), Key.Key_Down)
    qtbot.keyClick(box.view(), Key.Key_Escape)
    assert not box.view().isVisible()
    assert (box.chosen, box.currentText()) == ([], "one")


def test_tab_goes_on(box, qtbot):
    qtbot.keyClick(box, Key.Key_Tab)
    assert not box.view().isVisible()


def test_the_wheel_does_nothing(box):
    middle = QPointF(box.rect().center())
    none, scroll = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    turn = QWheelEvent(
        middle, middle, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, none, scroll, False
    )
    QApplication.sendEvent(box, turn)
    assert (box.currentIndex(), box.chosen) == (0, [])
