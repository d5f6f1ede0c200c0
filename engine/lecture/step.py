"""Lecture step: the state of the window, a text and a question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from engine.experiment.experiment import Experiment
from engine.gallery.question import Question
from engine.playhead import Playhead


class PartKind(StrEnum):
    """Kind of a part of a step's text."""

    TEXT = "text"
    FORMULA = "formula"
    SLIP = "slip"


@dataclass(frozen=True)
class Part:
    """Part of a text: a paragraph, a formula in LaTeX, or a note on a mistake in the lecture."""

    kind: PartKind
    content: str


@dataclass(frozen=True)
class Place:
    """Position of the playhead when a step opens.

    Attributes:
        at: "start" (s_0), "loss", "back" (so many factors multiplied) or "factor" (J_j in view).
        number: the number of steps back, or j; unused otherwise.
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
    """State of the window for a step.

    Attributes:
        experiment: the experiment shown.
        norm: the matrix norm's name.
        place: the position of the playhead.
        speed: the playing speed.
    """

    experiment: Experiment
    norm: str
    place: Place
    speed: float

    def playhead(self, before: Playhead) -> Playhead:
        """Return the playhead of this state, derived from the one before."""
        fitted = before.fitted(self.experiment.t).at_speed(self.speed).looping(loop=False)
        return self.place.of(replace(fitted, fraction=0.0))


@dataclass(frozen=True, eq=False)
class Step:
    """One step of the lecture.

    Attributes:
        id: the file's name without number and ending.
        title: its heading.
        panel: the name of the tab opened.
        state: the state of the window.
        parts: its text, in order.
        question: the question asked before playing.
    """

    id: str
    title: str
    panel: str
    state: State
    parts: tuple[Part, ...]
    question: Question
