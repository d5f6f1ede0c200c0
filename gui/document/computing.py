"""Computation of a study: at once when it is short, else in a worker thread.

Views receive the result by the same signal either way.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engine.experiment.experiment import Experiment
from engine.studies.study import estimated_seconds, study
from gui.background import Background

_AT_ONCE_SECONDS = 0.03
_PATIENCE_SECONDS = 0.4  # a drag requests sixty times a second; each request shows a partial result


class Computing(QObject):
    """Computes the study of the latest experiment requested.

    Signals:
        done: the Study of the latest request.
        progressed: the share of a long computation that is done, 0 … 1.
        grown: the Growth of a long computation, now and then.
        failed: a long computation ended with this exception.
    """

    done = Signal(object)
    progressed = Signal(float)
    grown = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self, _PATIENCE_SECONDS)
        self._background.done.connect(self.done)
        self._background.progressed.connect(self.progressed)
        self._background.grown.connect(self.grown)
        self._background.failed.connect(self.failed)

    def request(self, experiment: Experiment, norm: str) -> None:
        """Compute the study of an experiment that was checked to be computable.

        An earlier request may still get its result; the latest one always does.
        """
        if estimated_seconds(experiment) <= _AT_ONCE_SECONDS:
            self._background.cancel()
            self.done.emit(study(experiment, norm))
        else:
            self._background.run(lambda report: study(experiment, norm, report, report.show))

    def stop(self) -> None:
        """Cancel all requests and wait for the worker thread to end."""
        self._background.stop()
