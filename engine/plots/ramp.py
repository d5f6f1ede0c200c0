"""The diverging ramp: cool below zero, neutral at zero, warm above, and readable text on it.

Between a theme's three anchors the colours are mixed in OKLab (Ottosson 2020), where equal steps
look equally large.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.plots.colours import Theme

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


def tints(values: ArrayLike, limit: float, theme: Theme) -> Bytes:
    """Return the (…, 3) RGB tints of `values` as `colours` does."""
    return colours(values, limit, theme)[..., :3]


def colours(values: ArrayLike, limit: float, theme: Theme) -> Bytes:
    """Return the (…, 4) RGBA tints of `values` on the symmetric scale ±`limit`.

    Values beyond the scale take the colour of its end; a limit of 0 makes everything neutral.
    """
    numbers = np.asarray(values, dtype=np.float64)
    shares = np.clip(numbers / limit, -1, 1) if limit > 0 else np.zeros(numbers.shape)
    steps = _HALF + np.rint(_HALF * shares).astype(np.int32)
    # four bytes as one number: several times as quick as rows of bytes
    return np.take(_table(theme), steps)[..., None].view(np.uint8)


def ink_on(rgb: ArrayLike) -> str:
    """Return black or white, whichever stands out more on `rgb` (0 … 255)."""
    luminance = float(_linear(np.asarray(rgb) / 255) @ _LUMINANCE)
    on_white, on_black = 1.05 / (luminance + 0.05), (luminance + 0.05) / 0.05
    return "white" if on_white > on_black else "black"


def levels(colour: str) -> Bytes:
    """Return #rrggbb as three levels, 0 … 255."""
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=np.uint8)


def mixed(first: str, second: str, share: float) -> str:
    """Return the colour that is `share` of the first and the rest of the second, as #rrggbb."""
    rgb = share * levels(first).astype(float) + (1.0 - share) * levels(second)
    return "#" + "".join(f"{round(level):02x}" for level in rgb.tolist())


@cache
def _table(theme: Theme) -> NDArray[np.uint32]:
    """Return the ramp at 513 steps: an odd number, so that zero is exactly the neutral colour.

    Each colour is one number, the bytes of which are red, green, blue and 255.
    """
    anchors = np.array([levels(name) for name in theme.ramp]) / 255
    lab = np.cbrt(_linear(anchors) @ _LMS_FROM_RGB.T) @ _LAB_FROM_LMS.T
    positions = np.linspace(-1, 1, 2 * _HALF + 1)
    between = np.stack([np.interp(positions, (-1, 0, 1), channel) for channel in lab.T], axis=1)
    rgb = (between @ np.linalg.inv(_LAB_FROM_LMS).T) ** 3 @ np.linalg.inv(_LMS_FROM_RGB).T
    rgba = np.full((len(rgb), 4), 255, np.uint8)
    rgba[:, :3] = np.rint(255 * _encoded(rgb))
    table = rgba.view(np.uint32)[:, 0]
    table.flags.writeable = False
    return table


def _linear(srgb: Floats) -> Floats:
    """Undo the sRGB transfer curve (IEC 61966-2-1)."""
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def _encoded(linear: Floats) -> Floats:
    clipped = np.clip(linear, 0, 1)
    return np.where(clipped <= 0.0031308, 12.92 * clipped, 1.055 * clipped ** (1 / 2.4) - 0.055)
