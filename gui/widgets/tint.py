"""Diverging colour ramp on screen: cell tints and readable text colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtGui import QColor, QImage

from engine.plots.ramp import ink_on, tints
from gui.theme import Theme

Bytes = NDArray[np.uint8]

_HALF = 256  # steps from the end of the ramp to its middle


@dataclass(frozen=True)
class Ramp:
    """Fill colours of a theme and the text colours on them, from −limit to limit."""

    fills: tuple[QColor, ...]
    inks: tuple[QColor, ...]

    @staticmethod
    @cache
    def of(theme: Theme) -> Ramp:
        """Return the ramp of a theme, cached."""
        table = tints(np.linspace(-1, 1, 2 * _HALF + 1), 1.0, theme)
        fills = tuple(QColor(*map(int, rgb)) for rgb in table)
        return Ramp(fills, tuple(text_on(rgb) for rgb in table))

    def at(self, value: float, limit: float) -> tuple[QColor, QColor]:
        """Return the fill and the text colour of one value on the scale ±`limit`."""
        share = value / limit if limit > 0 else 0.0
        index = _HALF + round(_HALF * min(max(share, -1.0), 1.0))
        return self.fills[index], self.inks[index]

    def inks_on(self, values: NDArray[np.float64], limit: float) -> list[QColor]:
        """Return the text colours of many values, row by row."""
        shares = values.ravel() / limit if limit > 0 else np.zeros(values.size)
        indices = _HALF + np.rint(_HALF * np.clip(shares, -1.0, 1.0)).astype(int)
        return [self.inks[index] for index in indices.tolist()]


def image_of(rgba: Bytes) -> QImage:
    """Return pixels, (height, width, 4), as an image with its own copy of the data."""
    height, width = rgba.shape[:2]
    data = np.ascontiguousarray(rgba).tobytes()
    return QImage(data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def text_on(rgb: ArrayLike) -> QColor:
    """Return black or white, whichever has the higher contrast on `rgb` (0 … 255).

    The better of the two always has a WCAG contrast above 4.58.
    """
    return QColor(ink_on(rgb))
