"""The style sheet: Qt takes all of it, in both themes."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gui.style import style_sheet
from gui.theme import DARK, LIGHT, Theme, palette
from tests.gui.screen import has_ink, seen

both = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


@both
def test_every_colour_is_filled_in_from_the_theme(theme: Theme) -> None:
    sheet = style_sheet(theme)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    used = set(re.findall(r"#[0-9a-f]{6}", sheet))
    assert used <= {value for value in vars(theme).values() if isinstance(value, str)}


@both
def test_qt_draws_a_button_as_it_says(qtbot: QtBot, qapp: QApplication, theme: Theme) -> None:
    button = QPushButton("Press")
    qtbot.addWidget(button)
    button.setPalette(palette(theme))
    button.setStyleSheet(style_sheet(theme))
    button.resize(120, 40)
    assert has_ink(seen(button), theme.field, 3) > 2000
    assert has_ink(seen(button), theme.text, 60) > 20
