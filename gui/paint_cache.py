"""Paint cache: a repeated drawing is rendered once into a pixmap, on pixel devices only."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QImage, QPaintEngine, QPainter

Draw = Callable[[QPainter], None]


class PaintCache:
    """Cache of one pixmap, the last that was drawn."""

    def __init__(self) -> None:
        self._key: Hashable = None
        self._image = QImage()

    def paint(self, painter: QPainter, size: QSizeF, key: Hashable, draw: Draw) -> None:
        """Paint the drawing at (0, 0); `draw` is called only if `key` changed."""
        ratio = pixel_ratio(painter)
        if not ratio:
            draw(painter)
            return
        if self._key != (key, size, ratio):
            self._key, self._image = (key, size, ratio), drawn(size, ratio, draw)
        painter.drawImage(QPointF(0, 0), self._image)


def pixel_ratio(painter: QPainter) -> float:
    """Return the pixels in a unit, or 0 where vectors are needed: SVG, PDF, a rotated painter."""
    engine, turn = painter.paintEngine(), painter.deviceTransform()
    upright = turn.m11() == turn.m22() and turn.m12() == turn.m21() == 0
    return turn.m11() if upright and engine.type() == QPaintEngine.Type.Raster else 0.0


def drawn(size: QSizeF, ratio: float, draw: Draw) -> QImage:
    """Return a transparent pixmap with the drawing, at `ratio` pixels to the unit."""
    image = QImage((size * ratio).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter)
    return image
