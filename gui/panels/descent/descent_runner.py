"""A descent under way: steps as edits, one after another until stopped, and the log of them."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from engine.errors import InputError
from engine.experiment.experiment import Experiment
from engine.studies.descent import DescentEndError, Rule, descended, update
from engine.studies.descent_log import DescentLog
from engine.studies.study import Study
from gui.widgets.undo_groups import next_undo_group

_ALONE = -1  # the gesture of an edit that is an undo step of its own
_PAUSE_MS = 60


class DescentRunner(QObject):
    """Makes steps on the study shown to it.

    Signals:
        edit_wanted: the change of the experiment, what it is called, its gesture.
        ended: there is no next step, and why.
        running_changed: whether it runs now.
    """

    edit_wanted = Signal(object, str, int)
    ended = Signal(str)
    running_changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.log = DescentLog()
        self.rule = Rule(0.1)
        self._study: Study | None = None
        self._gesture = _ALONE
        self._timer = QTimer(self, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def running(self) -> bool:
        """Whether step follows step."""
        return self._timer.isActive()

    def show_study(self, study: Study) -> None:
        """Go on from this study; a run ends when somebody else has changed the experiment."""
        self._study = study
        if not self.log.arrive(study.experiment, study.trace.loss):
            self.stop()

    def step(self) -> None:
        """Make one step, undone by itself."""
        self._make(_ALONE)

    def run(self) -> None:
        """Make steps until stopped; one undo takes all of them back."""
        self._gesture = next_undo_group()
        self._timer.start()
        self.running_changed.emit(True)
        self._tick()

    def stop(self) -> None:
        """Make no further step."""
        if self._timer.isActive():
            self._timer.stop()
            self.running_changed.emit(False)

    def _tick(self) -> None:
        if not self.log.waiting:  # a long study of the last step may still be under way
            self._make(self._gesture)

    def _make(self, gesture: int) -> None:
        if self._study is None:
            return
        trace = self._study.trace
        step = update(trace, self.rule)
        try:
            after = descended(trace, step)
        except DescentEndError as end:
            self.stop()
            self.ended.emit(str(end))
            return
        self.log.send(after, step)
        name = "descent step" if gesture == _ALONE else "descent"
        self.edit_wanted.emit(self._change(trace.experiment, after), name, gesture)

    def _change(self, before: Experiment, after: Experiment) -> object:
        def change(present: Experiment) -> Experiment:
            if present is before:
                return after
            self.log.give_up()
            self.stop()
            remedy = "wait until it is computed, then step again"
            raise InputError("has changed since this gradient was computed", remedy, place="W")

        return change
