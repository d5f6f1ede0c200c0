"""Menu bar: every action of the program with its shortcut."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from gui.settings import THEME_CHOICES

Handler = Callable[[], object]
_PLAYBACK = (
    ("Play or pause\tSpace", "play"),
    ("One step forward\t→", "forward"),
    ("One step back\t←", "back"),
    ("To the first state\tHome", "first"),
    ("To the end\tEnd", "last"),
)


class Menus:
    """Builder of the menu bar; the caller passes a handler for each action."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        bar = window.menuBar()
        self.file = bar.addMenu("&File")
        self.edit = bar.addMenu("&Edit")
        self.matrix = bar.addMenu("&Matrix")
        self.view = bar.addMenu("&View")
        self.playback = bar.addMenu("&Playback")
        self.lecture = bar.addMenu("&Lecture")
        self.help = bar.addMenu("&Help")
        self.recent = QMenu("Open &recent", window)
        self.export = QMenu("&Export picture", window)
        self.grid = QMenu(window)

    def action(
        self, menu: QMenu, text: str, handler: Handler, keys: QKeySequence.StandardKey | str = ""
    ) -> QAction:
        """Add an action to a menu."""
        action = QAction(text, self._window)
        if keys:
            action.setShortcut(QKeySequence(keys))
            shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{text.replace('&', '').rstrip('…')} ({shortcut})")
        action.triggered.connect(lambda _checked=False: handler())
        menu.addAction(action)
        return action

    def themes(self, chosen: str, choose: Callable[[str], object]) -> None:
        """Add the choice of theme."""
        menu = self.view.addMenu("&Theme")
        group = QActionGroup(self._window)
        for name in THEME_CHOICES:
            text = "As the &system" if name == "system" else f"&{name.capitalize()}"
            action = self.action(menu, text, lambda name=name: choose(name))  # type: ignore[misc]
            action.setCheckable(True)
            action.setChecked(name == chosen)
            group.addAction(action)

    def transport(self, press: Callable[[str], object]) -> None:
        """Add the playback actions, whose keys the window handles itself."""
        for text, name in _PLAYBACK:
            self.action(self.playback, text, lambda name=name: press(name))  # type: ignore[misc]

    def show_recent(
        self, paths: list[Path], open_path: Callable[[Path], object], clear: Handler
    ) -> None:
        """Fill the list of recent files."""
        for action in self.recent.actions():
            action.deleteLater()
        self.recent.clear()
        for path in paths:
            action = self.action(self.recent, path.name, lambda path=path: open_path(path))  # type: ignore[misc]
            action.setToolTip(str(path))
        self.recent.setEnabled(bool(paths))
        if paths:
            self.recent.addSeparator()
            self.action(self.recent, "Clear this list", clear)
