"""Count the calls that one edit of a cell, and one step of the playback, cause in this program.

    python -m tools.call_counts

counts the Python calls in engine/ and gui/, and the files in which they happen, until the window is
quiet again (`gallery:opening`, d = 4, T = 24). Fewer calls in fewer files are easier to follow.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest

from engine.gallery import entry
from gui.app import application, main_window
from gui.main_window import MainWindow
from gui.settings import Settings

_ROOT = Path(__file__).parents[1]
_QUIET_MS = 500


def calls_of(action: Callable[[], None]) -> Counter[str]:
    """Return how many calls each file of the program got until the window was quiet."""
    counts: Counter[str] = Counter()
    ours = tuple(f"{_ROOT / name}{os.sep}" for name in ("engine", "gui"))

    def count(frame: FrameType, event: str, _argument: object) -> None:
        name = frame.f_code.co_filename
        if event == "call" and name.startswith(ours):
            counts[name] += 1

    sys.setprofile(count)
    try:
        action()
        QTest.qWait(_QUIET_MS)
    finally:
        sys.setprofile(None)
    return counts


def main() -> None:
    """Print both counts."""
    with TemporaryDirectory() as folder:
        settings = Settings(QSettings(str(Path(folder) / "s.ini"), QSettings.Format.IniFormat))
        app = application(["bptt-lab"])
        window = main_window(app, entry("opening").load(), None, settings)
        window.show()
        QTest.qWait(3000)  # formulas are typeset while nothing else happens
        _report("one cell edit", calls_of(lambda: _edit(window, 0.5)))
        _report("one playhead step", calls_of(lambda: window.press("back")))
        window.document.undo_stack.setClean()
        window.close()


def _edit(window: MainWindow, value: float) -> None:
    model = window.matrix.table.model()
    model.setData(model.index(0, 0), str(value))


def _report(name: str, counts: Counter[str]) -> None:
    print(f"{name}: {sum(counts.values()):,} calls in {len(counts)} files")


if __name__ == "__main__":
    main()
