"""A step of the lecture: the state it sets, what it says and what it asks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from engine.experiment.experiment import Experiment
from engine.gallery.question import Question
from engine.playhead import Playhead


class PartKind(StrEnum):
    """What a part of a step's text is."""

    TEXT = "text"
    FORMULA = "formula"
    SLIP = "slip"


@dataclass(frozen=True)
class Part:
    """A paragraph, a formula in LaTeX, or a note on a slip of the lecture."""

    kind: PartKind
    content: str


@dataclass(frozen=True)
class Place:
    """Where the playhead stands when a step opens.

    Attributes:
        at: "start" (s_0), "loss", "back" (so many factors multiplied) or "factor" (J_j in view).
        number: how many steps back, or j; not used otherwise.
    """

    at: str
    number: int = 0

    def of(self, playhead: Playhead) -> Playhead:
        """Return the playhead paused there."""
        paused = playhead.pause()
        match self.at:
            case "start":
                return paused.jump(0)
            case "factor":
                return paused.at_factor(self.number)
            case _:
                return paused.jump(paused.loss_position + self.number)


@dataclass(frozen=True, eq=False)
class State:
    """What a step puts in the window.

    Attributes:
        experiment: what is studied.
        norm: the matrix norm's name.
        place: where the playhead stands.
        speed: how fast it plays.
    """

    experiment: Experiment
    norm: str
    place: Place
    speed: float

    def playhead(self, before: Playhead) -> Playhead:
        """Return the playhead for this state, made of the one before."""
        fitted = before.fitted(self.experiment.t).at_speed(self.speed).looping(loop=False)
        return self.place.of(replace(fitted, fraction=0.0))


@dataclass(frozen=True, eq=False)
class Step:
    """One step of the walk.

    Attributes:
        id: the file's name without number and ending.
        title: its heading.
        panel: the name of the tab that it opens.
        state: what it puts in the window.
        parts: its text, in order.
        question: what it asks before it plays.
    """

    id: str
    title: str
    panel: str
    state: State
    parts: tuple[Part, ...]
    question: Question
