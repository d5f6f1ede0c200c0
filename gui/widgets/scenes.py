"""Graphics scenes that are painted once."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QGraphicsView


def settle(view: QGraphicsView) -> None:
    """Let a scene tell its view now what has changed.

    It would do so later by itself, and what lies over or beside it would have painted the view
    once before.
    """
    QCoreApplication.sendPostedEvents(view.scene(), QEvent.Type.MetaCall.value)
