"""The wheel changes a field only while it has the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.focus_wheel import FocusWheelChoice, FocusWheelNumber


def choice() -> FocusWheelChoice:
    box = FocusWheelChoice("loss", "which loss")
    box.addItems(["one", "two", "three"])
    return box


def turn(widget: QWidget) -> bool:
    """Turn the wheel down over a widget; return whether it took the turn."""
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


@pytest.mark.parametrize("make", [choice, lambda: FocusWheelNumber("label", "which class")])
def test_the_wheel_passes_to_the_page_unless_focused(qtbot: QtBot, make: object) -> None:
    field = make()  # type: ignore[operator]
    qtbot.addWidget(field)
    state = field.currentIndex if isinstance(field, FocusWheelChoice) else field.value
    if isinstance(field, FocusWheelNumber):
        field.setValue(5)
    before = state()
    field.show()
    field.clearFocus()
    assert not turn(field)
    assert state() == before
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert turn(field)
    assert state() != before
    assert field.accessibleName()
    assert field.toolTip()
