"""Choice of the theme: light, dark, or that of the system."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from gui.fonts import text_font
from gui.style import style_sheet
from gui.theme import DARK, LIGHT, THEMES, Theme, palette


class Theming(QObject):
    """Applies the chosen theme to the application and announces it.

    Signals:
        changed: the Theme applied.
    """

    changed = Signal(object)

    def __init__(self, app: QApplication, choice: str) -> None:
        super().__init__()
        self._app = app
        self.choice = choice
        self.theme = LIGHT
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.choose(choice)

    def choose(self, choice: str) -> None:
        """Choose "light", "dark" or "system"."""
        self.choice = choice
        self.theme = THEMES.get(choice) or self._system_theme()
        self._app.setStyleSheet("")  # replacing takes three times as long as setting
        self._app.setPalette(palette(self.theme))
        self._app.setStyleSheet(style_sheet(self.theme))
        self._app.setFont(text_font())
        self.changed.emit(self.theme)

    def _system_theme(self) -> Theme:
        dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT

    def _system_changed(self) -> None:
        if self.choice == "system":
            self.choose("system")
