"""A picture of a widget as it looks on screen, at several times its resolution."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QPoint
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from engine.errors import InputError
from engine.files.atomic import write_atomically

SCALE = 3


def picture(widget: QWidget, background: str, scale: float = SCALE) -> QImage:
    """Draw a widget and its children anew at `scale` times the pixels, on a background."""
    size = widget.size() * scale
    image = QImage(size, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor(background))
    with QPainter(image) as painter:
        flags = QWidget.RenderFlag.DrawChildren
        widget.render(painter, QPoint(), renderFlags=flags)
    return image


def save_png(image: QImage, path: Path) -> None:
    """Write a picture as PNG, whole or not at all.

    Raises:
        InputError: it cannot be written.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, b"PNG"):
        raise InputError("cannot be drawn", "choose a smaller window", file=str(path))
    write_atomically(path, bytes(buffer.data().data()))
