"""What is painted again and again the same is drawn once into pixels, where pixels are wanted."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QImage, QPaintEngine, QPainter

Draw = Callable[[QPainter], None]


class PaintCache:
    """The last picture that was drawn, kept while it serves."""

    def __init__(self) -> None:
        self._key: Hashable = None
        self._image = QImage()

    def paint(self, painter: QPainter, size: QSizeF, key: Hashable, draw: Draw) -> None:
        """Paint at (0, 0) what `draw` draws; the same `key` stands for the same picture."""
        ratio = pixel_ratio(painter)
        if not ratio:
            draw(painter)
            return
        if self._key != (key, size, ratio):
            self._key, self._image = (key, size, ratio), drawn(size, ratio, draw)
        painter.drawImage(QPointF(0, 0), self._image)


def pixel_ratio(painter: QPainter) -> float:
    """Return how many pixels a unit has, or 0 where pixels would be seen: in SVG, PDF or turned."""
    engine, turn = painter.paintEngine(), painter.deviceTransform()
    upright = turn.m11() == turn.m22() and turn.m12() == turn.m21() == 0
    return turn.m11() if upright and engine.type() == QPaintEngine.Type.Raster else 0.0


def drawn(size: QSizeF, ratio: float, draw: Draw) -> QImage:
    """Return what `draw` draws, on nothing, `ratio` pixels to the unit."""
    image = QImage((size * ratio).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter)
    return image
