"""The undo command: the work before and the work after, which makes undo exact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QUndoCommand, QUndoStack

from engine.experiment.experiment import Experiment

NO_GESTURE = -1  # the gesture of an edit that is an undo step of its own


@dataclass(frozen=True, eq=False)
class DocumentState:
    """What undo gives back: an experiment, its file if any, and a norm it can be measured in."""

    experiment: Experiment
    path: Path | None = None
    norm: str = "spectral"


Install = Callable[[DocumentState, int], None]


class ReplaceState(QUndoCommand):
    """Put `after` in place of `before`."""

    def __init__(
        self,
        before: DocumentState,
        after: DocumentState,
        text: str,
        install: Install,
        gesture: int = NO_GESTURE,
    ) -> None:
        super().__init__(text)
        self.before, self.after, self.gesture = before, after, gesture
        self._install = install

    def redo(self) -> None:
        """Install the work after the edit."""
        self._install(self.after, self.gesture)

    def undo(self) -> None:
        """Install the work before the edit."""
        self._install(self.before, NO_GESTURE)


def push(stack: QUndoStack, command: ReplaceState) -> None:
    """Do a command; within a gesture it becomes part of the last one, and is one undo step with it.

    What was saved or undone since is not touched. Qt's own merging is not used: with PySide a
    merged command, and all that it holds, would stay in memory as long as the stack.
    """
    last = stack.command(stack.index() - 1)
    is_free = not stack.canRedo() and not stack.isClean()
    if is_free and isinstance(last, ReplaceState) and NO_GESTURE != last.gesture == command.gesture:
        last.after = command.after
        last.redo()
    else:
        stack.push(command)
