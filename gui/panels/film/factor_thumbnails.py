"""All factors of a chain as one picture: small thumbnails in a row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from engine.plots.blocks import representatives
from engine.plots.ramp import colours
from engine.studies.study import Study
from gui.theme import Theme
from gui.widgets.tint import image_of

Array = NDArray[np.float64]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True)
class Row:
    """Where square thumbnails stand in a row, in pixels of the screen.

    Attributes:
        pitch: the width of each one's share; it stands in the middle.
        side: its size.
    """

    pitch: float
    side: float


def thumbnails(study: Study, factors: list[int], cells: int, theme: Theme) -> NDArray[np.uint8]:
    """Return the factors' pictures of at most `cells` a side, (n, side, side, 4).

    A large factor is shown by the entry of largest |W| in each block, so what is shown is real.
    """
    W = study.experiment.network.W
    rows, columns = representatives(W, cells)
    slopes = study.trace.chain.slopes[np.array(factors) - 1]
    stack = slopes[:, rows] * W[rows, columns]
    limit = float(np.abs(W).max()) * study.trace.gamma
    return colours(stack, limit, theme)


def thumbnail_image(pictures: Bytes, row: Row, scale: float) -> QImage:
    """Draw the pictures, (n, cells, cells, 4), as one with `scale` pixels for one of the screen.

    It is as wide as the row and as high as a thumbnail; between them it is transparent.
    """
    n, cells = pictures.shape[:2]
    xs = (np.arange(round(n * row.pitch * scale)) + 0.5) / scale / row.pitch
    which = np.minimum(xs.astype(int), n - 1)
    inside = (xs - which - 0.5) * row.pitch / row.side + 0.5
    columns = np.clip((inside * cells).astype(int), 0, cells - 1)
    height = max(round(row.side * scale), 1)
    rows = np.arange(height) * cells // height
    rgba = pictures[which, rows[:, None], columns]
    rgba[:, (inside < 0) | (inside >= 1), 3] = 0
    return image_of(rgba)
