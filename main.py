"""BPTT Lab: opens the window, or answers on the command line, where Qt is not imported."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # typing itself takes time to import, in which Ctrl-C has no answer yet
if TYPE_CHECKING:
    from engine.cli.load_input import Start

INTERRUPTED = 130
NO_DISPLAY = (
    "error: there is no display to open the window on; set DISPLAY, run it under xvfb-run, "
    "or use main.py trace, export or convert, which need none"
)


def end_at_once(*_: object) -> None:
    """End on Ctrl-C where nothing is at stake, as while modules are imported.

    An exception would not do: modules written in C take it for a failure of their own.
    """
    try:
        os.write(2, b"error: interrupted\n")
    finally:
        os._exit(INTERRUPTED)


try:
    import signal
except KeyboardInterrupt:
    end_at_once()


def run() -> int:
    """Do what was typed and return the exit status."""
    # Half of the cores compute, the rest keep the window alive; numpy reads this when imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", str(max(1, (os.cpu_count() or 2) // 2)))
    from engine.cli.commands import main  # noqa: PLC0415 - takes long enough to be interrupted

    return main(sys.argv[1:], open_window)


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
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, end_at_once)  # where a shell has it ignored, it stays so
    try:
        status = run()
    except KeyboardInterrupt:
        end_at_once()
    if status == INTERRUPTED:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # which has been said
    sys.exit(status)
