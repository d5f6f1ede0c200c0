"""Temporary files of saves that were killed: found by their name, known by the lock they lost."""

from __future__ import annotations

import os
import re
import secrets
import sys
import time
from contextlib import suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_NAME = re.compile(r"\.bptt-lab-[0-9a-f]{16}\.tmp")
_SECONDS_TO_LOCK = 60.0  # ample time between the making of a file and its lock


def temporary_beside(target: Path) -> Path:
    """Return a name in the same folder that no other file has, and that tells whose it is."""
    return target.with_name(f".bptt-lab-{secrets.token_hex(8)}.tmp")


def claim(descriptor: int) -> None:
    """Mark an open temporary file as in use for as long as it is open and this process lives."""
    with suppress(OSError):  # a file system without locks; there, nothing is ever cleared
        _lock(descriptor)


def clear_leftovers(folder: Path) -> None:
    """Remove the temporary files in a folder whose writers are dead; failures are passed over."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _NAME.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                _remove_abandoned(Path(entry.path))


def _remove_abandoned(path: Path) -> None:
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDWR)
        try:
            abandoned = time.time() - os.fstat(descriptor).st_mtime > _SECONDS_TO_LOCK
            if abandoned:
                _lock(descriptor)  # raises where a living writer holds it
        finally:
            os.close(descriptor)
        if abandoned:
            path.unlink()


def _lock(descriptor: int) -> None:
    if sys.platform != "win32":  # Windows lets nobody remove a file that is open
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
