"""Opening and saving: file dialogs, recent files, and the question about unsaved changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from engine.errors import InputError
from engine.files.fingerprint import Fingerprint, KnownFiles, fingerprint
from engine.files.load import load
from engine.gallery import entry
from gui.document.document import Document
from gui.opening.drop import NETWORKS, TABLES
from gui.opening.opening import Opening
from gui.save_path import save_path
from gui.settings import Settings

_EXPERIMENTS = (
    f"Experiments and weights (*{' *'.join(NETWORKS + TABLES)});;"
    "Experiments (*.json *.safetensors);;All files (*)"
)
_SEQUENCES = f"Input sequences (*{' *'.join((*TABLES, '.safetensors'))});;All files (*)"
_SAVED = "Preset (*.json);;Large network (*.safetensors)"
_SAVED_ENDINGS = (".json", ".safetensors")


class Files(QObject):
    """Reads and writes the document's files.

    Signals:
        failed: a file could not be read or written, and why; nothing changed.
        recent_changed: the list of recent files changed.
    """

    failed = Signal(str)
    recent_changed = Signal()

    def __init__(self, document: Document, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._settings = settings
        self._window = window
        self.known = KnownFiles()
        document.metadata_changed.connect(self._note)
        self._note()
        self.opening = Opening(
            document, lambda path: self._try(lambda: self._opened(path)), self._may_go_on, window
        )
        self.opening.failed.connect(self.failed)
        self.opening.opened.connect(self._remember)

    def open(self) -> None:
        """Ask for a file and open it."""
        self._ask("Open an experiment", _EXPERIMENTS, self.open_path)

    def open_sequence(self) -> None:
        """Ask for a sequence file and use it as the inputs x."""
        self._ask("Open an input sequence", _SEQUENCES, self.open_sequence_path)

    def open_path(self, path: Path) -> bool:
        """Open an experiment; foreign weights through a dialog. Undo restores the present one."""
        return self.opening.open(path)

    def open_sequence_path(self, path: Path) -> bool:
        """Read a sequence as the inputs x, through a dialog if there is something to choose."""
        return self.opening.open_sequence(path)

    def open_entry(self, name: str) -> bool:
        """Open a gallery entry."""
        chosen = entry(name)
        return self._may_go_on() and self._try(lambda: self._document.open(chosen.load(), None))

    def save(self) -> bool:
        """Save to the document's file, or ask for one."""
        path = self._document.path
        if path is None:
            return self.save_as()
        return self._overwrite(path) if self._changed(path) else self._write(path)

    def save_as(self) -> bool:
        """Ask for a file and save to it."""
        name = self._document.experiment.name or "experiment"
        start = self._settings.folder / f"{_file_name(name)}.json"
        chosen, kind = QFileDialog.getSaveFileName(
            self._window, "Save the experiment", str(start), _SAVED
        )
        if not chosen:
            return False
        ending = ".safetensors" if "safetensors" in kind else ".json"
        path = save_path(chosen, ending, _SAVED_ENDINGS, self._window)
        return path is not None and self._write(path)

    def _overwrite(self, path: Path) -> bool:
        """Ask before a change by another program is overwritten; return whether it was saved."""
        text = f"“{path.name}” was changed on disk since it was opened or saved here."
        box = QMessageBox(QMessageBox.Icon.Warning, "Changed on disk", text, parent=self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText("Overwriting it loses what was changed there.")
        overwrite = box.addButton("&Overwrite", QMessageBox.ButtonRole.DestructiveRole)
        another = box.addButton("Save &as another…", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        box.deleteLater()
        if box.clickedButton() == overwrite:
            return self._write(path)
        return box.clickedButton() == another and self.save_as()

    def _changed(self, path: Path) -> bool:
        try:
            return self.known.change(path) is not None
        except OSError:
            return True  # readable before, unreadable now

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

    def _may_go_on(self) -> bool:
        """Ask before another file replaces unsaved changes."""
        document = self._document
        if document.user_state.path is None or document.undo_stack.isClean():
            return True
        document.leave_sandbox()  # so that the user's own work is saved, not the sandbox
        return self.may_leave()

    def _ask(self, title: str, kinds: str, use: Callable[[Path], bool]) -> None:
        folder = str(self._settings.folder)
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, folder, kinds)
        if chosen:
            self._settings.folder = Path(chosen).parent
            use(Path(chosen))

    def _opened(self, path: Path) -> bool:
        before = _seen(path)  # so that a write during the read counts as a change
        place = path if path.suffix.lower() in NETWORKS else None  # a trace is never overwritten
        opened = self._document.open(load(path), place)
        if opened:
            self.known.note(path, before)
            self._remember(path)
        return opened

    def _write(self, path: Path) -> bool:
        def write() -> None:
            self.known.note(path, self._document.save(path))
            self._settings.folder = path.parent
            self._remember(path)

        return self._try(write)

    def _note(self) -> None:
        """Record the fingerprint of the document's file when it is first seen."""
        path = self._document.path
        if path is not None and path not in self.known:
            self.known.note(path, _seen(path))

    def _remember(self, path: Path) -> None:
        self._settings.add_recent(path)
        self.recent_changed.emit()

    def _try(self, action: Callable[[], object]) -> bool:
        """Return whether the action succeeded; None counts as success."""
        try:
            return action() is not False
        except InputError as error:
            self.failed.emit(str(error))
            return False


def _seen(path: Path) -> Fingerprint | None:
    try:
        return fingerprint(path)
    except OSError:
        return None  # loading reports the reason


def _file_name(name: str) -> str:
    """Return a file name that is valid on every file system."""
    kept = "".join(c if c.isalnum() or c in "-_." else "-" for c in name)
    return kept.strip("-.").lower()[:60] or "experiment"
