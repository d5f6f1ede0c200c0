"""Session: a running window's folder in the recovery store."""

from __future__ import annotations

import errno
import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

import msgspec
from PySide6.QtCore import QLockFile

from engine.experiment.experiment import Experiment
from engine.files.atomic import not_written, write_atomically
from engine.files.fingerprint import Fingerprint
from engine.files.network_file import network_bytes
from gui.recovery.session_lock import lock_session
from gui.recovery.store_layout import (
    OPEN,
    WORK,
    Description,
    OpenFile,
    bytes_of,
    lock_of,
    remove_data,
    remove_session,
    remove_work,
    session_folders,
)


class Session:
    """Session of one window: stores its unsaved work and the name of its open file.

    Attributes:
        folder: the session's folder.
    """

    def __init__(self, root: Path) -> None:
        self.folder = root / secrets.token_hex(8)
        self._lock: QLockFile | None = None
        self._count = 0
        self._data = ""

    def begin(self) -> None:
        """Create the session's lock and folder, once.

        Raises:
            InputError: the store cannot be written.
        """
        if self._lock is not None:
            return
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            lock = _held(self.folder)  # lock first: a folder without a lock is an abandoned session
            self.folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise not_written(error, self.folder.parent) from error
        self._lock = lock

    def keep(
        self, experiment: Experiment, path: Path | None, known: Fingerprint | None = None
    ) -> None:
        """Write unsaved work in place of the last autosave; does not touch Qt.

        Raises:
            InputError: the write failed; the previous autosave is kept.
        """
        self._count += 1
        data = f"work-{self._count}.safetensors"
        try:
            write_atomically(self.folder / data, network_bytes(experiment))
            d, file = experiment.network.d, None if path is None else bytes_of(path)
            kept = Description(experiment.name, d, time.time(), data, file, known)
            write_atomically(self.folder / WORK, msgspec.json.encode(kept))
            self._data = data
        finally:
            remove_data(self.folder, but=self._data)

    def forget(self) -> None:
        """Delete the autosaved work."""
        self._data = ""
        remove_work(self.folder)

    def set_open_file(self, path: Path | None) -> None:
        """Record which file this window has open.

        Raises:
            InputError: the record cannot be written.
        """
        if path is None:
            with suppress(OSError):
                (self.folder / OPEN).unlink(missing_ok=True)
        else:
            write_atomically(self.folder / OPEN, msgspec.json.encode(OpenFile(bytes_of(path))))

    def is_open_elsewhere(self, path: Path) -> bool:
        """Return whether another running window has the file open."""
        return any(
            folder != self.folder and _has_open(folder, path) and not _is_dead(folder)
            for folder in session_folders(self.folder.parent)
        )

    def leave(self) -> None:
        """Release the lock and keep the folder, to be recovered at the next start."""
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def end(self) -> None:
        """Delete the folder and release the lock."""
        if self._lock is not None:
            remove_session(self.folder)
        self.leave()


def _held(folder: Path) -> QLockFile:
    path = lock_of(folder)
    lock = lock_session(path)
    if lock is None:  # the name is unique, so the system refused the lock; the write says why
        try:
            path.write_bytes(b"?")
        finally:
            path.unlink(missing_ok=True)
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return lock


def _is_dead(folder: Path) -> bool:
    lock = lock_session(lock_of(folder))
    if lock is not None:
        lock.unlock()
    return lock is not None


def _has_open(folder: Path, path: Path) -> bool:
    try:
        opened = msgspec.json.decode((folder / OPEN).read_bytes(), type=OpenFile)
        return path.samefile(os.fsdecode(opened.file))
    except (OSError, ValueError):  # ValueError: raised by msgspec, or for a zero byte in a name
        return False
