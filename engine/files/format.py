"""Name and version of the file format, shared by presets and network files."""

from __future__ import annotations

from engine.errors import InputError

FORMAT = "bptt-lab"
VERSION = 1


def require_known(name: str, version: int) -> None:
    """Raise InputError for another format or a newer version."""
    if name != FORMAT:
        raise InputError(f"is {name[:40]!r}", f'write "{FORMAT}"', place="format")
    if version > VERSION:
        found = f"is {version}, newer than this program's {VERSION}"
        raise InputError(found, "open it with a newer BPTT Lab", place="version")
    if version < 1:
        raise InputError(f"is {version}", f"write {VERSION}", place="version")
