"""Gallery manifest: the list of examples as a TOML file, so that a new example needs no code.

opening = "rotation"                 # the entry that the window opens on

[[group]]
name = "Normal matrices"

[[group.entry]]
id = "rotation"
name = "Rotation"
teaches = "What to look at, and why."
path = "presets/rotation.json"       # relative to the manifest
sequence = "examples/series.csv"     # only for weights that bring no inputs

[group.entry.question]               # only where there is something to predict; see `question`
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import msgspec

from engine.errors import InputError
from engine.gallery.gallery_entry import Entry
from engine.gallery.question import QuestionTable, question

_KEBAB = re.compile(r"[a-z0-9.]+(-[a-z0-9.]+)*")


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    name: str
    teaches: str
    path: str
    sequence: str | None = None
    question: QuestionTable | None = None


class _Group(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    entry: list[_Entry]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    opening: str
    group: list[_Group]


@dataclass(frozen=True)
class Manifest:
    """All entries in order, and the id of the one shown at start-up."""

    entries: tuple[Entry, ...]
    opening: str


def read_manifest(path: Path) -> Manifest:
    """Return the content of a manifest.

    Raises:
        InputError: it is missing, not TOML, lacks a key or has an unknown one, repeats an id,
            names an unknown opening entry, or has an invalid question.
    """
    try:
        file = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
    except OSError as error:
        found = f"cannot be read ({error.strerror})"
        raise InputError(found, "install the program anew", file=str(path)) from error
    except ValueError as error:  # raised by tomllib, msgspec and the UTF-8 decoder
        raise InputError(f"is not a manifest ({error})", "correct it", file=str(path)) from error
    entries = tuple(_entry(path, group, entry) for group in file.group for entry in group.entry)
    _require_sound(entries, file.opening, path)
    return Manifest(entries, file.opening)


def _entry(manifest: Path, group: _Group, entry: _Entry) -> Entry:
    folder = manifest.parent
    sequence = None if entry.sequence is None else folder / entry.sequence
    try:
        asked = None if entry.question is None else question(entry.question)
    except InputError as error:
        raise error.within(f"{manifest}, {entry.id}") from error
    path = folder / entry.path
    return Entry(entry.id, entry.name, group.name, entry.teaches, path, sequence, asked)


def _require_sound(entries: tuple[Entry, ...], opening: str, path: Path) -> None:
    seen: set[str] = set()
    for entry in entries:
        if not _KEBAB.fullmatch(entry.id):
            remedy = "use small letters and digits with hyphens between"
            raise InputError(f"is {entry.id!r}", remedy, place="id", file=str(path))
        if entry.id in seen:
            found = f"is {entry.id!r} a second time"
            raise InputError(found, "choose another", place="id", file=str(path))
        seen.add(entry.id)
    if opening not in seen:
        found = f"is {opening!r}, which is no entry"
        raise InputError(found, "give the id of one", place="opening", file=str(path))
