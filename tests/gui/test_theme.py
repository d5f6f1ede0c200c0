"""Themes: every pair of text and background colours is legible."""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QPalette

from gui.theme import DARK, LIGHT, THEMES, Theme, palette
from tests.gui.screen import contrast

# ink on paper, wherever words, numbers or formulas are written
TEXTS = (
    ("text", "window"), ("text", "card"), ("text", "field"), ("text", "accent_soft"),
    ("text", "warm_soft"), ("text", "good_soft"), ("text", "cool_soft"), ("muted", "window"),
    ("muted", "card"), ("muted", "field"), ("accent", "card"), ("accent", "accent_soft"),
    ("on_accent", "accent"), ("warm", "card"), ("cool", "card"), ("bound", "card"),
    ("warm", "warm_soft"), ("cool", "cool_soft"), ("good", "good_soft"), ("bound", "slack"),
)  # fmt: skip
both = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


@both
@pytest.mark.parametrize(("ink", "paper"), TEXTS)
def test_text_stands_out_from_its_paper(theme: Theme, ink: str, paper: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, paper)) >= 4.5


@both
def test_every_colour_is_one(theme: Theme) -> None:
    for field in fields(theme):
        value = getattr(theme, field.name)
        for colour in value if isinstance(value, tuple) else (value,):
            assert field.name == "name" or QColor(colour).name() == colour.lower()


@both
def test_the_palette_is_the_theme(theme: Theme) -> None:
    colours = palette(theme)
    role = QPalette.ColorRole
    assert colours.color(role.Window).name() == theme.window
    assert colours.color(role.Text).name() == theme.text
    assert colours.color(role.Highlight).name() == theme.accent
    disabled = colours.color(QPalette.ColorGroup.Disabled, role.Text)
    assert disabled.name() == theme.muted


def test_one_is_dark_and_one_is_light() -> None:
    assert set(THEMES) == {"dark", "light"}
    assert QColor(DARK.card).lightness() < 64
    assert QColor(LIGHT.card).lightness() > 192
