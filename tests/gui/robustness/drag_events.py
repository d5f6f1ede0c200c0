"""Drag and drop events as another program would cause them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

_HELD = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def drag_over(window: QWidget, paths: list[Path], lets_go: bool) -> None:
    """Carry files into a window, and let them go there or carry them out again."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, action = QPoint(200, 200), Qt.DropAction.CopyAction
    QApplication.sendEvent(window, QDragEnterEvent(place, action, mime, *_HELD))
    QApplication.sendEvent(window, QDragMoveEvent(place, action, mime, *_HELD))
    if lets_go:
        QApplication.sendEvent(window, QDropEvent(QPointF(place), action, mime, *_HELD))
    else:
        QApplication.sendEvent(window, QDragLeaveEvent())
