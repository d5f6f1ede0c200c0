"""The guided tour through the lecture, in a sandbox: the user's own work is restored at its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QTabWidget

from engine.experiment.experiment import Experiment
from engine.lecture import Step
from engine.playhead import Playhead
from gui.panels.lecture import LecturePanel
from gui.playback import Playback


class SandboxDocument(Protocol):
    """Protocol: the part of the document that the tour uses.

    Signals:
        metadata_changed: another experiment was installed, or its file name changed.
    """

    metadata_changed: SignalInstance

    @property
    def in_sandbox(self) -> bool:
        """Whether the experiment shown is a sandbox, not the user's own."""

    @property
    def norm(self) -> str:
        """The name of the norm in force."""

    def set_norm(self, name: str) -> None:
        """Choose the matrix norm."""

    def enter_sandbox(self, experiment: Experiment) -> None:
        """Show an experiment with its own undo stack; the user's work is kept unchanged."""

    def leave_sandbox(self) -> None:
        """Show the user's own work again, with its undo stack."""


@dataclass(frozen=True)
class _UserView:
    """View state before the tour: norm, playhead and tab."""

    norm: str
    playhead: Playhead
    tab: int


class LectureTour(QObject):
    """Shows the steps of the lecture in the document, the playback and the explain tabs.

    Signals:
        active_changed: whether the tour is running.
    """

    active_changed = Signal(bool)

    def __init__(
        self,
        load: Callable[[], tuple[Step, ...]],
        panel: LecturePanel,
        document: SandboxDocument,
        playback: Playback,
        tabs: QTabWidget,
    ) -> None:
        super().__init__(panel)
        self._load = load
        self._panel, self._document, self._playback, self._tabs = panel, document, playback, tabs
        self._kept: _UserView | None = None
        self._index = 0
        panel.hide()
        panel.step_wanted.connect(self.go)
        panel.left.connect(self.leave)
        panel.play_wanted.connect(lambda: playback.apply(Playhead.play))
        panel.panel_wanted.connect(self._open_tab)
        document.metadata_changed.connect(self._end_without_sandbox)

    @property
    def on(self) -> bool:
        """Whether the tour is running."""
        return self._kept is not None

    @property
    def index(self) -> int:
        """The index of the present step."""
        return self._index

    def start(self, index: int = 0) -> None:
        """Start the tour at a step, or go to that step if it is running."""
        if self._kept is None:
            head = self._playback.playhead.pause()
            self._kept = _UserView(self._document.norm, head, self._tabs.currentIndex())
            self.active_changed.emit(True)
        self.go(index)

    def go(self, index: int) -> None:
        """Show a step; nothing happens if the tour is off or has no such step."""
        steps = self._load()
        if self._kept is None or not 0 <= index < len(steps):
            return
        self._index = index
        step = steps[index]
        self._playback.apply(Playhead.pause)
        if step.state.norm != self._document.norm:
            self._document.set_norm(step.state.norm)
        self._document.enter_sandbox(step.state.experiment)
        self._place(step.state.playhead(self._playback.playhead))
        self._panel.show_step(step, index, len(steps))

    def next(self) -> None:
        """Go to the next step; after the last one, end the tour."""
        if self.on:
            self._panel.next()

    def back(self) -> None:
        """Go to the step before, if there is one."""
        if self.on:
            self._panel.back()

    def leave(self) -> None:
        """End the tour; restore the user's experiment, undo stack, norm, playhead and tab."""
        if self._kept is None:
            return
        kept, self._kept = self._kept, None
        self._playback.apply(Playhead.pause)
        self._document.leave_sandbox()
        if kept.norm != self._document.norm:
            self._document.set_norm(kept.norm)
        self._place(kept.playhead)
        self._tabs.setCurrentIndex(kept.tab)
        self._panel.dismiss()
        self.active_changed.emit(False)

    def _end_without_sandbox(self) -> None:
        """End the tour if the document has left the sandbox, as when a file was opened."""
        if self.on and not self._document.in_sandbox:
            self.leave()

    def _place(self, playhead: Playhead) -> None:
        self._playback.apply(lambda _before: playhead)

    def _open_tab(self, name: str) -> None:
        names = [self._tabs.tabText(i) for i in range(self._tabs.count())]
        if name in names:
            self._tabs.setCurrentIndex(names.index(name))
