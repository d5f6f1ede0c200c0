"""AbandonedSession work: what sessions that died had kept."""

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
    """Unsaved work of a session that died, held so that no other window offers it too.

    Attributes:
        folder: where it lies.
        description: what it is; None when that cannot be read.
    """

    def __init__(self, folder: Path, lock: QLockFile) -> None:
        self.folder = folder
        self.description = _description(folder)
        self._lock = lock

    def load(self) -> Experiment:
        """Return the experiment.

        Raises:
            InputError: it is damaged; nothing is removed.
        """
        if self.description is None:
            raise InputError(
                "is damaged", "its folder is kept as it is", file=str(self.folder / WORK)
            )
        return load(self.folder / Path(self.description.data).name)

    def discard(self) -> None:
        """Remove it for good."""
        remove_session(self.folder)
        self._lock.unlock()

    def release(self) -> None:
        """Leave it for another time, or another window."""
        self._lock.unlock()


def abandoned_sessions(root: Path) -> list[AbandonedSession]:
    """Return what dead sessions had kept, the latest first; what they left empty is removed."""
    found = []
    for folder in session_folders(root):
        lock = lock_session(lock_of(folder))
        if lock is None:
            continue
        with suppress(OSError):
            (folder / OPEN).unlink(missing_ok=True)  # it is open in no window now
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
    except (OSError, ValueError, RecursionError):  # ValueError: msgspec's, of whatever damage
        return None
