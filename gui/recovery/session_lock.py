"""Session lock: tells sessions of running windows from abandoned ones."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile

_SECONDS_TO_FILL = 60.0  # seconds, ample time between the creation of a lock file and its content


def lock_session(path: Path) -> QLockFile | None:
    """Return the lock, held until unlocked or this process ends; None if another process has it.

    A lock never goes stale by its age, only by the end of the process named in it.
    """
    _remove_unfilled(path)
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)
    return lock if lock.tryLock(0) else None


def _remove_unfilled(path: Path) -> None:
    """Delete an empty lock file, left by a power cut: naming no process, it never goes stale."""
    with suppress(OSError):
        status = path.stat()
        if status.st_size == 0 and time.time() - status.st_mtime > _SECONDS_TO_FILL:
            path.unlink()
