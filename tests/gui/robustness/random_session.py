"""Session of random events in a window, with checks of its state."""

from __future__ import annotations

import time
import traceback
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from engine.experiment.edits import array_of
from engine.experiment.experiment import Experiment
from gui.main_window import MainWindow
from tests.gui.robustness.dialog_answers import FileDialogs
from tests.gui.robustness.fault_monitor import FaultMonitor
from tests.gui.robustness.random_events import RandomEvents
from tests.gui.robustness.reference_model import contents
from tests.gui.robustness.sample_files import all_files

_LOOK_EVERY = 25
_WAIT_EVERY = 200
_LONGEST_SECONDS = 60.0
_MOST_NUMBERS = 400_000  # t · d² and T · m, above which the machine's time would go into products


class StaysOpen(QObject):
    """Lets a window ask what it asks before it closes, and then keeps it open."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Close:
            return False
        self._window.files.may_leave()
        event.ignore()
        return True


class RandomSession:
    """Sends random events to a window and checks its state.

    `end` and `step` raise AssertionError with the seed and the last actions.
    """

    def __init__(self, window: MainWindow, monitor: FaultMonitor, seed: int, folder: Path) -> None:
        self._window, self._monitor, self._seed = window, monitor, seed
        files = all_files(folder / "files")
        self.events = RandomEvents(window, seed, files)
        FileDialogs(self.events.random, files, folder / "files").install(setattr)
        self._first = window.document.experiment
        self._start = contents(self._first)
        self._guard = StaysOpen(window)

    def step(self) -> None:
        """Do one thing; now and then look at the whole."""
        try:
            self.events.step()
            self._keep_small()
            assert not self._monitor.complaints
            if self.events.count % _LOOK_EVERY == 0:
                self._look()
        except Exception as error:
            raise AssertionError(self._told(error)) from error

    def end(self) -> None:
        """Undo everything and find the start, bit for bit."""
        try:
            self.events.stop()
            self._window.removeEventFilter(self._guard)
            self._undo_all()
            self._look()
            assert not self._monitor.complaints
        except Exception as error:
            raise AssertionError(self._told(error)) from error

    def _told(self, error: Exception) -> str:
        last = "\n  ".join(self.events.last)
        said = "\n".join(self._monitor.complaints)
        trail = "".join(traceback.format_exception(error))
        return f"seed {self._seed}, after\n  {last}\n{said}\n{trail}"

    def _keep_small(self) -> None:
        """Take back what would be right, and take minutes."""
        e = self._window.document.experiment
        if max(e.t * e.network.d**2, e.x.size) > _MOST_NUMBERS:
            self._window.document.undo_group.undo()

    def _look(self) -> None:
        window, document = self._window, self._window.document
        assert isValid(window)
        assert window.isVisible()
        require_sound(document.experiment)
        stack = document.undo_stack
        assert 0 <= stack.index() <= stack.count()
        assert window.isWindowModified() == (not stack.isClean())
        if self.events.count % _WAIT_EVERY == 0:
            self._wait_for_study()
        playhead = window.playback.playhead
        assert 0 <= playhead.position <= playhead.last
        assert 0 <= playhead.fraction < 1
        study = document.study
        assert study is not None
        if study.experiment is document.experiment:
            assert playhead.t == study.trace.t
            behind = [panel.accessibleName() for panel in window.panels if panel.study is not study]
            assert not behind

    def _wait_for_study(self) -> None:
        """Find that a study of what is in place does come, whatever was computed before."""
        document, latest = self._window.document, time.monotonic() + _LONGEST_SECONDS
        while document.study is None or document.study.experiment is not document.experiment:
            assert time.monotonic() < latest
            QApplication.processEvents()

    def _undo_all(self) -> None:
        document = self._window.document
        self._window.teaching.tour.leave()
        document.undo_stack.setIndex(0)
        assert not document.undo_stack.canUndo()
        assert document.experiment is self._first
        assert contents(document.experiment) == self._start
        document.stop()
        QApplication.processEvents()


def require_sound(experiment: Experiment) -> None:
    """Assert that every number is finite and every shape fits."""
    d, m = experiment.network.d, experiment.network.m
    shapes = {"W": (d, d), "U": (d, m), "b": (d,), "x": (experiment.T, m), "s0": (d,), "y": (d,)}
    for name, shape in shapes.items():
        array = array_of(experiment, name)
        assert array.shape == shape
        assert np.isfinite(array).all()
        assert not array.flags.writeable
    assert 1 <= experiment.t <= experiment.T
