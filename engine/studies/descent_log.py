"""The log of a descent: loss and size of step after step, and where in it we stand now."""

from __future__ import annotations

import math
import weakref
from dataclasses import dataclass

from engine.experiment.experiment import Experiment
from engine.studies.descent import Update


@dataclass(frozen=True)
class Entry:
    """One point of a descent.

    Attributes:
        at: the experiment, as long as somebody keeps it.
        loss: its loss.
        log10_relative: log10 ‖ΔW‖/‖W‖ of the step that led here; nan at the start.
        clipped: whether that step was clipped.
    """

    at: weakref.ref[Experiment]
    loss: float
    log10_relative: float = math.nan
    clipped: bool = False


class DescentLog:
    """A descent from its start; undo and redo move within it, any other edit starts it anew."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._present = -1
        self._sent: tuple[weakref.ref[Experiment], Update] | None = None

    @property
    def entries(self) -> list[Entry]:
        """From the start to where we stand."""
        return self._entries[: self._present + 1]

    @property
    def steps(self) -> int:
        """How many steps lie behind."""
        return max(self._present, 0)

    @property
    def waiting(self) -> bool:
        """Whether a step was sent that has not arrived."""
        return self._sent is not None

    def send(self, after: Experiment, step: Update) -> None:
        """Expect this experiment to be next, by this step."""
        self._sent = weakref.ref(after), step

    def give_up(self) -> None:
        """Expect nothing any more."""
        self._sent = None

    def arrive(self, experiment: Experiment, loss: float) -> bool:
        """Take note of what is studied now; return whether the descent goes on from there."""
        sent, self._sent = self._sent, None
        here = weakref.ref(experiment)
        if sent is not None and sent[0]() is experiment:
            step = sent[1]
            self._entries = [*self.entries, Entry(here, loss, step.log10_relative, step.clipped)]
            self._present += 1
            return True
        known = [i for i, entry in enumerate(self._entries) if entry.at() is experiment]
        same = bool(known) and known[-1] == self._present
        if known:
            self._present = known[-1]
        else:
            self._entries, self._present = [Entry(here, loss)], 0
        return same
