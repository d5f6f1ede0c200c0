"""Repainting: a window with many graphics scenes is painted once for each change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QGraphicsView, QWidget


def settle(view: QGraphicsView) -> None:
    """Make a scene report its changes to its view now.

    Otherwise it reports them later from the event loop, and widgets over or beside the view cause
    an extra paint before.
    """
    QCoreApplication.sendPostedEvents(view.scene(), QEvent.Type.MetaCall.value)


class PaintedOnce(QObject):
    """Event filter that postpones the painting of a window to the end of a change.

    Each settled scene makes its whole window paint at once; ten scenes would paint it ten times.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._asked = False

    @contextmanager
    def change(self) -> Iterator[None]:
        """Context manager: no painting inside; afterwards one paint from the event loop."""
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
        """Discard update requests during a change."""
        if event.type() != QEvent.Type.UpdateRequest:
            return False
        self._asked = True
        return True
