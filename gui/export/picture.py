"""A picture of a widget as it looks on screen, at several times its resolution."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QWidget

from engine.errors import InputError
from engine.files.atomic import write_atomically
from gui.widgets.panel import Panel

SCALE = 3


def picture(widget: QWidget, background: str, scale: float = SCALE) -> QImage:
    """Draw a widget and its children anew at `scale` times the pixels, on a background."""
    size = widget.size() * scale
    image = QImage(size, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor(background))
    panels = [*widget.findChildren(Panel), *([widget] if isinstance(widget, Panel) else [])]
    for panel in panels:
        panel.set_pen_scale(scale)
    with QPainter(image) as painter:
        flags = QWidget.RenderFlag.DrawChildren
        widget.render(painter, QPoint(), renderFlags=flags)
    for panel in panels:
        panel.set_pen_scale(1.0)
    return image


def save_png(image: QImage, path: Path) -> None:
    """Write a picture as PNG, whole or not at all.

    Raises:
        InputError: it cannot be written.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(image):
        raise InputError("cannot be drawn", "choose a smaller window", file=str(path))
    write_atomically(path, bytes(buffer.data().data()))
