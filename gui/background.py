"""A background worker thread: the latest request wins, older ones are cancelled."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance

FAILURES = (ArithmeticError, MemoryError, ValueError)  # what work may end with
_BETWEEN_PARTS = 0.05  # seconds, so that showing them leaves time for everything else


class _StaleError(Exception):
    """The request was cancelled or replaced."""


class Report:
    """Progress callback of a task: reports progress and raises when the task was cancelled."""

    def __init__(
        self, go_on: Callable[[], bool], advanced: SignalInstance, grown: SignalInstance
    ) -> None:
        self._go_on, self._advanced, self._grown = go_on, advanced, grown
        self._last_part = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Report progress; raises to end the task if it was cancelled."""
        if not self._go_on():
            raise _StaleError
        self._advanced.emit(self, done / max(total, 1))

    def show(self, part: object) -> None:
        """Report a partial result; shown at most every few hundredths of a second."""
        now = time.monotonic()
        if now - self._last_part >= _BETWEEN_PARTS:
            self._last_part = now
            self._grown.emit(self, part)


Work = Callable[[Report], object]


class Background(QObject):
    """Runs tasks outside the GUI thread; a task must not touch Qt.

    A new request, or `cancel`, cancels older ones: a running task ends when it next reports, and
    its result is dropped without a signal. With `patience` (seconds) a new request waits that long
    for the running task, whose result counts: requests that come faster than results would
    otherwise never get any. Of the waiting requests only the latest is kept.

    Signals:
        done: the result of the latest request.
        progressed: the share that is done, 0 … 1.
        grown: a partial result.
        failed: the exception that ended the task.
    """

    done = Signal(object)
    progressed = Signal(float)
    grown = Signal(object)
    failed = Signal(object)

    _answered = Signal(object, object)
    _advanced = Signal(object, float)
    _showed = Signal(object, object)

    def __init__(self, parent: QObject | None = None, patience: float = 0.0) -> None:
        super().__init__(parent)
        self._patience = patience
        self._current: Report | None = None
        self._next: Work | None = None
        self._started = 0.0
        self._executor: ThreadPoolExecutor | None = None
        queued = Qt.ConnectionType.QueuedConnection
        self._answered.connect(self._accept, queued)
        self._advanced.connect(self._advance, queued)
        self._showed.connect(self._grow, queued)

    @property
    def busy(self) -> bool:
        """Whether a result is still to come."""
        return self._current is not None

    def run(self, work: Work) -> None:
        """Run `work(report)`, which calls report(done, total) between its steps."""
        if self._current is not None and self._patience:
            self._next = work
            return
        self.cancel()
        if self._executor is None:
            self._executor = ThreadPoolExecutor(1, "background")
        self._started = time.monotonic()
        report = self._current = Report(
            lambda: self._current is report and not self._is_due(), self._advanced, self._showed
        )
        self.progressed.emit(0.0)
        future = self._executor.submit(self._run, report, work)
        future.add_done_callback(partial(self._forward_exception, report))

    def cancel(self) -> None:
        """Cancel running and waiting requests."""
        self._current = self._next = None

    def stop(self) -> None:
        """Cancel all requests and wait for the worker thread to end."""
        self.cancel()
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None

    def _is_due(self) -> bool:
        """Whether another request waits and the running task has used up its `patience`."""
        return self._next is not None and time.monotonic() - self._started > self._patience

    def _run(self, report: Report, work: Work) -> None:
        answer: object
        try:
            report(0, 1)
            answer = work(report)
        except _StaleError as stale:
            answer = stale
        except FAILURES as error:
            answer = error
        self._answered.emit(report, answer)

    def _forward_exception(self, report: Report, future: Future[None]) -> None:
        """Forward an unexpected exception to `threading.excepthook`, which logs and shows it."""
        error = None if future.cancelled() else future.exception()
        if error is not None:
            self._answered.emit(report, _StaleError())
            threading.excepthook(
                threading.ExceptHookArgs(
                    (type(error), error, error.__traceback__, threading.current_thread())
                )
            )

    def _accept(self, report: Report, answer: object) -> None:
        if report is not self._current:
            return
        following = self._next
        self.cancel()
        if not isinstance(answer, _StaleError):
            said = self.failed if isinstance(answer, Exception) else self.done
            said.emit(answer)
        if following is not None and self._current is None:
            self.run(following)

    def _advance(self, report: Report, share: float) -> None:
        if report is self._current:
            self.progressed.emit(share)

    def _grow(self, report: Report, part: object) -> None:
        if report is self._current:
            self.grown.emit(part)
