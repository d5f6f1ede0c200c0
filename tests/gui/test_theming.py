"""Choice of the theme: explicit, or that of the system; panels are informed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from gui.export.offscreen_copy import offscreen_panel
from gui.export.raster import picture
from gui.main_window import MainWindow
from gui.theme import DARK, LIGHT, Theme
from gui.theming import Theming
from gui.widgets.panel import Panel
from tests.gui.leak_check import flush
from tests.gui.screen import has_ink, pixels_of, seen


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
        shown = seen(panel)
        paper = has_ink(shown, theme.card, 12) + has_ink(shown, theme.slack, 12)
        assert paper > 0.2 * shown.shape[0] * shown.shape[1], panel.accessibleName()
    shown, other = seen(window), LIGHT if theme is DARK else DARK
    assert has_ink(shown, theme.window, 3) > 20_000
    assert has_ink(shown, other.window, 3) + has_ink(shown, other.card, 3) < 2000
    assert has_ink(shown, theme.text, 90) > 2000


def test_a_change_of_theme_gives_the_picture_that_a_new_panel_has_in_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    tabs, explain = window.findChild(QTabWidget), window.bench.explain.values()
    for panel in explain:  # shown in the theme before, and computed
        tabs.setCurrentWidget(panel)
    qtbot.waitUntil(lambda: "In 60 steps" in words(window.bench.descent), timeout=30_000)
    window.theming.choose("dark")
    for panel in (*window.bench.rows, *explain, window.eigenvalues, window.matrix, window.scale):
        if panel in explain:
            tabs.setCurrentWidget(panel)
        fresh = offscreen_panel(panel, DARK)
        fresh.show(panel.view, panel.size())
        pair = panel, fresh.widget
        # formulas may come later
        qtbot.waitUntil(lambda pair=pair: difference(*pair) < 0.02, timeout=30_000)
        fresh.close()
    flush()


def difference(one: QWidget, other: QWidget) -> float:
    """Return the share of pixels that are not alike in two widgets."""
    pictures = [pixels_of(picture(widget, DARK.card, 1)).astype(int) for widget in (one, other)]
    return float((np.abs(pictures[0] - pictures[1]).max(axis=2) > 40).mean())


def words(panel: Panel) -> str:
    return " ".join(label.text() for label in panel.findChildren(QLabel))
