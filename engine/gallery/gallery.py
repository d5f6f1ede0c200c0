"""The gallery entries shipped with the program."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from pathlib import Path

from engine.errors import InputError
from engine.gallery.gallery_entry import Entry
from engine.gallery.manifest import Manifest, read_manifest

MANIFEST = Path(__file__).parents[2] / "resources" / "gallery.toml"


def entries() -> tuple[Entry, ...]:
    """Return all entries, in the order of the manifest."""
    return _manifest().entries


def entry(entry_id: str) -> Entry:
    """Return the entry with that id.

    Raises:
        InputError: no entry has that id; lists the nearest ids.
    """
    by_id = {entry.id: entry for entry in entries()}
    if entry_id not in by_id:
        near = get_close_matches(entry_id, by_id, n=3) or list(by_id)
        found = f"is {entry_id[:40]!r}, which the gallery does not have"
        raise InputError(found, f"choose one of {', '.join(near)}", place="preset")
    return by_id[entry_id]


def opening() -> Entry:
    """Return the entry shown at start-up."""
    return entry(_manifest().opening)


@cache
def _manifest() -> Manifest:
    return read_manifest(MANIFEST)
