"""Playhead: the position of the animation, as a frozen value.

One pass is 2t + 2 positions: forward through the states s_0 … s_t, the loss, then back through
the t factors, one more multiplied at each position.

    position   0 … t          forward, at state s_position
               t + 1          the loss L_t; the product is P_{t,t} = I
               t + 1 + i      backward, i factors multiplied; the last is J_j, j = t − i + 1
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

STEPS_PER_SECOND = 3.0  # at speed 1
SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)


class Phase(Enum):
    """Phase of the animation."""

    FORWARD = "forward"
    LOSS = "loss"
    BACKWARD = "backward"


@dataclass(frozen=True)
class Playhead:
    """Position, speed and state of the animation; every method returns a new playhead.

    Attributes:
        t: the number of factors, at least 1.
        position: 0 … 2t + 1, see the module docstring.
        fraction: the share of the way to the next position, in [0, 1); 0 unless playing.
        playing, speed, loop: the movement at each `tick`.
    """

    t: int
    position: int = 0
    fraction: float = 0.0
    playing: bool = False
    speed: float = 1.0
    loop: bool = False

    @property
    def last(self) -> int:
        """The last position, where all t factors are multiplied."""
        return 2 * self.t + 1

    @property
    def loss_position(self) -> int:
        """The position of the loss."""
        return self.t + 1

    @property
    def phase(self) -> Phase:
        """Forward, at the loss, or backward."""
        if self.position == self.loss_position:
            return Phase.LOSS
        return Phase.FORWARD if self.position < self.loss_position else Phase.BACKWARD

    @property
    def steps_back(self) -> int:
        """t − k, the number of factors multiplied so far; 0 before the backward phase."""
        return max(0, self.position - self.loss_position)

    @property
    def k(self) -> int:
        """The k of the present product P_{t,k}."""
        return self.t - self.steps_back

    @property
    def j(self) -> int:
        """The index j of the factor shown: of the state just reached, or last multiplied."""
        if self.phase is Phase.FORWARD:
            return max(1, self.position)
        return min(self.k + 1, self.t)

    @property
    def state(self) -> int:
        """The last state reached in the forward phase, 0 … t."""
        return min(self.position, self.t)

    def play(self) -> Playhead:
        """Start playing; at the last position, restart from the first."""
        start = self.jump(0) if self.position == self.last else self
        return replace(start, playing=True)

    def pause(self) -> Playhead:
        """Stop where it stands."""
        return replace(self, playing=False, fraction=0.0)

    def step(self) -> Playhead:
        """Pause and go one position forward."""
        return self.pause().jump(self.position + 1)

    def back(self) -> Playhead:
        """Pause and go one position back."""
        return self.pause().jump(self.position - 1)

    def jump(self, position: int) -> Playhead:
        """Go to a position, clipped to the range; playing continues."""
        clipped = min(max(position, 0), self.last)
        return replace(self, position=clipped, fraction=0.0)

    def at_factor(self, j: int) -> Playhead:
        """Go to the position at which J_j was just multiplied."""
        return self.jump(self.loss_position + self.t - j + 1)

    def at_speed(self, speed: float) -> Playhead:
        """Set the speed; single steps are not affected."""
        return replace(self, speed=speed)

    def looping(self, loop: bool) -> Playhead:
        """Set whether playing restarts at the end."""
        return replace(self, loop=loop)

    def fitted(self, t: int) -> Playhead:
        """Return the playhead for a chain of t factors, at the nearest position.

        The phase is kept, and within it the number of states reached or factors multiplied.
        """
        if self.phase is Phase.FORWARD:
            position = min(self.position, t)
        else:
            position = t + 1 + min(self.steps_back, t)
        fraction = self.fraction if position == self.position else 0.0
        return replace(self, t=t, position=position, fraction=fraction)

    def tick(self, seconds: float) -> Playhead:
        """Return the playhead `seconds` later."""
        if not self.playing:
            return self
        way = self.fraction + seconds * STEPS_PER_SECOND * self.speed
        whole = int(way)
        position = self.position + whole
        if position < self.last:
            return replace(self, position=position, fraction=way - whole)
        if self.loop and position > self.last:
            return replace(self, position=0, fraction=0.0)
        if self.loop:
            return replace(self, position=position, fraction=way - whole)
        return self.jump(self.last).pause()
