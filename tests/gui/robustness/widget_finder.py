"""Where a person could click now."""

from __future__ import annotations

from random import Random

from PySide6.QtCore import QPoint
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QWidget


class WidgetFinder:
    """Picks windows, widgets and points in them at random."""

    def __init__(self, window: QWidget, random: Random) -> None:
        self._window, self._random = window, random

    def front(self) -> QWidget:
        """Return the window that a person could click now."""
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        return front if front is not None and self._random.random() < 0.9 else self._window

    def any(self) -> tuple[QWindow, QPoint, str]:
        """Return a window, a place in it, and what is there."""
        top = self.front()
        if self._random.random() < 0.5:
            return self.in_(top)
        shown = [w for w in top.findChildren(QWidget) if w.isVisible() and w.window() is top]
        if not shown:
            return self.in_(top)
        widget = self._random.choice(shown)
        inside = QPoint(*(self._random.randrange(max(1, n)) for n in widget.size().toTuple()))
        place = widget.mapTo(top, inside)
        if not top.rect().contains(place):  # scrolled out of view
            return self.in_(top)
        return self._handle(top), place, called(widget)

    def in_(self, top: QWidget) -> tuple[QWindow, QPoint, str]:
        """Return the same of one window."""
        place = QPoint(*(self._random.randrange(max(1, n)) for n in top.size().toTuple()))
        return self._handle(top), place, called(top.childAt(place) or top)

    def _handle(self, top: QWidget) -> QWindow:
        return top.windowHandle() or self._window.windowHandle()

    def near(self, window: QWindow, place: QPoint, far: int) -> QPoint:
        """Return a place not farther than `far` from another, inside the window."""
        x, y = (n + self._random.randint(-far, far) for n in place.toTuple())
        return QPoint(min(max(x, 0), window.width() - 1), min(max(y, 0), window.height() - 1))


def called(widget: QWidget | None) -> str:
    """Return a word for a widget."""
    if widget is None:
        return "nothing"
    name = widget.accessibleName() or widget.objectName()
    return f"{type(widget).__name__} {name}".strip()
