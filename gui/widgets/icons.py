"""Icons: SVG files with `currentColor`, coloured from the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.paths import ICONS

_SIZES = (16, 32, 48)


@cache
def icon(name: str, colour: str) -> QIcon:
    """Return the icon resources/icons/`name`.svg in a colour."""
    svg = (ICONS / f"{name}.svg").read_text(encoding="utf8").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    result = QIcon()
    for size in _SIZES:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            renderer.render(painter, QRectF(0, 0, size, size))
        result.addPixmap(pixmap)
    return result
