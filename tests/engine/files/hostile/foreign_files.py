"""Unsupported kinds of file, folders, devices and pipes."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.engine.files.hostile.cases import EVERYWHERE, WEIGHTS, Case, cases
from tests.engine.files.hostile.pickles import PICKLE

ENDINGS = (".json", ".safetensors", ".npz", ".npy", ".csv", ".tsv")


def to(target: str) -> Callable[[Path], None]:
    """Return what makes a link to `target`."""
    return lambda path: path.symlink_to(target)


def to_itself(path: Path) -> None:
    path.symlink_to(path)


def listening(path: Path) -> None:
    """Make a socket, by a short name, as a long one does not fit."""
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(before)


def hollow(size: int) -> Callable[[Path], None]:
    """Return what makes a file of zeros that takes no room."""

    def make(path: Path) -> None:
        path.touch()
        os.truncate(path, size)

    return make


def nothing(_path: Path) -> None:
    """Leave the name without a file."""


_DEVICE = "is a device or a pipe; copy its data into a plain file first"
_NO_ARCHIVE = "is not a .npz archive, or was not saved whole; save the arrays with numpy.savez"

_NO_FILE: dict[str, tuple[Callable[[Path], object], str]] = {
    "folder": (Path.mkdir, "is a folder; "),
    "missing": (nothing, "does not exist; check the name and the folder"),
    "pipe": (os.mkfifo, _DEVICE),
    "socket": (listening, _DEVICE),
    "endless": (to("/dev/zero"), _DEVICE),
    "dangling": (to("nowhere"), "does not exist; check the name and the folder"),
    "loop": (
        to_itself,
        "cannot be read (Too many levels of symbolic links); check the name and the",
    ),
    "n" * 300: (nothing, "cannot be read (File name too long); check the name and the disk"),
    "over a gigabyte": (hollow((1 << 30) + 1), "takes 1025 MB; give a file of at most "),
}

_PICKLED = "is a pickle, which could run code when opened; convert it once: python"

_FOREIGN = {
    "model.pt": (PICKLE, _PICKLED),
    "MODEL.PT": (PICKLE, _PICKLED),
    "$(touch sprung) `id`'.pt": (PICKLE, _PICKLED),
    "model.keras": (b"PK\x03\x04", "is a model of Keras; convert it once: python"),
}

_UNKNOWN = {
    "model.joblib": (PICKLE, "is no kind of file this program opens (.joblib); give a"),
    "model": (PICKLE, "is no kind of file this program opens (no ending); give a"),
    ".json": (b'{"W": [[1]]}', "is no kind of file this program opens (no ending); give a"),
    "model.json ": (b'{"W": [[1]]}', "is no kind of file this program opens (.json ); give a"),
}

_NAMED = {
    "two\nlines.npz": (PICKLE, _NO_ARCHIVE),
    "\x1b[2Jerasing.npz": (PICKLE, _NO_ARCHIVE),
    "\udcff.npz": (PICKLE, _NO_ARCHIVE),
}


def _no_files() -> Iterator[Case]:
    for ending in ENDINGS:
        named = {kind + ending: case for kind, case in _NO_FILE.items()}
        yield from cases(EVERYWHERE if ending != ".json" else ("load",), named)


CASES = [*_no_files(), *cases(EVERYWHERE, _FOREIGN | _NAMED), *cases(WEIGHTS, _UNKNOWN)]
