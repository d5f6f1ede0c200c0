"""Transport actions: what its buttons and keys do to the playback."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent

from engine.playhead import SPEEDS, Playhead
from gui.panels.transport import TransportPanel
from gui.playback import Playback
from gui.settings import Settings


def _to_first(head: Playhead) -> Playhead:
    return head.jump(0)


def _to_last(head: Playhead) -> Playhead:
    return head.jump(head.last)


_MOVES = {
    "first": _to_first,
    "back": Playhead.back,
    "forward": Playhead.step,
    "last": _to_last,
}
_KEYS = {
    Qt.Key.Key_Space: "play",
    Qt.Key.Key_Left: "back",
    Qt.Key.Key_Right: "forward",
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
}


class Transport(QObject):
    """Controller between the transport's buttons and keys and the playback; stores the speed."""

    def __init__(self, playback: Playback, panel: TransportPanel, settings: Settings) -> None:
        super().__init__(panel)
        self._playback, self._panel, self._settings = playback, panel, settings
        panel.pressed.connect(self.press)
        panel.sought.connect(self.go)
        panel.speed_chosen.connect(self.set_speed)
        panel.loop_chosen.connect(self.set_loop)
        self.set_speed(settings.speed)

    def press(self, name: str) -> None:
        """Handle a button: play, first, back, forward or last."""
        if name == "play":
            self._playback.toggle()
        else:
            self._playback.apply(_MOVES[name])

    def key(self, event: QKeyEvent) -> bool:
        """Handle a key; return whether it means anything here."""
        if event.modifiers() & ~(_SHIFT | Qt.KeyboardModifier.KeypadModifier):
            return False
        if event.key() in _KEYS:
            self.press(_KEYS[Qt.Key(event.key())])
        elif event.text() in ("+", "-"):
            self._change_speed(1 if event.text() == "+" else -1)
        elif event.key() == Qt.Key.Key_L:
            self.set_loop(not self._playback.playhead.loop)
        else:
            return False
        return True

    def go(self, position: int) -> None:
        """Go to a position."""
        self._playback.apply(lambda head: head.jump(position))

    def go_to_factor(self, j: int) -> None:
        """Go to the position at which J_j was just multiplied."""
        self._playback.apply(lambda head: head.at_factor(j))

    def go_back(self, steps: int) -> None:
        """Go to so many steps back from the loss."""
        self._playback.apply(lambda head: head.jump(head.loss_position + steps))

    def set_speed(self, speed: float) -> None:
        """Set the playing speed and store it."""
        self._settings.speed = speed
        self._playback.apply(lambda head: head.at_speed(speed))

    def set_loop(self, loop: bool) -> None:
        """Start over at the end, or stop there."""
        self._playback.apply(lambda head: head.looping(loop))

    def _change_speed(self, by: int) -> None:
        here = SPEEDS.index(self._playback.playhead.speed)
        self.set_speed(SPEEDS[min(max(here + by, 0), len(SPEEDS) - 1)])


_SHIFT = Qt.KeyboardModifier.ShiftModifier  # "+" is a shifted key on many keyboards
