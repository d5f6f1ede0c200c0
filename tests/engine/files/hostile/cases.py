"""Hostile cases: content of a file, the readers that must reject it, and their message."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.files.load import load
from engine.files.sequence import read_sequence, survey_sequence
from engine.files.weights.survey import survey

READERS: dict[str, Callable[[Path], object]] = {
    "load": load,
    "survey": survey,
    "survey_sequence": survey_sequence,
    "read_sequence": read_sequence,
}

OPENED = ("load",)
WEIGHTS = ("load", "survey")
READ = ("load", "read_sequence")
FED = ("read_sequence",)
SEQUENCES = ("survey_sequence", "read_sequence")
EVERYWHERE = tuple(READERS)

Content = bytes | Callable[[Path], object]


@dataclass(frozen=True)
class Case:
    """One file.

    Attributes:
        name: what it is called, whose ending says what it claims to be.
        content: its bytes, or what makes it at a path.
        says: how the answer goes on after the file's name: place, finding and remedy.
        readers: the readers that answer so; the others read it, or answer otherwise.
    """

    name: str
    content: Content
    says: str
    readers: tuple[str, ...]

    def make(self, folder: Path) -> Path:
        """Make the file, and return where it is."""
        path = folder / self.name
        if isinstance(self.content, bytes):
            path.write_bytes(self.content)
        else:
            self.content(path)
        return path


def cases(readers: tuple[str, ...], table: Mapping[str, tuple[Content, str]]) -> Iterator[Case]:
    """Yield the cases of a table, from names to contents and messages, for the same readers."""
    for name, (content, says) in table.items():
        yield Case(name, content, says, readers)
