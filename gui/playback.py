"""The clock: one timer over the engine's pure playhead."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from engine.playhead import Playhead

_FRAME_MS = 16
_LONGEST_FRAME_SECONDS = 0.1  # after a stall the animation goes on from where it was


class Playback(QObject):
    """Moves the playhead while it plays and tells everyone where it stands.

    Signals:
        moved: the new Playhead.
    """

    moved = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._playhead = Playhead(t=1)
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=_FRAME_MS)
        self._timer.timeout.connect(self._tick)
        self._clock = QElapsedTimer()

    @property
    def playhead(self) -> Playhead:
        """Where the animation stands."""
        return self._playhead

    def apply(self, move: Callable[[Playhead], Playhead]) -> None:
        """Move the playhead by one of its own methods: `apply(Playhead.step)`."""
        self._set(move(self._playhead))

    def toggle(self) -> None:
        """Play, or pause."""
        self.apply(Playhead.pause if self._playhead.playing else Playhead.play)

    def fit(self, t: int) -> None:
        """Follow a chain that now has t factors, keeping the place."""
        if t != self._playhead.t:
            self._set(self._playhead.fitted(t))

    def stop(self) -> None:
        """Stop the clock for good."""
        self._timer.stop()

    def _set(self, playhead: Playhead) -> None:
        self._playhead = playhead
        if playhead.playing and not self._timer.isActive():
            self._clock.start()
            self._timer.start()
        elif not playhead.playing:
            self._timer.stop()
        self.moved.emit(playhead)

    def _tick(self) -> None:
        seconds = min(self._clock.restart() / 1000.0, _LONGEST_FRAME_SECONDS)
        self._set(self._playhead.tick(seconds))
