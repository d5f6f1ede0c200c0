"""One worker thread for one kind of work: the latest request counts, older ones are dropped."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, Qt, Signal

Report = Callable[[int, int], None]
Work = Callable[[Report], object]


class _StaleError(Exception):
    """The answer is no longer wanted."""


class Background(QObject):
    """Does work outside the GUI thread; it must not touch Qt.

    A new request, or `cancel`, makes older ones stale: one that is under way ends when it next
    reports, its answer is dropped, and nothing is said of it.

    Signals:
        done: the answer of the latest request.
        progressed: how much of it is done, 0 … 1.
        failed: the exception that ended it.
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

    def run(self, work: Work) -> None:
        """Do `work(report)`, which calls report(done, total) between its steps."""
        self.cancel()
        if self._executor is None:
            self._executor = ThreadPoolExecutor(1, "background")
        self.progressed.emit(0.0)
        self._executor.submit(self._run, self._generation, work)

    def cancel(self) -> None:
        """Want no answer any more."""
        self._generation += 1

    def stop(self) -> None:
        """Give up what is under way and wait for the worker to end."""
        self.cancel()
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None

    def _run(self, generation: int, work: Work) -> None:
        def report(done: int, total: int) -> None:
            if generation != self._generation:
                raise _StaleError
            self._advanced.emit(generation, done / max(total, 1))

        try:
            report(0, 1)
            self._answered.emit(generation, work(report))
        except _StaleError:
            return
        except (ArithmeticError, MemoryError, ValueError) as error:
            self._answered.emit(generation, error)

    def _accept(self, generation: int, answer: object) -> None:
        if generation == self._generation:
            said = self.failed if isinstance(answer, Exception) else self.done
            said.emit(answer)

    def _report(self, generation: int, share: float) -> None:
        if generation == self._generation:
            self.progressed.emit(share)
