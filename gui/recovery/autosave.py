"""Autosave: unsaved work is written to the session's folder within two seconds of an edit."""

from __future__ import annotations

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer, Signal

from engine.errors import InputError
from engine.files.fingerprint import KnownFiles
from gui.background import Background, Report
from gui.document.document import Document
from gui.document.undo_commands import DocumentState
from gui.recovery.abandoned_session import AbandonedSession
from gui.recovery.session import Session

_PAUSE_MS = 500  # ms without an edit, so that a drag is not written at every step
_LATEST_MS = 1500  # ms after the first edit not yet written
_AGAIN_MS = 10_000  # ms after a failure, as the disk may have room again


class Autosave(QObject):
    """Autosaves the user's own work in a worker thread; deletes the copy after a save.

    Signals:
        failed: why autosave failed; emitted once until it succeeds again.
    """

    failed = Signal(str)

    def __init__(
        self, document: Document, known: KnownFiles, session: Session, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._known, self._session = document, known, session
        self._latest: DocumentState | None = None
        self._taken_over: list[AbandonedSession] = []
        self._failing = False
        self._deadline = QDeadlineTimer()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._keep)
        self._background = Background(self)
        self._background.done.connect(self._kept)
        self._background.failed.connect(self.save_failed)
        document.metadata_changed.connect(self._note)

    def adopt(self, lost: AbandonedSession) -> None:
        """Adopt recovered work: delete the abandoned session once this session has autosaved."""
        self._taken_over.append(lost)

    def save_failed(self, error: Exception) -> None:
        """Retry later if there is unsaved work; emit `failed` the first time only."""
        if self._latest is not None:
            self._timer.start(_AGAIN_MS)
        if not self._failing:
            self._failing = True
            found = error.found if isinstance(error, InputError) else str(error)
            self.failed.emit(
                f"Your unsaved work is not kept safe from a crash: {self._session.folder.parent} "
                f"{found}. Save it yourself until that is put right."
            )

    def save_now(self) -> bool:
        """Autosave now, before returning; return whether there was unsaved work.

        Raises:
            InputError: the write failed; the previous autosave is kept.
        """
        self._timer.stop()
        self._background.stop()  # in the worker: after a running write
        if self._document.undo_stack.isClean():
            return False
        work = self._document.user_state
        self._session.begin()
        self._session.keep(work.experiment, work.path, self._known.get(work.path))
        self._kept(tuple(self._taken_over))
        return True

    def stop(self) -> None:
        """Stop autosaving; release abandoned work that was not adopted."""
        self._document.metadata_changed.disconnect(self._note)
        self._timer.stop()
        self._background.stop()
        for lost in self._taken_over:
            lost.release()
        self._taken_over.clear()

    def _note(self) -> None:
        """Schedule an autosave of unsaved work, or delete the last one if there is none."""
        if self._document.undo_stack.isClean():
            self._forget()
            return
        own = self._document.user_state
        if self._latest is None or own != self._latest:
            self._latest = own
            if not self._timer.isActive() or self._failing:
                self._deadline.setRemainingTime(_LATEST_MS)
            self._timer.start(min(_PAUSE_MS, self._deadline.remainingTime()))

    def _forget(self) -> None:
        self._timer.stop()
        if self._latest is not None:
            self._latest = None
            session = self._session  # in the worker: after a running write
            self._background.run(lambda _: session.forget())

    def _keep(self) -> None:
        work = self._latest
        if work is None:
            return
        try:
            self._session.begin()
        except InputError as error:
            self.save_failed(error)
            return
        known, session = self._known.get(work.path), self._session
        taken_over = tuple(self._taken_over)

        def keep(_report: Report) -> tuple[AbandonedSession, ...]:
            session.keep(work.experiment, work.path, known)
            return taken_over

        self._background.run(keep)

    def _kept(self, taken_over: tuple[AbandonedSession, ...] | None) -> None:
        self._failing = False
        for lost in taken_over or ():
            lost.discard()
            self._taken_over.remove(lost)
