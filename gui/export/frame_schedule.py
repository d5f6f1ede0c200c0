"""The positions of the playhead from which an animation's frames are taken."""

from __future__ import annotations

from dataclasses import dataclass

from engine.playhead import Playhead

_HELD_SECONDS = 1.0  # how long the last picture stands before a loop begins anew


@dataclass(frozen=True)
class FrameSchedule:
    """The way from the loss back to s_0, or with the forward half before it.

    Attributes:
        t: the number of factors.
        forward: whether it begins at s_0 rather than at the loss.
        rate: frames a second.
        pace: seconds a step.
    """

    t: int
    forward: bool
    rate: int
    pace: float

    @property
    def moving(self) -> int:
        """The number of frames in which something moves, the last one among them."""
        steps = 2 * self.t + 1 if self.forward else self.t
        return max(round(steps * self.pace * self.rate), 1) + 1

    @property
    def frames(self) -> int:
        """The number of all frames."""
        return self.moving + round(_HELD_SECONDS * self.rate)

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.frames / self.rate

    def head(self, i: int) -> Playhead:
        """Return where the playhead stands in frame i."""
        still = Playhead(self.t)
        start = 0 if self.forward else still.loss_position
        way = min(i / (self.moving - 1), 1.0) * (still.last - start)
        whole = min(int(way + 1e-9), still.last - start)
        fraction = max(way - whole, 0.0) if start + whole < still.last else 0.0
        return Playhead(self.t, start + whole, fraction)
