"""Computing a study: at once when it is small, in a worker thread when a frame would be missed.

A view cannot tell which way a study came. A new request makes every older one stale; a stale one
stops at its next step and its answer is dropped.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, Qt, Signal

from engine.analysis.study import Study, estimated_seconds, study
from engine.network.experiment import Experiment

_AT_ONCE_SECONDS = 0.03


class _StaleError(Exception):
    """The answer is no longer wanted."""


class Computing(QObject):
    """Turns experiments into studies.

    Signals:
        done: the Study of the latest request.
        progressed: how much of a long computation is done, 0 … 1.
        failed: a long computation ended with this exception.
    """

    done = Signal(object)
    progressed = Signal(float)
    failed = Signal(object)

    _answered = Signal(int, object)
    _advanced = Signal(int, float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._generation = 0
        self._executor: ThreadPoolExecutor | None = None
        self._answered.connect(self._accept, Qt.ConnectionType.QueuedConnection)
        self._advanced.connect(self._report, Qt.ConnectionType.QueuedConnection)

    def request(self, experiment: Experiment, norm: str) -> None:
        """Compute the study of an experiment whose forward pass is known to be finite."""
        self._generation += 1
        if estimated_seconds(experiment) <= _AT_ONCE_SECONDS:
            self.done.emit(study(experiment, norm))
            return
        if self._executor is None:
            self._executor = ThreadPoolExecutor(1, "study")
        self.progressed.emit(0.0)
        self._executor.submit(self._run, self._generation, experiment, norm)

    def stop(self) -> None:
        """Give up what is under way and wait for the worker to end."""
        self._generation += 1
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None

    def _run(self, generation: int, experiment: Experiment, norm: str) -> None:
        def report(done: int, total: int) -> None:
            if generation != self._generation:
                raise _StaleError
            self._advanced.emit(generation, done / total)

        try:
            self._answered.emit(generation, study(experiment, norm, report))
        except _StaleError:
            return
        except (ArithmeticError, MemoryError, ValueError) as error:
            self._answered.emit(generation, error)

    def _accept(self, generation: int, answer: object) -> None:
        if generation != self._generation:
            return
        if isinstance(answer, Study):
            self.done.emit(answer)
        else:
            self.failed.emit(answer)

    def _report(self, generation: int, share: float) -> None:
        if generation == self._generation:
            self.progressed.emit(share)
