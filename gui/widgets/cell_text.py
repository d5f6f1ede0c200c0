"""Number format and font that fit all cells of a matrix on screen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFont, QFontMetricsF

from engine.numbers import CellFormat
from gui.fonts import text_font

_SMALLEST, _LARGEST = 8, 12  # pixels
_BESIDE = 2.0  # pixels left free on either side of a number
_HIGH = 0.9  # share of the cell's height that a line may take


def fitting_format(
    formats: Iterable[CellFormat],
    cell: QSizeF,
    smallest: int = _SMALLEST,
    largest: int = _LARGEST,
) -> tuple[CellFormat, QFont] | None:
    """Return the number format and the font for cells of that size; None if too small.

    Takes the first format that fits, in the largest font that fits.
    """
    for form in formats:
        for pixels in range(largest, smallest - 1, -1):
            font = text_font(pixels)
            metrics = QFontMetricsF(font)
            room = max(map(metrics.horizontalAdvance, form.widest)) + 2 * _BESIDE
            if room <= cell.width() and metrics.height() <= _HIGH * cell.height():
                return form, font
    return None
