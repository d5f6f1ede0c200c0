"""Themes reach nested widgets, each once."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.theme import DARK, Theme
from gui.widgets.restyle import restyle


class Themed(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.themes: list[Theme] = []

    def set_theme(self, theme: Theme) -> None:
        self.themes.append(theme)


def test_a_theme_reaches_nested_widgets_but_not_those_inside_a_themed_one(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    plain = QWidget(window)
    nested, direct = Themed(plain), Themed(window)
    inside = Themed(direct)
    restyle(window, DARK)
    assert (nested.themes, direct.themes, inside.themes) == ([DARK], [DARK], [])
