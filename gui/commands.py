"""The undo command: the work before and the work after, which makes undo exact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QUndoCommand

from engine.network.experiment import Experiment

ALONE = -1  # the gesture of an edit that is an undo step of its own


@dataclass(frozen=True, eq=False)
class Work:
    """What undo gives back: the experiment, and the file it belongs to if any."""

    experiment: Experiment
    path: Path | None = None


Install = Callable[[Work, int], None]


class Replace(QUndoCommand):
    """Put `after` in place of `before`; commands of one gesture become one undo step."""

    def __init__(
        self, before: Work, after: Work, text: str, install: Install, gesture: int = ALONE
    ) -> None:
        super().__init__(text)
        self.before, self.after = before, after
        self._install = install
        self._gesture = gesture

    def redo(self) -> None:
        """Install the work after the edit."""
        self._install(self.after, self._gesture)

    def undo(self) -> None:
        """Install the work before the edit."""
        self._install(self.before, ALONE)

    def id(self) -> int:
        """Return the gesture; equal numbers in a row are merged, −1 never."""
        return self._gesture

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over the end of a later edit of the same gesture."""
        if not isinstance(other, Replace):
            return False
        self.after = other.after
        return True
