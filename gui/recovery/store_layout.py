"""The recovery store on disk: a folder for each session, and in it the session's unsaved work.

    <session>.lock                  held by the window while it runs
    <session>/open.json             the file it has open
    <session>/work.json             what is kept: its file, name, size and time
    <session>/work-<n>.safetensors  the experiment

The experiment is written first, under a name of its own; `work.json` then says which one counts, so
that a kill at any moment leaves the new work or the one before, whole.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import msgspec
from PySide6.QtCore import QStandardPaths

from engine.files.fingerprint import Fingerprint

OPEN, WORK = "open.json", "work.json"
_DATA, _TEMPORARY = "work-*.safetensors", ".bptt-lab-*.tmp"


class OpenFile(msgspec.Struct, frozen=True):
    """The file that a window has open, as the bytes of its absolute path."""

    file: bytes


class Description(msgspec.Struct, frozen=True):
    """What is kept.

    Attributes:
        name: the experiment's name.
        d: how many units it has.
        when: seconds since 1970.
        data: the name of the file with the experiment.
        file: the bytes of the absolute path of the file it belongs to, if it has one.
        known: what that file was when it was last read or saved.
    """

    name: str
    d: int
    when: float
    data: str
    file: bytes | None = None
    known: Fingerprint | None = None

    @property
    def path(self) -> Path | None:
        """The file it belongs to."""
        return None if self.file is None else Path(os.fsdecode(self.file))


def recovery_folder() -> Path:
    """Return where the store lies."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "recovery"


def session_folders(root: Path) -> list[Path]:
    """Return the folders of all sessions, running or dead; none when there is no store."""
    try:
        return [path for path in root.iterdir() if path.is_dir()]
    except OSError:
        return []


def lock_of(folder: Path) -> Path:
    """Return where the lock of a session is; beside its folder, which is made under the lock."""
    return folder.with_name(f"{folder.name}.lock")


def bytes_of(path: Path) -> bytes:
    """Return a path as bytes, which JSON can hold whatever they are."""
    return os.fsencode(path.absolute())


def remove_data(folder: Path, but: str = "") -> None:
    """Remove the experiments that do not count, as far as the system lets us."""
    _remove(folder, _DATA, but)


def remove_work(folder: Path) -> None:
    """Remove what is kept, its description first: data that nothing names are nobody's."""
    with suppress(OSError):
        (folder / WORK).unlink(missing_ok=True)
        remove_data(folder)


def remove_session(folder: Path) -> None:
    """Remove the folder of a session that has ended, with all that this program put there."""
    remove_work(folder)
    _remove(folder, OPEN)
    _remove(folder, _TEMPORARY)
    with suppress(OSError):
        folder.rmdir()


def _remove(folder: Path, pattern: str, but: str = "") -> None:
    with suppress(OSError):
        for path in folder.glob(pattern):
            if path.name != but:
                path.unlink()
