"""Abandoned sessions: unsaved work of windows that crashed."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec
from PySide6.QtCore import QLockFile

from engine.errors import InputError
from engine.experiment.experiment import Experiment
from engine.files.load import load
from gui.recovery.session_lock import lock_session
from gui.recovery.store_layout import (
    OPEN,
    WORK,
    Description,
    lock_of,
    remove_session,
    session_folders,
)


class AbandonedSession:
    """Unsaved work of a crashed session, locked so that no other window offers it too.

    Attributes:
        folder: the session's folder.
        description: name, size, time and file; None when unreadable.
    """

    def __init__(self, folder: Path, lock: QLockFile) -> None:
        self.folder = folder
        self.description = _description(folder)
        self._lock = lock

    def load(self) -> Experiment:
        """Return the experiment.

        Raises:
            InputError: the file is damaged; nothing is removed.
        """
        if self.description is None:
            raise InputError(
                "is damaged", "its folder is kept as it is", file=str(self.folder / WORK)
            )
        return load(self.folder / Path(self.description.data).name)

    def discard(self) -> None:
        """Delete the folder."""
        remove_session(self.folder)
        self._lock.unlock()

    def release(self) -> None:
        """Release the lock, so that the work is offered again later."""
        self._lock.unlock()


def abandoned_sessions(root: Path) -> list[AbandonedSession]:
    """Return the abandoned sessions, the latest first; delete their empty folders."""
    found = []
    for folder in session_folders(root):
        lock = lock_session(lock_of(folder))
        if lock is None:
            continue
        with suppress(OSError):
            (folder / OPEN).unlink(missing_ok=True)  # no window has it open now
        if (folder / WORK).exists():
            found.append(AbandonedSession(folder, lock))
        else:
            remove_session(folder)
            lock.unlock()
    return sorted(found, key=_age)


def _age(lost: AbandonedSession) -> float:
    return -lost.description.when if lost.description else 0.0


def _description(folder: Path) -> Description | None:
    try:
        return msgspec.json.decode((folder / WORK).read_bytes(), type=Description)
    except (OSError, ValueError, RecursionError):  # ValueError: raised by msgspec on damaged JSON
        return None
