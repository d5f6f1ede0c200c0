"""The walk through the lecture: it borrows the window, and gives everything back."""

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


class Lender(Protocol):
    """What the walk needs of the document.

    Signals:
        named: said whenever another experiment is in place.
    """

    named: SignalInstance

    @property
    def is_lent(self) -> bool:
        """Whether what is in place is not the reader's own."""

    @property
    def norm(self) -> str:
        """The name of the norm in force."""

    def set_norm(self, name: str) -> None:
        """Measure in another norm."""

    def lend(self, experiment: Experiment) -> None:
        """Put an experiment in place for a while; the reader's work, and its undo, are kept."""

    def give_back(self) -> None:
        """Put the reader's work back as it was."""


@dataclass(frozen=True)
class _Kept:
    """What the reader had before the walk, besides the document's work."""

    norm: str
    playhead: Playhead
    tab: int


class Walk(QObject):
    """Goes from step to step over one document, one playback and the explain tabs.

    Signals:
        walking: whether the walk is on.
    """

    walking = Signal(bool)

    def __init__(
        self,
        load: Callable[[], tuple[Step, ...]],
        panel: LecturePanel,
        document: Lender,
        playback: Playback,
        tabs: QTabWidget,
    ) -> None:
        super().__init__(panel)
        self._load = load
        self._panel, self._document, self._playback, self._tabs = panel, document, playback, tabs
        self._kept: _Kept | None = None
        self._index = 0
        panel.hide()
        panel.step_wanted.connect(self.go)
        panel.left.connect(self.leave)
        panel.play_wanted.connect(lambda: playback.apply(Playhead.play))
        panel.panel_wanted.connect(self._open_tab)
        document.named.connect(self._taken_back)

    @property
    def on(self) -> bool:
        """Whether the walk is on."""
        return self._kept is not None

    @property
    def index(self) -> int:
        """The index of the present step."""
        return self._index

    def start(self, index: int = 0) -> None:
        """Begin, or go to a step if it has begun."""
        if self._kept is None:
            head = self._playback.playhead.pause()
            self._kept = _Kept(self._document.norm, head, self._tabs.currentIndex())
            self.walking.emit(True)
        self.go(index)

    def go(self, index: int) -> None:
        """Set the state of a step and show it, if the walk is on and has such a step."""
        steps = self._load()
        if self._kept is None or not 0 <= index < len(steps):
            return
        self._index = index
        step = steps[index]
        self._playback.apply(Playhead.pause)
        if step.state.norm != self._document.norm:
            self._document.set_norm(step.state.norm)
        self._document.lend(step.state.experiment)
        self._place(step.state.playhead(self._playback.playhead))
        self._panel.show_step(step, index, len(steps))

    def next(self) -> None:
        """Go to the next step, or after the last leave."""
        if self.on:
            self._panel.next()

    def back(self) -> None:
        """Go to the step before, if there is one."""
        if self.on:
            self._panel.back()

    def leave(self) -> None:
        """Give the reader's own state back: experiment, file, undo, norm, place, speed and tab."""
        if self._kept is None:
            return
        kept, self._kept = self._kept, None
        self._playback.apply(Playhead.pause)
        self._document.give_back()
        if kept.norm != self._document.norm:
            self._document.set_norm(kept.norm)
        self._place(kept.playhead)
        self._tabs.setCurrentIndex(kept.tab)
        self._panel.dismiss()
        self.walking.emit(False)

    def _taken_back(self) -> None:
        """End when the reader's work came back another way, as when a file is opened."""
        if self.on and not self._document.is_lent:
            self.leave()

    def _place(self, playhead: Playhead) -> None:
        self._playback.apply(lambda _before: playhead)

    def _open_tab(self, name: str) -> None:
        names = [self._tabs.tabText(i) for i in range(self._tabs.count())]
        if name in names:
            self._tabs.setCurrentIndex(names.index(name))
