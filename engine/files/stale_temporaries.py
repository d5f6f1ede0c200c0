"""Stale temporary files of killed saves, recognised by name and age.

A save suspended for a day, as on a sleeping machine, may lose its temporary file to another save.
That save then fails with a message, and the old file is unchanged.
"""

from __future__ import annotations

import os
import re
import secrets
import time
from contextlib import suppress
from pathlib import Path

_NAME = re.compile(r"\.bptt-lab-[0-9a-f]{16}\.tmp")
_ABANDONED_SECONDS = 24 * 3600.0


def temporary_beside(target: Path) -> Path:
    """Return an unused name in the same folder, with a prefix derived from the file's name."""
    return target.with_name(f".bptt-lab-{secrets.token_hex(8)}.tmp")


def clear_stale_temporaries(folder: Path) -> None:
    """Delete the temporary files in a folder that are a day old; ignore failures."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _NAME.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    if time.time() - entry.stat().st_mtime > _ABANDONED_SECONDS:
                        Path(entry.path).unlink()
