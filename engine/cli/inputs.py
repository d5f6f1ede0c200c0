"""The files that were typed: patterns are expanded, and what is no file is answered in words."""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence
from pathlib import Path

from engine.errors import InputError
from engine.files.archive import WEIGHT_ENDINGS
from engine.files.preset import PRESET_ENDING

GALLERY = "gallery:"

_STREAMS = ("-", "/dev/stdin", "/dev/fd/")
_ENDINGS = (*WEIGHT_ENDINGS, PRESET_ENDING)


def expanded(names: Sequence[str]) -> list[str]:
    """Return the names with the files that match in place of each pattern, such as runs/*.npz.

    Most shells do this themselves; those of Windows leave it to the program.

    Raises:
        InputError: no file matches a pattern.
    """
    return [each for name in names for each in _matches(name)]


def require_file(name: str) -> None:
    """Raise InputError where the name is that of a folder, or of a stream, rather than of a file.

    What else there is to say of a file is said when it is opened.
    """
    if Path(name).is_dir():
        pattern = os.path.join(name, f"*{_usual_ending(Path(name))}")  # noqa: PTH118 - keeps ./
        raise InputError("is a folder", f"name the files in it, as in {pattern}", file=name)
    if name.startswith(_STREAMS) and not Path(name).is_file():
        found = "is a stream, where no ending of a name tells the format"
        raise InputError(found, "save its data in a file and give that", file=name)


def _matches(name: str) -> list[str]:
    if name.startswith(GALLERY) or not glob.has_magic(name) or os.path.lexists(name):
        return [name]
    found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - keeps the name as typed
    if not found:
        raise InputError("matches no file", "check the pattern and the folder", file=name)
    return found


def _usual_ending(folder: Path) -> str:
    """Return the ending that most of the folder's files of weights have."""
    try:
        endings = [path.suffix.lower() for path in folder.iterdir()]
    except OSError:
        endings = []
    return max(_ENDINGS, key=endings.count)
