"""Pixels that are made squares of many."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from gui.export.stroke_sink import enlarged
from tests.gui.screen import pixels_of


@pytest.mark.parametrize(
    ("side", "shown", "large"), [(4, 100, 400), (600, 50, 600), (900, 900, 1800)]
)
def test_cells_become_large_squares_of_one_colour(side: int, shown: int, large: int) -> None:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(0x112233)
    image.setPixel(1, 0, 0xFF0000)
    result = enlarged(image, QRectF(0, 0, shown, shown))
    times = large // side
    assert result.width() == result.height() == large
    red = pixels_of(result)[:, :, 0] == 255
    assert red.sum() == times**2
    assert red[:times, times : 2 * times].all()
