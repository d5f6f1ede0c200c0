"""Layout of the recovery store on disk: one folder a session, with its unsaved work.

    <session>.lock                  held by the window while it runs
    <session>/open.json             the file it has open
    <session>/work.json             description of the work: its file, name, size and time
    <session>/work-<n>.safetensors  the experiment

The experiment is written first, under a new name; `work.json` then names the valid one, so that
a kill at any moment leaves the new work or the one before, whole.
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
    """Record of a window's open file: the bytes of its absolute path."""

    file: bytes


class Description(msgspec.Struct, frozen=True):
    """Description of autosaved work.

    Attributes:
        name: the experiment's name.
        d: how many units it has.
        when: seconds since 1970.
        data: the name of the file with the experiment.
        file: the bytes of the absolute path of the file it belongs to, if it has one.
        known: the file's fingerprint when it was last read or saved.
    """

    name: str
    d: int
    when: float
    data: str
    file: bytes | None = None
    known: Fingerprint | None = None

    @property
    def path(self) -> Path | None:
        """The path of the file that the work belongs to."""
        return None if self.file is None else Path(os.fsdecode(self.file))


def recovery_folder() -> Path:
    """Return the folder of the store."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "recovery"


def session_folders(root: Path) -> list[Path]:
    """Return the folders of all sessions, running or abandoned; none when there is no store."""
    try:
        return [path for path in root.iterdir() if path.is_dir()]
    except OSError:
        return []


def lock_of(folder: Path) -> Path:
    """Return the lock file of a session, beside its folder, which is created under the lock."""
    return folder.with_name(f"{folder.name}.lock")


def bytes_of(path: Path) -> bytes:
    """Return a path as bytes, which JSON can store for any file name."""
    return os.fsencode(path.absolute())


def remove_data(folder: Path, but: str = "") -> None:
    """Delete the experiment files that `work.json` does not name, as far as the system permits."""
    _remove(folder, _DATA, but)


def remove_work(folder: Path) -> None:
    """Delete the work, its description first, so that no description names missing data."""
    with suppress(OSError):
        (folder / WORK).unlink(missing_ok=True)
        remove_data(folder)


def remove_session(folder: Path) -> None:
    """Delete the folder of an ended session with the files that this program created."""
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
