"""File arguments: pattern expansion, and messages about names that are no files."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Sequence
from pathlib import Path

from engine.errors import InputError
from engine.files.archive import WEIGHT_ENDINGS
from engine.files.preset import PRESET_ENDING
from engine.files.source import NO_PLAIN_FILE

GALLERY = "gallery:"
STANDARD_STREAM = "-"

_ENDINGS = (*WEIGHT_ENDINGS, PRESET_ENDING)


def expanded(names: Sequence[str]) -> list[str]:
    """Return the names with each pattern, such as runs/*.npz, replaced by its files.

    Most shells do this themselves; those of Windows do not.

    Raises:
        InputError: no file matches a pattern.
    """
    return [each for name in names for each in _matches(name)]


def require_file(name: str) -> None:
    """Raise InputError if the name is missing, a folder or a stream.

    Other faults of a file are reported when it is opened.
    """
    if name == STANDARD_STREAM:
        raise InputError("is a stream", "save its data in a file and give that", file=name)
    try:
        mode = Path(name).stat().st_mode
    except FileNotFoundError:
        raise InputError("does not exist", "check the name and the folder", file=name) from None
    except (OSError, ValueError):
        return
    if stat.S_ISDIR(mode):
        pattern = os.path.join(name, f"*{_usual_ending(Path(name))}")  # noqa: PTH118 - keeps ./
        raise InputError("is a folder", f"name the files in it, as in {pattern}", file=name)
    if not stat.S_ISREG(mode):
        raise InputError(*NO_PLAIN_FILE, file=name)


def _matches(name: str) -> list[str]:
    if name.startswith(GALLERY) or not glob.has_magic(name) or os.path.lexists(name):
        return [name]
    found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - keeps the name as typed
    if not found:
        raise InputError("matches no file", "check the pattern and the folder", file=name)
    return found


def _usual_ending(folder: Path) -> str:
    """Return the most frequent ending of the weight files in a folder."""
    try:
        endings = [path.suffix.lower() for path in folder.iterdir()]
    except OSError:
        endings = []
    return max(_ENDINGS, key=endings.count)
