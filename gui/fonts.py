"""Fonts of the window: Inter for text, STIX Two Math for symbols, both shipped."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from gui.paths import FONTS

TEXT, MATHS = "Inter", "STIX Two Math"
_TEXT_PIXELS = 13


def load_fonts() -> QFont:
    """Register both families with Qt and return the application's font."""
    for path in (*sorted(FONTS.glob("*.otf")), *_maths_fonts()):
        QFontDatabase.addApplicationFont(str(path))
    return text_font()


@lru_cache
def text_font(pixels: int = _TEXT_PIXELS, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the font of words and numbers, with digits of one width.

    Cached: a new font object looks up its glyphs again.
    """
    font = QFont(TEXT)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)  # digits of one width
    return font


def maths_font(pixels: int = 16) -> QFont:
    """Return the font of symbols in running text; formulas are set by `FormulaLabel`."""
    font = QFont(MATHS)
    font.setPixelSize(pixels)
    return font


def _maths_fonts() -> list[Path]:
    """Register the font file that ziamath ships, without importing ziamath."""
    spec = find_spec("ziamath")
    folders = spec.submodule_search_locations if spec else None
    return [path for folder in folders or () for path in Path(folder).glob("fonts/*.ttf")]
