"""How long the window keeps its reader waiting: `python -m tests.benchmarks.window`.

It is measured in a real window, on the display there is. A heartbeat, due every 2 ms, tells for how
long the event loop was kept from turning.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from main import has_display  # first, as it says how many threads numpy may have

if not has_display():
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

import numpy as np
from PySide6.QtCore import QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication, QTabWidget

from engine.experiment.experiment import Experiment
from gui.app import application, main_window
from gui.main_window import MainWindow
from gui.settings import Settings
from tests.benchmarks.cases import Case
from tests.benchmarks.timing import least_seconds

_BEAT_MS = 2
_SCRIPTS = {
    "bare": """
import os
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
import numpy
import pyqtgraph
class Painted(QObject):
    def eventFilter(self, _watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, lambda: os._exit(0))
        return False
app = QApplication([])
plot = pyqtgraph.PlotWidget()
painted = Painted()
plot.viewport().installEventFilter(painted)
plot.show()
app.exec()
""",
    "ours": """
import os, runpy, sys
import gui.app
after = gui.app.AfterFirstPicture
gui.app.AfterFirstPicture = lambda window, _then: after(window, lambda: os._exit(0))
sys.argv = ["main.py"]
runpy.run_path("main.py", run_name="__main__")
""",
}
_FRAME_SECONDS = 0.016  # between the edits of a drag
_ROUNDS = 8


class Heartbeat(QObject):
    """Remembers every gap between two turns of the event loop."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=_BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def forget(self) -> None:
        """Start anew."""
        self.gaps.clear()
        self._last = time.perf_counter()

    @property
    def longest(self) -> float:
        """The longest gap since then, in milliseconds."""
        return 1e3 * max(self.gaps, default=0.0)

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append(now - self._last)
        self._last = now


def main() -> None:
    """Print what is measured."""
    app = application(sys.argv[:1])
    _say(f"Platform {app.platformName()}; {_start()}\n")
    for case in (Case(32, 100, 1), Case(64, 200, 1)):
        with _shown(app, case.experiment()) as window:
            _say(f"{case.name}: {_edit_to_painted(app, window)}")
    for case in (Case(256, 400, 1), Case(512, 1_000, 1)):
        with _shown(app, case.experiment()) as window:
            _say(f"{case.name}: {_drag(app, window)}")
            if case.d == 256:
                for line in _frames(app, window):
                    _say(f"{case.name}: {line}")


def _start() -> str:
    """Start a bare script and the program in turn, each up to its first picture."""
    ways = {name: partial(_until_painted, script) for name, script in _SCRIPTS.items()}
    seconds = least_seconds(ways, 7)
    ours, bare = seconds["ours"], seconds["bare"]
    return f"start {ours:.2f} s, {ours / bare:.2f} times a bare script with one empty plot"


def _until_painted(script: str) -> None:
    subprocess.run([sys.executable, "-c", script], check=True, stdin=subprocess.DEVNULL)


def _edit_to_painted(app: QApplication, window: MainWindow) -> str:
    """Edit in several rounds; the quietest of them counts."""
    rounds = [[_painted(app, window, 0.01 * i) for i in range(40)] for _ in range(_ROUNDS)]
    times = min(rounds, key=np.median)
    return f"edit to painted, median {np.median(times):.1f} ms, p90 {np.percentile(times, 90):.1f}"


def _painted(app: QApplication, window: MainWindow, value: float) -> float:
    """Return how many milliseconds an edit takes until nothing is left to be painted."""
    start = time.perf_counter()
    window.document.edit_cells("W", {(0, 0): value})
    app.processEvents()
    return 1e3 * (time.perf_counter() - start)


def _drag(app: QApplication, window: MainWindow) -> str:
    """Change one number sixty times a second for three seconds, then wait for the answer."""
    heart, pictures = Heartbeat(window), []
    start = time.perf_counter()
    for shown in (window.document.studied, window.document.grown):
        shown.connect(lambda _: pictures.append(time.perf_counter() - start))
    for i in range(180):
        window.document.edit_cells("W", {(0, 0): 0.001 * i}, gesture=7)
        _turn(app, start + (i + 1) * _FRAME_SECONDS)
    end = time.perf_counter()
    while window.document.study.experiment is not window.document.experiment:
        app.processEvents()
    waited, first = time.perf_counter() - end, pictures[0]
    heart.stop()
    return (
        f"dragging, longest stall {heart.longest:.0f} ms, first picture after {1e3 * first:.0f} "
        f"ms, {sum(p < 3.0 for p in pictures)} in 3 s, whole {waited:.2f} s after the last edit"
    )


def _frames(app: QApplication, window: MainWindow) -> Iterator[str]:
    for name in window.bench.explain:
        window.findChild(QTabWidget).setCurrentWidget(window.bench.explain[name])
        _turn(app, time.perf_counter() + 1.0)
        times: list[float] = []
        heart = Heartbeat(window)
        ticking = window.playback.moved.connect(partial(_note, times))
        window.playback.apply(lambda head: head.jump(head.loss_position).play().at_speed(2.0))
        _turn(app, time.perf_counter() + 4.0)
        window.playback.apply(lambda head: head.pause())
        window.playback.moved.disconnect(ticking)
        heart.stop()
        gaps = 1e3 * np.diff(times)
        yield (
            f"playing with {name}, {1e3 / gaps.mean():.1f} frames a second, "
            f"p95 {np.percentile(gaps, 95):.1f} ms, p99 {np.percentile(gaps, 99):.1f}, "
            f"longest stall {heart.longest:.0f}"
        )


def _note(times: list[float], _head: object) -> None:
    times.append(time.perf_counter())


def _turn(app: QApplication, until: float) -> None:
    app.processEvents()
    while time.perf_counter() < until:
        time.sleep(0.0005)
        app.processEvents()


@contextmanager
def _shown(app: QApplication, experiment: Experiment) -> Iterator[MainWindow]:
    with tempfile.TemporaryDirectory() as folder:
        store = QSettings(str(Path(folder) / "s.ini"), QSettings.Format.IniFormat)
        window = main_window(app, experiment, None, Settings(store))
        window.show()
        _until(app, lambda: window.document.study is not None)
        _turn(app, time.perf_counter() + 0.5)
        yield window
        window.document.undo_stack.setClean()
        window.close()
        app.processEvents()


def _until(app: QApplication, holds: Callable[[], bool]) -> None:
    while not holds():
        app.processEvents()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
