"""Opening and saving: dialogs, recent files, and what to ask before work is left behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from engine.errors import InputError
from engine.files.load import load
from engine.files.sequence import read_sequence, with_sequence
from engine.gallery import entry
from gui.document import Document
from gui.settings import Settings

_EXPERIMENTS = "Experiments (*.json *.safetensors);;All files (*)"
_SEQUENCES = "Input sequences (*.csv *.npy);;All files (*)"
_SAVED = "Preset (*.json);;Large network (*.safetensors)"


class Files(QObject):
    """Reads and writes the document's files.

    Signals:
        failed: a file could not be read or written, and why; nothing changed.
        recent_changed: the list of recent files is another.
    """

    failed = Signal(str)
    recent_changed = Signal()

    def __init__(self, document: Document, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._settings = settings
        self._window = window

    def open(self) -> None:
        """Ask for a file and open it."""
        self._ask("Open an experiment", _EXPERIMENTS, self.open_path)

    def open_sequence(self) -> None:
        """Ask for a sequence and feed it to the present network."""
        self._ask("Open an input sequence", _SEQUENCES, self.open_sequence_path)

    def open_path(self, path: Path) -> bool:
        """Open an experiment; undo brings the present one back."""
        return self._try(lambda: self._opened(path))

    def open_sequence_path(self, path: Path) -> bool:
        """Read a sequence as the inputs x."""

        def read() -> None:
            x = read_sequence(path)
            self._document.edit(lambda e: with_sequence(e, x), f"inputs from {path.name}")

        return self._try(read)

    def open_entry(self, name: str) -> bool:
        """Open a gallery entry."""
        return self._try(lambda: self._document.open(entry(name).load(), None))

    def save(self) -> bool:
        """Save to the document's file, or ask for one."""
        path = self._document.path
        return self._write(path) if path else self.save_as()

    def save_as(self) -> bool:
        """Ask for a file and save to it."""
        name = self._document.experiment.name or "experiment"
        start = self._settings.folder / f"{_file_name(name)}.json"
        chosen, kind = QFileDialog.getSaveFileName(
            self._window, "Save the experiment", str(start), _SAVED
        )
        if not chosen:
            return False
        path = Path(chosen)
        ending = ".safetensors" if "safetensors" in kind else ".json"
        if path.suffix:
            return self._write(path)
        named = path.with_suffix(ending)  # the dialog did not ask about this name
        return self._may_replace(named) and self._write(named)

    def _may_replace(self, path: Path) -> bool:
        if not path.exists():
            return True
        buttons = QMessageBox.StandardButton
        question = f"“{path.name}” is there already. Replace it?"
        answer = QMessageBox.question(
            self._window, "Replace the file", question, buttons.Yes | buttons.No, buttons.No
        )
        return bool(answer == buttons.Yes)

    def may_leave(self) -> bool:
        """Ask about unsaved work; return whether the window may close."""
        if self._document.undo_stack.isClean():
            return True
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._window,
            "Unsaved changes",
            f"Save the changes to “{self._document.experiment.name or 'your experiment'}”?",
            buttons.Save | buttons.Discard | buttons.Cancel,
            buttons.Save,
        )
        if answer == buttons.Save:
            return self.save()
        return bool(answer == buttons.Discard)

    def _ask(self, title: str, kinds: str, use: Callable[[Path], bool]) -> None:
        folder = str(self._settings.folder)
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, folder, kinds)
        if chosen:
            self._settings.folder = Path(chosen).parent
            use(Path(chosen))

    def _opened(self, path: Path) -> bool:
        opened = self._document.open(load(path), path)
        if opened:
            self._remember(path)
        return opened

    def _write(self, path: Path) -> bool:
        def write() -> None:
            self._document.save(path)
            self._settings.folder = path.parent
            self._remember(path)

        return self._try(write)

    def _remember(self, path: Path) -> None:
        self._settings.add_recent(path)
        self.recent_changed.emit()

    def _try(self, action: Callable[[], object]) -> bool:
        """Return whether the action was done; one that says nothing of itself was."""
        try:
            return action() is not False
        except InputError as error:
            self.failed.emit(str(error))
            return False


def _file_name(name: str) -> str:
    """Return a name that every file system takes."""
    kept = "".join(c if c.isalnum() or c in "-_." else "-" for c in name)
    return kept.strip("-.").lower()[:60] or "experiment"
