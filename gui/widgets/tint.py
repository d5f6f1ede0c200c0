"""The diverging colour ramp: cool below zero, neutral at zero, warm above, and readable text on it.

The colours between a theme's three anchors are mixed in OKLab (Ottosson 2020), where equal steps
look equally large; mixing sRGB values directly would muddy the middle of each half.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtGui import QColor, QImage

from gui.theme import Theme

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]

_HALF = 256
_LMS_FROM_RGB = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_LAB_FROM_LMS = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])


@dataclass(frozen=True)
class Ramp:
    """A theme's fills and the text colours to write on them, from −limit to limit."""

    fills: tuple[QColor, ...]
    inks: tuple[QColor, ...]

    @staticmethod
    @cache
    def of(theme: Theme) -> Ramp:
        """Return the ramp of a theme, made once."""
        table = _table(theme)[:, :3]
        fills = tuple(QColor(*map(int, rgb)) for rgb in table)
        return Ramp(fills, tuple(text_on(rgb) for rgb in table))

    def at(self, value: float, limit: float) -> tuple[QColor, QColor]:
        """Return the fill and the text colour of one value on the scale ±`limit`."""
        share = value / limit if limit > 0 else 0.0
        index = _HALF + round(_HALF * min(max(share, -1.0), 1.0))
        return self.fills[index], self.inks[index]


def colours(values: ArrayLike, limit: float, theme: Theme) -> Bytes:
    """Return the (…, 4) RGBA tints of `values` on the symmetric scale ±`limit`.

    Values beyond the scale take the colour of its end; a limit of 0 makes everything neutral.
    """
    numbers = np.asarray(values, dtype=np.float64)
    shares = np.clip(numbers / limit, -1, 1) if limit > 0 else np.zeros(numbers.shape)
    steps = _HALF + np.rint(_HALF * shares).astype(np.intp)
    return np.take(_table(theme), steps, axis=0)


def image_of(rgba: Bytes) -> QImage:
    """Return pixels, (height, width, 4), as an image of its own."""
    height, width = rgba.shape[:2]
    data = np.ascontiguousarray(rgba).tobytes()
    return QImage(data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def lookup_table(theme: Theme) -> Bytes:
    """Return the ramp as the (256, 4) table that pyqtgraph's ImageItem takes."""
    return _sampled(theme, np.linspace(-1, 1, 256))


def text_on(rgb: ArrayLike) -> QColor:
    """Return black or white, whichever stands out more on `rgb` (0 … 255).

    The better of the two always has a WCAG contrast above 4.58.
    """
    luminance = float(_linear(np.asarray(rgb)[:3] / 255) @ _LUMINANCE)
    on_white, on_black = 1.05 / (luminance + 0.05), (luminance + 0.05) / 0.05
    return QColor("white") if on_white > on_black else QColor("black")


@cache
def _table(theme: Theme) -> Bytes:
    """The ramp at 513 steps: an odd number, so that zero is exactly the neutral colour."""
    table = _sampled(theme, np.linspace(-1, 1, 2 * _HALF + 1))
    table.flags.writeable = False
    return table


def _sampled(theme: Theme, positions: Floats) -> Bytes:
    anchors = np.array([_levels(QColor(name)) for name in theme.ramp]) / 255
    lab = np.cbrt(_linear(anchors) @ _LMS_FROM_RGB.T) @ _LAB_FROM_LMS.T
    mixed = np.stack([np.interp(positions, (-1, 0, 1), channel) for channel in lab.T], axis=1)
    rgb = (mixed @ np.linalg.inv(_LAB_FROM_LMS).T) ** 3 @ np.linalg.inv(_LMS_FROM_RGB).T
    levels = np.rint(255 * _encoded(rgb)).astype(np.uint8)
    return np.column_stack([levels, np.full(len(levels), 255, np.uint8)])


def _levels(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def _linear(srgb: Floats) -> Floats:
    """Undo the sRGB transfer curve (IEC 61966-2-1)."""
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def _encoded(linear: Floats) -> Floats:
    clipped = np.clip(linear, 0, 1)
    return np.where(clipped <= 0.0031308, 12.92 * clipped, 1.055 * clipped ** (1 / 2.4) - 0.055)
