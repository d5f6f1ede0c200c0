"""Fonts: the program's own, whatever is installed."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication

from gui.fonts import MATHS, TEXT, load_fonts, maths_font, text_font


@pytest.mark.parametrize("family", [TEXT, MATHS])
def test_both_families_are_known(qapp: QApplication, family: str) -> None:
    assert family in QFontDatabase.families()


def test_the_application_writes_in_ours(qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).family() == TEXT
    assert qapp.font() == text_font() == load_fonts()


def test_fonts_have_the_size_and_weight_asked_for(qapp: QApplication) -> None:
    bold = text_font(20, QFont.Weight.DemiBold)
    assert (bold.pixelSize(), bold.weight()) == (20, QFont.Weight.DemiBold)
    assert QFontInfo(maths_font(30)).family() == MATHS
    assert maths_font(30).pixelSize() == 30


@pytest.mark.parametrize("sign", "𝜆𝜌𝛾𝜅𝑊𝑈𝑏𝑥𝑠𝑦₀‖′")
def test_the_symbols_of_the_lecture_are_in_the_font(qapp: QApplication, sign: str) -> None:
    assert QFontMetrics(maths_font(16)).inFontUcs4(ord(sign))
