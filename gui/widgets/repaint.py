"""Graphics scenes, and windows full of them, that are painted once a change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QGraphicsView, QWidget


def settle(view: QGraphicsView) -> None:
    """Let a scene tell its view now what has changed.

    It would do so later by itself, and what lies over or beside it would have painted the view
    once before.
    """
    QCoreApplication.sendPostedEvents(view.scene(), QEvent.Type.MetaCall.value)


class PaintedOnce(QObject):
    """Puts off the painting of a window to the end of a change.

    A scene that settles makes its whole window paint at once; ten of them would paint it ten times.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._asked = False

    @contextmanager
    def change(self) -> Iterator[None]:
        """Paint nothing inside; what has changed then is painted in one go, from the event loop."""
        self._window.installEventFilter(self)
        try:
            yield
        finally:
            self._window.removeEventFilter(self)
            if self._asked:
                self._asked = False
                request = QEvent(QEvent.Type.UpdateRequest)
                QCoreApplication.postEvent(
                    self._window, request, Qt.EventPriority.LowEventPriority.value
                )

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep the window from painting now."""
        if event.type() != QEvent.Type.UpdateRequest:
            return False
        self._asked = True
        return True
