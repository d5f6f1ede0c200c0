"""Which theme is in force: forced, or that of the system; and everyone is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QApplication

from gui.main_window import MainWindow
from gui.theme import DARK, LIGHT, Theme
from gui.theming import Theming
from tests.gui.screen import has_ink, seen


@pytest.fixture
def window(fresh_window: MainWindow) -> MainWindow:
    return fresh_window


@pytest.fixture
def theming(qapp: QApplication, look: Theming) -> Iterator[Theming]:
    theming = Theming(qapp, "light")
    yield theming
    theming.deleteLater()
    look.choose("light")


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_a_forced_theme_is_put_on_the_application(
    qapp: QApplication, theming: Theming, theme: Theme
) -> None:
    told: list[Theme] = []
    theming.changed.connect(told.append)
    theming.choose(theme.name)
    assert told == [theme]
    assert theming.theme == theme
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == theme.window
    assert theme.card in qapp.styleSheet()


def test_the_systems_theme_is_followed_only_when_asked_for(
    qapp: QApplication, theming: Theming
) -> None:
    hints = qapp.styleHints()
    dark = hints.colorScheme() is Qt.ColorScheme.Dark
    theming.choose("system")
    assert theming.theme == (DARK if dark else LIGHT)
    told: list[Theme] = []
    theming.changed.connect(told.append)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert len(told) == 1
    theming.choose("light")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert len(told) == 2
    assert theming.theme == LIGHT


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_every_panel_is_drawn_in_the_theme_and_the_choice_is_remembered(
    window: MainWindow, theme: Theme
) -> None:
    text = f"&{theme.name.capitalize()}"
    action = next(a for a in window.findChildren(QAction) if a.text() == text)
    action.trigger()
    assert action.isChecked()
    assert window.settings.theme == theme.name
    for panel in (window.factor, window.film, window.norm, window.chain, window.transport):
        picture = seen(panel)
        paper = has_ink(picture, theme.card, 12) + has_ink(picture, theme.slack, 12)
        assert paper > 0.2 * picture.shape[0] * picture.shape[1], panel.accessibleName()
    picture, other = seen(window), LIGHT if theme is DARK else DARK
    assert has_ink(picture, theme.window, 3) > 20_000
    assert has_ink(picture, other.window, 3) + has_ink(picture, other.card, 3) < 2000
    assert has_ink(picture, theme.text, 90) > 2000
