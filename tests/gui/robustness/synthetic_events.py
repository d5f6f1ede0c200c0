"""Keys and buttons as a person sends them to a window.

A button goes through the window's own door, where dialogs and menus hold it back, and goes down and
up by itself: what went down may have closed the window.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

NONE = Qt.KeyboardModifier.NoModifier


def is_there(window: QWindow) -> bool:
    """Tell whether a window still exists and is shown."""
    return any(w is window and w.isVisible() for w in QGuiApplication.allWindows())


def click(window: QWindow, button: Qt.MouseButton, held: Qt.KeyboardModifier, at: QPoint) -> None:
    """Press a button and let go of it in the same place."""
    drag(window, button, held, [at])


def drag(
    window: QWindow, button: Qt.MouseButton, held: Qt.KeyboardModifier, way: list[QPoint]
) -> None:
    """Press a button at the first place, go through the others, let go at the last."""
    QTest.mousePress(window, button, held, way[0])
    for place in way[1:]:
        if is_there(window):
            QTest.mouseMove(window, place)
    if is_there(window):
        QTest.mouseRelease(window, button, held, way[-1])


def press(front: QWidget, key: Qt.Key | str, held: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the keyboard of a window is, and let go of it."""
    QTest.keyClick(front.focusWidget() or front, key, held)
