"""Script: read one file with one reader, print seconds, megabytes and the error."""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from engine import InputError
from tests.engine.files.hostile.cases import READERS
from tests.engine.files.hostile.memory import peak_megabytes

ROOM = 2 << 30  # bytes, far more than is asked for; nobody else is to be hurt


def measure(reader: str, path: Path) -> str:
    """Return what it took, and how the reader answered; nothing where the file was read."""
    before, start = peak_megabytes(), time.process_time()
    try:
        READERS[reader](path)
        answer = ""
    except InputError as error:
        answer = str(error).removeprefix(f"{path}: ")
    seconds, megabytes = time.process_time() - start, peak_megabytes() - before
    return f"{seconds:.2f}\t{megabytes:.0f}\t{answer}"


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    sys.stdout.write(measure(sys.argv[1], Path(sys.argv[2])) + "\n")
