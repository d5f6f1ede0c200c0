"""Detection of external changes: the document's file is checked when the window is activated."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from engine.files.fingerprint import Fingerprint
from gui.document.document import Document
from gui.files import Files


class ExternalChange(QObject):
    """Checks the document's file at each window activation; reports a change once.

    Signals:
        noticed: the file changed and there is unsaved work, so no reload is offered.
    """

    noticed = Signal(str)

    def __init__(self, document: Document, files: Files, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._files, self._window = document, files, window
        self._told: Fingerprint | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.look)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Schedule a check after the activation event."""
        if event.type() == QEvent.Type.WindowActivate:
            self._timer.start()
        return False

    def look(self) -> None:
        """Offer to reload a changed file; with unsaved work, only emit `noticed`."""
        path = self._document.path
        now = None if path is None else self._change(path)
        if path is None or now is None or now.same_bytes(self._told):
            return
        self._told = now
        if self._document.undo_stack.isClean():
            self._offer(path)
        else:
            self.noticed.emit(
                f"“{path.name}” was changed on disk by another program. Your changes are still "
                "here; saving them asks before it overwrites the others."
            )

    def stop(self) -> None:
        """Stop checking."""
        self._timer.stop()
        self._window.removeEventFilter(self)

    def _change(self, path: Path) -> Fingerprint | None:
        try:
            return self._files.known.change(path)
        except OSError:
            return None  # a save asks before overwriting

    def _offer(self, path: Path) -> None:
        text = f"“{path.name}” was changed on disk by another program."
        box = QMessageBox(QMessageBox.Icon.Question, "Changed on disk", text, parent=self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText("Reload it? Undo brings back what is shown now.")
        reload = box.addButton("&Reload", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("&Keep what is shown", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(reload)
        reload.clicked.connect(lambda: self._files.open_path(path))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
