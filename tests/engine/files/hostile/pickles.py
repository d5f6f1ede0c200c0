"""A pickle that creates a file when unpickled."""

from __future__ import annotations

import pickle
import tempfile
from pathlib import Path

MARK = Path(tempfile.gettempdir()) / "bptt-lab-a-pickle-was-opened"


class _Trap:
    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.mkdir, (MARK,)


PICKLE = pickle.dumps({"W": _Trap()})
