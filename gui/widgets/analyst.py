"""Analyst: requests analyses of a study, at once if known or short, else in a worker thread."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from engine.studies.study import Analysis, Study
from gui.background import FAILURES, Background, Report

_AT_ONCE_SECONDS = 0.015

Analyses = tuple[Analysis[object], ...]


class Analyst(QObject):
    """Requester of analyses; the study stores the results, so that none is computed twice.

    Signals:
        answered: the Study, which now has all results.
        progressed: the share of a long computation that is done, 0 … 1.
        failed: the exception that ended it.
    """

    answered = Signal(object)
    progressed = Signal(float)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._under_way: tuple[Study, Analyses] | None = None
        self._background = Background(self)
        self._background.done.connect(self._done)
        self._background.progressed.connect(self.progressed)
        self._background.failed.connect(self._fail)

    def ask(self, study: Study, analyses: Analyses) -> None:
        """Request these analyses and cancel any earlier request."""
        if self._under_way == (study, analyses):
            return
        self.cancel()
        unknown = [analysis for analysis in analyses if not study.knows(analysis)]
        if sum(each.seconds(study.experiment) for each in unknown) > _AT_ONCE_SECONDS:
            self._under_way = study, analyses
            self._background.run(partial(_answered, study, unknown))
            return
        try:
            for analysis in unknown:
                study.get(analysis)
        except FAILURES as error:
            self.failed.emit(error)
        else:
            self.answered.emit(study)

    def cancel(self) -> None:
        """Cancel the request."""
        self._under_way = None
        self._background.cancel()

    def stop(self) -> None:
        """Cancel the request and wait for the worker thread to end."""
        self._under_way = None
        self._background.stop()

    def _done(self, study: Study) -> None:
        self._under_way = None
        self.answered.emit(study)

    def _fail(self, error: Exception) -> None:
        self._under_way = None
        self.failed.emit(error)


def _answered(study: Study, analyses: list[Analysis[object]], report: Report) -> Study:
    """Compute one analysis after another, each an equal part of the progress."""
    for i, analysis in enumerate(analyses):
        study.get(analysis, partial(_report_part, report, i, len(analyses)))
    return study


def _report_part(report: Report, part: int, parts: int, done: int, total: int) -> None:
    report(part * total + done, parts * total)
