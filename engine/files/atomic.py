"""Atomic writes: a failed write leaves the old file unchanged."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from engine.errors import InputError
from engine.files.fingerprint import Fingerprint, fingerprint_written
from engine.files.stale_temporaries import clear_stale_temporaries, temporary_beside

_FULL = "the disk is full", "make room or choose another place"
_PROTECTED = "its folder is protected from writing", "choose another place or allow writing"
_WORDS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: ("your share of the disk is full", "make room or choose another place"),
    errno.EROFS: ("the disk can only be read", "choose another place"),
    errno.EACCES: _PROTECTED,
    errno.EPERM: _PROTECTED,
    errno.EIO: ("the disk reports a fault", "choose another disk, and look after this one"),
}


class WriteError(InputError):
    """Write failure reported by the system, not caused by the input."""


def write_atomically(path: str | os.PathLike[str], data: bytes) -> Fingerprint:
    """Replace or create the file `path` atomically.

    The data are written to a temporary file in the same folder, synced to disk and renamed. A
    symlink keeps its target; a replaced file keeps its permissions and, where the system allows it,
    its owner. Of a file with several hard links only this name gets the new data, as writing
    through all of them would not be atomic.

    Returns:
        The fingerprint of the new file.

    Raises:
        InputError: `path` cannot be written, a WriteError where the system refuses; the old file
            is untouched.
    """
    require_writable(path)
    target = Path(os.path.realpath(path))
    clear_stale_temporaries(target.parent)
    temporary = temporary_beside(target)
    try:
        try:
            written = _write_through(temporary, target, data)
            os.replace(temporary, target)  # noqa: PTH105 - the call that is atomic
        finally:
            with suppress(OSError):  # the first error is reported
                temporary.unlink(missing_ok=True)
    except OSError as error:
        raise not_written(error, path) from error
    _sync_folder(target.parent)
    return written


def not_written(error: OSError, path: str | os.PathLike[str]) -> WriteError:
    """Return the WriteError for an OSError during a write."""
    unknown = error.strerror or str(error), "choose another place"
    found, remedy = _WORDS.get(error.errno or 0, unknown)
    return WriteError(
        f"cannot be written: {found}",
        f"{remedy}; what was there is untouched",
        file=os.fspath(path),
    )


def require_writable(path: str | os.PathLike[str]) -> None:
    """Raise InputError unless `path` is a regular file or a free name in a writable folder.

    Called before long work, so that a wrong name is reported at once.
    """
    try:
        problem = _obstacle(Path(os.path.realpath(path)))
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        if isinstance(error, OSError) and error.errno in _WORDS:
            raise not_written(error, path) from error
        raise InputError(
            f"is not a file name ({error})", "choose another name", file=os.fspath(path)
        ) from error
    if problem is not None:
        raise InputError(*problem, file=os.fspath(path))


def _obstacle(target: Path) -> tuple[str, str] | None:
    mode = _mode(target)
    if stat.S_ISDIR(mode):
        return "is a folder", "give the name of a file"
    if mode and not stat.S_ISREG(mode):
        return "is a device or a pipe", "give the name of a plain file"
    if mode and not os.access(target, os.W_OK):
        return "is protected from writing", "choose another name or allow writing"
    if not stat.S_ISDIR(_mode(target.parent)):
        return f"is in a folder that does not exist ({target.parent})", "create the folder first"
    return None


def _mode(path: Path) -> int:
    """Return the mode (type and permissions) of `path`; 0 if it does not exist."""
    with suppress(FileNotFoundError, NotADirectoryError):
        return path.stat().st_mode
    return 0


def _write_through(temporary: Path, target: Path, data: bytes) -> Fingerprint:
    """Write a new file with the permissions of `target`, synced; return its fingerprint."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o666)
    try:
        _take_after(descriptor, target)  # before the file holds data that other users may not read
        rest = memoryview(data)
        while rest:
            rest = rest[_written(descriptor, rest) :]
        os.fsync(descriptor)
        return fingerprint_written(os.fstat(descriptor), data)
    finally:
        os.close(descriptor)


def _take_after(descriptor: int, target: Path) -> None:
    """Set the owner and the permissions of an open file to those of the file it will replace."""
    try:
        like = target.stat()
    except FileNotFoundError:
        return
    if hasattr(os, "fchown"):
        own = os.fstat(descriptor)
        if (own.st_uid, own.st_gid) != (like.st_uid, like.st_gid):
            with suppress(PermissionError):  # only root may change a file's owner
                os.fchown(descriptor, like.st_uid, like.st_gid)
        os.fchmod(descriptor, like.st_mode & 0o7777)


def _written(descriptor: int, data: memoryview) -> int:
    count = os.write(descriptor, data)
    if count == 0:
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    return count


def _sync_folder(folder: Path) -> None:
    """Sync the folder, so that the rename survives a power cut, where the system supports it.

    A failure is ignored: the new file is complete and renamed.
    """
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
