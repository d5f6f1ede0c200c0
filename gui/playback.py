"""Playback clock: one timer that advances the engine's playhead."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from engine.playhead import Playhead

_FRAME_MS = 16
_LONGEST_FRAME_SECONDS = 0.1  # after a stall the animation continues from where it was


class Playback(QObject):
    """Owner of the playhead: advances it while playing and announces each change.

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
        """The present playhead."""
        return self._playhead

    def apply(self, move: Callable[[Playhead], Playhead]) -> None:
        """Replace the playhead by the result of one of its methods: `apply(Playhead.step)`."""
        self._set(move(self._playhead))

    def toggle(self) -> None:
        """Play, or pause."""
        self.apply(Playhead.pause if self._playhead.playing else Playhead.play)

    def fit(self, t: int) -> None:
        """Adapt the playhead to a chain of t factors, keeping its position where possible."""
        if t != self._playhead.t:
            self._set(self._playhead.fitted(t))

    def stop(self) -> None:
        """Stop the timer for good."""
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
