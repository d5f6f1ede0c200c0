"""Temporary files that killed saves left: known by their name and their age.

A save that stands still for a day, as on a machine that sleeps, may lose its temporary file to
another save. It then fails and says so, and what was there is untouched.
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
    """Return a name in the same folder that no other file has, and that tells whose it is."""
    return target.with_name(f".bptt-lab-{secrets.token_hex(8)}.tmp")


def clear_stale_temporaries(folder: Path) -> None:
    """Remove the temporary files in a folder that are a day old; failures are passed over."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _NAME.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    if time.time() - entry.stat().st_mtime > _ABANDONED_SECONDS:
                        Path(entry.path).unlink()
