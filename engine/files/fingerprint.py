"""What a file is known by, so that a change made behind our back is noticed."""

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
    """What a file was at one moment.

    Attributes:
        size: in bytes.
        mtime_ns: when it was last written, in nanoseconds since 1970.
        inode: its number in the file system.
        digest: the SHA-256 of its bytes, which alone decides whether two files are equal.
        settled: whether the last writing lay so far back that a later one has another time.
    """

    size: int
    mtime_ns: int
    inode: int
    digest: bytes
    settled: bool

    def same_bytes(self, other: Fingerprint | None) -> bool:
        """Tell whether both were taken of the same bytes."""
        return other is not None and self.digest == other.digest


def fingerprint(
    path: str | os.PathLike[str], earlier: Fingerprint | None = None
) -> Fingerprint | None:
    """Return what the file is known by; None when there is none that this program would read.

    `earlier` is returned as it is, and nothing is read, when size, time and inode are still its.

    Raises:
        OSError: the file is there and cannot be read.
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
    """Return what a file that was just written is known by."""
    return _taken(status, hashlib.sha256(data).digest())


def _looks_like(status: os.stat_result, known: Fingerprint) -> bool:
    seen = status.st_size, status.st_mtime_ns, status.st_ino
    return seen == (known.size, known.mtime_ns, known.inode)


def _taken(status: os.stat_result, digest: bytes) -> Fingerprint:
    settled = time.time_ns() - status.st_mtime_ns > _COARSEST_CLOCK_NS
    return Fingerprint(status.st_size, status.st_mtime_ns, status.st_ino, digest, settled)


class KnownFiles:
    """The fingerprints of the files that were read or saved, whatever name they go by."""

    def __init__(self) -> None:
        self._known: dict[str, Fingerprint | None] = {}

    def __contains__(self, path: Path) -> bool:
        """Tell whether the file has been noted."""
        return os.path.realpath(path) in self._known

    def note(self, path: Path, known: Fingerprint | None) -> None:
        """Remember what the file was when it was read or saved."""
        self._known[os.path.realpath(path)] = known

    def get(self, path: Path | None) -> Fingerprint | None:
        """Return what the file was when it was read or saved, if that is known."""
        return None if path is None else self._known.get(os.path.realpath(path))

    def change(self, path: Path) -> Fingerprint | None:
        """Return what the file is now if that is something else; a missing file is no change.

        Raises:
            OSError: the file is there and cannot be read.
        """
        known = self.get(path)
        if known is None:
            return None
        now = fingerprint(path, known)
        if now is None or now.same_bytes(known):
            self.note(path, now or known)
            return None
        return now
