"""Another window for the export of the whole one: same kind, nothing shared, nothing remembered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QAction

from engine.experiment.experiment import Experiment
from gui.document.document import Document
from gui.settings import Settings
from gui.theme import Theme
from gui.theming import Theming

Build = Callable[[Document, Settings, Theming], Any]


def offscreen_window(build: Build, experiment: Experiment, theme: Theme) -> Any:
    """Return a complete window on an experiment, in a theme, whose keys do nothing."""
    window = build(Document(experiment), Settings(_Forgetful()), _Still(theme))
    window.complete()
    for action in window.findChildren(QAction):
        action.setShortcut("")
    return window


class _Still(Theming):
    """A theme that leaves the application's own alone."""

    def __init__(self, theme: Theme) -> None:
        QObject.__init__(self)
        self.choice, self.theme = theme.name, theme


class _Forgetful(QSettings):
    """Settings that are always at their defaults and reach no file."""

    def __init__(self) -> None:
        super().__init__("", QSettings.Format.IniFormat)

    def value(self, _key: str, defaultValue: object = None, _type: object = None) -> object:
        """Return the default."""
        return defaultValue

    def setValue(self, _key: str, _value: object) -> None:
        """Forget it."""
