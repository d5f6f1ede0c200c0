"""Paint cache: equal to direct drawing, drawn once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QPointF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from gui.paint_cache import Draw, PaintCache, pixel_ratio
from tests.gui.screen import pixels_of

SIZE = QSizeF(60, 30)


class Circle:
    """Draws a circle and counts how often."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, painter: QPainter) -> None:
        self.count += 1
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor("orange"))
        painter.setPen(QPen(QColor("navy"), 1.7))
        painter.drawEllipse(QPointF(29.3, 14.6), 11, 11)


def picture(draw: Draw, scale: float = 1.0, turn: float = 0.0) -> QImage:
    image = QImage((SIZE * scale).toSize(), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor("white"))
    with QPainter(image) as painter:
        painter.rotate(turn)
        draw(painter)
    return image


def stamped(
    stamp: PaintCache, key: str, draw: Draw, size: QSizeF = SIZE
) -> Callable[[QPainter], None]:
    return lambda painter: stamp.paint(painter, size, key, draw)


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0, 3.0])
def test_a_stamp_looks_as_what_it_stands_for(qapp: QApplication, scale: float) -> None:
    seen = pixels_of(picture(stamped(PaintCache(), "circle", Circle()), scale)).astype(int)
    drawn = pixels_of(picture(Circle(), scale)).astype(int)
    assert np.ptp(drawn) > 200
    assert np.abs(seen - drawn).max() <= 2


def test_it_is_drawn_once_for_a_key_a_size_and_a_scale(qapp: QApplication) -> None:
    stamp, circle = PaintCache(), Circle()
    for key, size, scale, count in (
        ("a", SIZE, 1.0, 1),
        ("a", SIZE, 1.0, 1),
        ("b", SIZE, 1.0, 2),
        ("b", SIZE, 2.0, 3),
        ("b", QSizeF(30, 30), 2.0, 4),
        ("b", QSizeF(30, 30), 2.0, 4),
    ):
        picture(stamped(stamp, key, circle, size), scale)
        assert circle.count == count


def test_a_turned_picture_is_drawn_itself(qapp: QApplication) -> None:
    stamp, circle = PaintCache(), Circle()
    for _ in range(2):
        assert picture(stamped(stamp, "a", circle), turn=20) == picture(Circle(), turn=20)
    assert circle.count == 2


def test_vectors_stay_vectors(qapp: QApplication) -> None:
    buffer, circle = QBuffer(), Circle()
    svg = QSvgGenerator()
    svg.setOutputDevice(buffer)
    with QPainter(svg) as painter:
        assert pixel_ratio(painter) == 0
        PaintCache().paint(painter, SIZE, "a", circle)
    text = buffer.data().data().decode()
    assert circle.count == 1
    assert "<image" not in text
    assert "<circle" in text or "<path" in text or "<ellipse" in text
