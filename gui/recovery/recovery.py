"""Recovery controller: autosave while the window runs, and the recovery dialog at its start."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject

from engine.errors import InputError
from gui.main_window import MainWindow
from gui.recovery.abandoned_session import AbandonedSession, abandoned_sessions
from gui.recovery.autosave import Autosave
from gui.recovery.external_change import ExternalChange
from gui.recovery.recovery_dialog import RecoveryDialog
from gui.recovery.session import Session

_log = logging.getLogger("bptt-lab")


class Recovery(QObject):
    """Session of one window in the store at `root`, from the first paint to the close."""

    def __init__(self, window: MainWindow, root: Path) -> None:
        super().__init__(window)
        self._window, self._document, self._root = window, window.document, root
        self._session = Session(root)
        known, notice = window.files.known, window.notice
        self._autosave = Autosave(window.document, known, self._session, self)
        self._autosave.failed.connect(notice.show_error)
        self._on_disk = ExternalChange(window.document, window.files, window)
        self._on_disk.noticed.connect(notice.show_error)
        self._offer: RecoveryDialog | None = None
        self._path: Path | None = None
        self._is_kept = False
        window.document.metadata_changed.connect(self._register)
        window.ending.connect(self._keep)
        window.closed.connect(self._end)

    def start(self) -> None:
        """Create the session, and show the recovery dialog if there are abandoned sessions."""
        try:
            self._session.begin()
        except InputError as error:
            self._autosave.save_failed(error)
        self._register()
        found = abandoned_sessions(self._root)
        if found:
            self._offer = RecoveryDialog(found, self._window)
            self._offer.recover_wanted.connect(self._recover)
            self._offer.show()

    def after_offer(self, then: Callable[[], object]) -> None:
        """Call back when the recovery dialog is closed; at once if there is none."""
        if self._offer is None:
            then()
        else:
            self._offer.finished.connect(lambda _result: then())

    def _recover(self, lost: AbandonedSession) -> None:
        """Install recovered work as an unsaved edit; the autosave then deletes its folder."""
        offer, kept, files = self._offer, lost.description, self._window.files
        if offer is None or kept is None:
            return
        try:
            experiment = lost.load()
        except InputError as error:
            offer.refuse(lost, str(error))
            return
        if files.may_leave() and self._document.recover(experiment, kept.path):
            if kept.path is not None and kept.known is not None:
                files.known.note(kept.path, kept.known)  # saving asks about what came after
            self._autosave.adopt(lost)
            offer.remove(lost)

    def _register(self) -> None:
        """Record the open file; warn if another window has it open too."""
        path = self._document.user_state.path
        if path == self._path:
            return
        self._path = path
        with suppress(InputError):  # advice only; a failed autosave is reported by itself
            self._session.set_open_file(path)
        if path is not None and self._session.is_open_elsewhere(path):
            self._window.notice.show_error(
                f"“{path.name}” is open in another window of BPTT Lab. What is saved there counts "
                "as a change on disk here, and the other way round."
            )

    def _keep(self) -> None:
        """Autosave before a forced end, which leaves no time for a question."""
        self._is_kept = True  # the previous autosave stays if this one fails
        try:
            self._is_kept = self._autosave.save_now()
        except InputError as error:
            _log.error("unsaved work is not kept: %s", error)

    def _end(self) -> None:
        """End the session after the window closed: unsaved work was autosaved or discarded."""
        self._document.metadata_changed.disconnect(self._register)
        self._on_disk.stop()
        if self._offer is not None:
            self._offer.reject()
        self._autosave.stop()
        if self._is_kept:
            self._session.leave()
        else:
            self._session.end()
