"""Undo command: stores the states before and after an edit, so that undo is exact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QUndoCommand, QUndoStack

from engine.experiment.experiment import Experiment

NO_GESTURE = -1  # gesture number of an edit that is never merged


@dataclass(frozen=True, eq=False)
class DocumentState:
    """State restored by undo: an experiment, its file if any, and a norm that does not overflow."""

    experiment: Experiment
    path: Path | None = None
    norm: str = "spectral"


Install = Callable[[DocumentState, int], None]


class ReplaceState(QUndoCommand):
    """Undo command that replaces the state `before` by `after`."""

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
        """Install the state after the edit."""
        self._install(self.after, self.gesture)

    def undo(self) -> None:
        """Install the state before the edit."""
        self._install(self.before, NO_GESTURE)


def push(stack: QUndoStack, command: ReplaceState) -> None:
    """Run a command and push it; one of the same gesture is merged into the last command.

    No merging into a command that was saved or undone since. Qt's own merging is not used: with
    PySide a merged command, and its arrays, would stay in memory as long as the stack.
    """
    last = stack.command(stack.index() - 1)
    is_free = not stack.canRedo() and not stack.isClean()
    if is_free and isinstance(last, ReplaceState) and NO_GESTURE != last.gesture == command.gesture:
        last.after = command.after
        last.redo()
    else:
        stack.push(command)
