"""File fingerprint (size, time, inode, SHA-256) to detect changes by other programs."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path

from engine.files.limits import BINARY_BYTES

_COARSEST_CLOCK_NS = 2_000_000_000  # a file system may count time in steps of two seconds


@dataclass(frozen=True)
class Fingerprint:
    """Fingerprint of a file at one moment.

    Attributes:
        size: in bytes.
        mtime_ns: when it was last written, in nanoseconds since 1970.
        inode: its number in the file system.
        digest: the SHA-256 of its bytes; files are equal if their digests are.
        settled: whether a later write is certain to get another modification time.
    """

    size: int
    mtime_ns: int
    inode: int
    digest: bytes
    settled: bool

    def same_bytes(self, other: Fingerprint | None) -> bool:
        """Return whether both fingerprints have the same digest."""
        return other is not None and self.digest == other.digest


def fingerprint(
    path: str | os.PathLike[str], earlier: Fingerprint | None = None
) -> Fingerprint | None:
    """Return the fingerprint of a file; None if it is missing or not a regular file.

    `earlier` is returned without reading the file if its size, time and inode still match.

    Raises:
        OSError: the file exists and cannot be read.
    """
    try:
        status = Path(path).stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > BINARY_BYTES:
            return None
        if earlier is not None and earlier.settled and _looks_like(status, earlier):
            return earlier
        with Path(path).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").digest()
            return _taken(os.fstat(file.fileno()), digest)
    except (FileNotFoundError, NotADirectoryError):
        return None


def fingerprint_written(status: os.stat_result, data: bytes) -> Fingerprint:
    """Return the fingerprint of a file just written."""
    return _taken(status, hashlib.sha256(data).digest())


def _looks_like(status: os.stat_result, known: Fingerprint) -> bool:
    seen = status.st_size, status.st_mtime_ns, status.st_ino
    return seen == (known.size, known.mtime_ns, known.inode)


def _taken(status: os.stat_result, digest: bytes) -> Fingerprint:
    settled = time.time_ns() - status.st_mtime_ns > _COARSEST_CLOCK_NS
    return Fingerprint(status.st_size, status.st_mtime_ns, status.st_ino, digest, settled)


class KnownFiles:
    """Fingerprints of the files read or saved, by resolved path."""

    def __init__(self) -> None:
        self._known: dict[str, Fingerprint | None] = {}

    def __contains__(self, path: Path) -> bool:
        """Return whether a fingerprint of the file is stored."""
        return os.path.realpath(path) in self._known

    def note(self, path: Path, known: Fingerprint | None) -> None:
        """Store the fingerprint of a file read or saved."""
        self._known[os.path.realpath(path)] = known

    def get(self, path: Path | None) -> Fingerprint | None:
        """Return the stored fingerprint of a file, or None."""
        return None if path is None else self._known.get(os.path.realpath(path))

    def change(self, path: Path) -> Fingerprint | None:
        """Return the new fingerprint of a changed file; None if unchanged or missing.

        Raises:
            OSError: the file exists and cannot be read.
        """
        known = self.get(path)
        if known is None:
            return None
        now = fingerprint(path, known)
        if now is None or now.same_bytes(known):
            self.note(path, now or known)
            return None
        return now
