"""Icons: drawn in the colour given, at every size."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from gui.paths import ICONS
from gui.widgets.icons import icon

NAMES = sorted(p.stem for p in ICONS.glob("*.svg") if "currentColor" in p.read_text())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [16, 32, 48])
def test_an_icon_is_drawn_in_its_colour(qapp: QApplication, name: str, size: int) -> None:
    image = icon(name, "#c01020").pixmap(size, size).toImage()
    plain = image.convertToFormat(QImage.Format.Format_ARGB32)
    inked = [plain.pixelColor(x, y) for x in range(plain.width()) for y in range(plain.height())]
    opaque = [c for c in inked if c.alpha() > 200]
    assert len(opaque) >= size / 2
    assert all(c.red() > 180 and c.green() < 30 for c in opaque)


def test_the_same_icon_is_drawn_once(qapp: QApplication) -> None:
    assert icon("play", "#112233") is icon("play", "#112233")


def test_a_missing_icon_is_an_error(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icon("nothing", "#112233")
