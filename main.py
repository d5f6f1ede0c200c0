"""BPTT Lab: opens the window, or answers on the command line, where Qt is not imported."""

from __future__ import annotations

import os
import sys

# Half of the cores compute, the rest keep the window alive; numpy reads this when it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", str(max(1, (os.cpu_count() or 2) // 2)))

from engine.cli.commands import main
from engine.cli.subject import Start

NO_DISPLAY = (
    "error: there is no display to open the window on; set DISPLAY, run it under xvfb-run, "
    "or use main.py trace, export or convert, which need none"
)


def open_window(start: Start) -> int:
    """Open the window and return the exit status."""
    if not has_display():
        print(NO_DISPLAY, file=sys.stderr)
        return 1
    from gui.app import run  # noqa: PLC0415 - Qt, for the window only

    return run(sys.argv, start)


def has_display() -> bool:
    """Tell whether Qt would find a display; without one it would abort."""
    if not sys.platform.startswith("linux"):
        return True
    return any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], open_window))
