"""The film: every factor a sharp picture, those not yet multiplied faint."""

import base64
import io
import re

import numpy as np
from PIL import Image

from engine.plots.colours import LIGHT
from engine.plots.figure import draw
from engine.plots.ramp import levels, tints
from tests.engine.plots.drawn import studied

W = np.array([[0.9, -0.4], [0.4, 0.9]])
FOUND = studied(W, T=8)


def pictures(k: int | None = None) -> list[np.ndarray]:
    data = draw(FOUND, "film", "svg", k=k).decode()
    encoded = re.findall(r"data:image/png;base64,\s*([A-Za-z0-9+/=\s]+)", data)
    return [
        np.asarray(Image.open(io.BytesIO(base64.b64decode(each))).convert("RGB"))
        for each in encoded
    ]


def expected(j: int) -> np.ndarray:
    return tints(FOUND.trace.factor(j), 0.9, LIGHT)


def test_every_factor_is_there_pixel_by_pixel() -> None:
    shown = pictures()
    assert len(shown) == 8
    for j, picture in enumerate(shown, 1):
        assert np.array_equal(picture, expected(j))


def test_factors_not_yet_multiplied_are_faint() -> None:
    shown = pictures(k=5)
    assert np.array_equal(shown[5], expected(6))
    faint = np.rint(0.32 * expected(5) + 0.68 * levels(LIGHT.card))
    assert np.array_equal(shown[4], faint)
