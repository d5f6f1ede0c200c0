"""What the undo stack should hold, kept by hand beside it as plain lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from engine.experiment.edits import ARRAYS, array_of
from engine.experiment.experiment import Experiment
from gui.document.undo_commands import NO_GESTURE


def contents(experiment: Experiment) -> tuple[object, ...]:
    """Return all that an experiment is made of, numbers by their bytes."""
    arrays = tuple(array_of(experiment, name).tobytes() for name in ARRAYS)
    shapes = tuple(array_of(experiment, name).shape for name in ARRAYS)
    read = experiment.readout
    readout = None if read is None else (read.V.tobytes(), read.c.tobytes(), read.label)
    sigma, summed = experiment.network.activation.name, experiment.summed
    names = experiment.name, experiment.description
    return (*arrays, shapes, readout, sigma, experiment.t, summed, *names)


@dataclass
class Entry:
    """One undo step: the files before and after it if it opened one, and what it left."""

    after: Experiment
    gesture: int = NO_GESTURE
    paths: tuple[Path | None, Path | None] | None = None


@dataclass
class ReferenceModel:
    """The undo steps so far, how many of them are done, and how many were when it was saved."""

    first: Experiment
    path: Path | None = None
    entries: list[Entry] = field(default_factory=list)
    index: int = 0
    clean: int = 0

    @property
    def experiment(self) -> Experiment:
        """What should be in place."""
        return self.entries[self.index - 1].after if self.index else self.first

    @property
    def is_clean(self) -> bool:
        """Whether it should count as saved."""
        return self.clean == self.index

    def edited(self, after: Experiment, gesture: int = NO_GESTURE) -> None:
        """An edit was made; one of the same gesture as the last is merged into it."""
        self._forget_undone()
        last = self.entries[-1] if self.entries else None
        merges = last is not None and gesture not in (NO_GESTURE,) and last.gesture == gesture
        if last is not None and merges and not self.is_clean:
            last.after = after
        else:
            self._add(Entry(after, gesture))

    def opened(self, after: Experiment, path: Path | None) -> None:
        """Another experiment was put in place, with its file."""
        self._forget_undone()
        self._add(Entry(after, NO_GESTURE, (self.path, path)))
        self.path = path

    def saved(self, path: Path | None) -> None:
        """It was saved, or is as good as saved, under this name."""
        self.path, self.clean = path, self.index

    def undo(self) -> None:
        """Take a step back, if there is one."""
        if self.index:
            self.index -= 1
            if (paths := self.entries[self.index].paths) is not None:
                self.path = paths[0]

    def redo(self) -> None:
        """Do a step again, if one was taken back."""
        if self.index < len(self.entries):
            if (paths := self.entries[self.index].paths) is not None:
                self.path = paths[1]
            self.index += 1

    def _forget_undone(self) -> None:
        del self.entries[self.index :]
        if self.clean > self.index:
            self.clean = -1

    def _add(self, entry: Entry) -> None:
        self.entries.append(entry)
        self.index += 1
