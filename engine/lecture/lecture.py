"""The lecture steps shipped with the program: one file each, ordered by file name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from engine.lecture.reader import read_step
from engine.lecture.step import Step

FOLDER = Path(__file__).parents[2] / "resources" / "lecture"


@cache
def steps() -> tuple[Step, ...]:
    """Return the steps of the lecture.

    Raises:
        InputError: a file cannot be used.
    """
    return steps_in(FOLDER)


def steps_in(folder: Path) -> tuple[Step, ...]:
    """Return the steps of a folder; errors as for `read_step`."""
    return tuple(read_step(path) for path in sorted(folder.glob("*.toml")))
