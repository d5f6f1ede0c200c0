"""Settings stored between runs: layout, theme, recent files, speed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from engine.playhead import SPEEDS

_RECENT = 8
THEME_CHOICES = ("system", "light", "dark")


class Settings:
    """Typed access to the stored settings; a damaged value reads as its default."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings()

    @property
    def theme(self) -> str:
        """One of `THEME_CHOICES`."""
        value = self._store.value("theme", "system")
        return value if value in THEME_CHOICES else "system"

    @theme.setter
    def theme(self, choice: str) -> None:
        self._store.setValue("theme", choice)

    @property
    def recent(self) -> list[Path]:
        """The recently used files that still exist, newest first."""
        stored = self._store.value("recent", [])
        names = stored if isinstance(stored, list) else [stored]  # a list of one
        return [Path(name) for name in names if isinstance(name, str) and Path(name).is_file()]

    def add_recent(self, path: Path) -> None:
        """Put a file first among the recent ones."""
        full = path.resolve()
        names = [str(full), *(str(p) for p in self.recent if p != full)]
        self._store.setValue("recent", names[:_RECENT])

    def clear_recent(self) -> None:
        """Clear the list of recent files."""
        self._store.remove("recent")

    def layout(self, part: str) -> QByteArray | None:
        """Return the stored state of a window or splitter."""
        value = self._store.value(f"layout/{part}")
        return value if isinstance(value, QByteArray) else None

    def set_layout(self, part: str, state: QByteArray) -> None:
        """Store the state of a window or splitter."""
        self._store.setValue(f"layout/{part}", state)

    @property
    def speed(self) -> float:
        """The playing speed, one of `SPEEDS`."""
        stored = str(self._store.value("speed", 1.0))
        return next((speed for speed in SPEEDS if str(speed) == stored), 1.0)

    @speed.setter
    def speed(self, speed: float) -> None:
        self._store.setValue("speed", speed)

    @property
    def export(self) -> dict[str, str]:
        """The options of the last export, as texts."""
        stored = self._store.value("export", "")
        pairs = (pair.partition("=") for pair in str(stored).split(";"))
        return {name: value for name, _, value in pairs}

    def set_export(self, choices: Mapping[str, str]) -> None:
        """Store the options of an export."""
        self._store.setValue("export", ";".join(f"{n}={value}" for n, value in choices.items()))

    @property
    def folder(self) -> Path:
        """The folder last used for opening, saving or exporting."""
        stored = Path(str(self._store.value("folder", "")))
        return stored if stored.is_absolute() and stored.is_dir() else Path.home()

    @folder.setter
    def folder(self, folder: Path) -> None:
        self._store.setValue("folder", str(folder))
