"""Reader of lecture steps: TOML files, so that a new step needs no code.

title = "The bound"
panel = "Chain rule"                 # one of the explanations' tabs

[state]
entry = "lecture-4"                  # an entry of the gallery, or a preset in place:
# preset = {W = [[0.5]], steps = 12}
activation = "tanh"                  # this and the rest only where they differ
t = 10
norm = "spectral"
playhead = "loss"                    # "start", "loss", {back = 5} or {factor = 3}
speed = 2.0

[[part]]                             # as many as it takes, each one of the three
text = "A paragraph."
[[part]]
formula = '\\gamma\\lambda'
[[part]]
slip = "What the lecture has wrong, and what is right."

[question]                           # see `engine.gallery.question`
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Literal

import msgspec

from engine.chain.norms import norm_called
from engine.errors import InputError
from engine.experiment.edits import with_activation, with_t
from engine.experiment.experiment import Experiment
from engine.files.experiment_parts import activation_called
from engine.files.preset import parse_preset
from engine.gallery.gallery import entry
from engine.gallery.question import QuestionTable, question
from engine.lecture.step import Part, PartKind, Place, State, Step
from engine.playhead import SPEEDS
from engine.plots.plots import TABS


class _Place(msgspec.Struct, forbid_unknown_fields=True):
    back: int | None = None
    factor: int | None = None


class _State(msgspec.Struct, forbid_unknown_fields=True):
    entry: str | None = None
    preset: dict[str, Any] | None = None
    activation: str | None = None
    t: int | None = None
    norm: str = "spectral"
    playhead: Literal["start", "loss"] | _Place = "loss"
    speed: float = 1.0


class _Part(msgspec.Struct, forbid_unknown_fields=True):
    text: str | None = None
    formula: str | None = None
    slip: str | None = None


class _File(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    panel: str
    state: _State
    part: list[_Part]
    question: QuestionTable


def read_step(path: Path) -> Step:
    """Return the step in a file called like "07-the-bound.toml".

    Raises:
        InputError: the file is missing or not TOML, lacks a key, has an unknown key, or describes
            an invalid state.
    """
    try:
        file = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
    except OSError as error:
        found = f"cannot be read ({error.strerror})"
        raise InputError(found, "install the program anew", file=str(path)) from error
    except ValueError as error:  # raised by tomllib, msgspec and the UTF-8 decoder
        found = f"is not a step of the lecture ({error})"
        raise InputError(found, "correct it", file=str(path)) from error
    try:
        return _step(path.stem.lstrip("0123456789-"), file)
    except InputError as error:
        raise error.within(path) from error


def _step(step_id: str, file: _File) -> Step:
    if file.panel not in TABS:
        remedy = f"choose one of {', '.join(TABS)}"
        raise InputError(f"is {file.panel!r}", remedy, place="panel")
    parts = tuple(_part(part) for part in file.part)
    return Step(step_id, file.title, file.panel, _state(file.state), parts, question(file.question))


def _part(part: _Part) -> Part:
    given = [(kind, getattr(part, kind)) for kind in PartKind if getattr(part, kind) is not None]
    if len(given) != 1 or not given[0][1].strip():
        remedy = "give each part one of text, formula and slip"
        raise InputError("is empty or more than one thing", remedy, place="part")
    return Part(*given[0])


def _state(state: _State) -> State:
    norm_called(state.norm)
    if state.speed not in SPEEDS:
        speeds = ", ".join(map(str, SPEEDS))
        raise InputError(f"is {state.speed}", f"choose one of {speeds}", place="speed")
    experiment = _experiment(state)
    return State(experiment, state.norm, _place(state.playhead, experiment.t), state.speed)


def _experiment(state: _State) -> Experiment:
    if (state.entry is None) == (state.preset is None):
        raise InputError("is not one thing", "give either entry or preset", place="state")
    if state.entry is not None:
        experiment = entry(state.entry).load()
    else:
        experiment = parse_preset(msgspec.json.encode(state.preset))
    if state.activation is not None:
        experiment = with_activation(experiment, activation_called(state.activation))
    return experiment if state.t is None else with_t(experiment, state.t)


def _place(place: str | _Place, t: int) -> Place:
    if isinstance(place, str):
        return Place(place)
    numbers = {"back": place.back, "factor": place.factor}
    given = [(at, number) for at, number in numbers.items() if number is not None]
    if len(given) != 1:
        raise InputError("is not one place", "give either back or factor", place="playhead")
    at, number = given[0]
    if not (at == "factor") <= number <= t:
        raise InputError(f"{at} is {number}", f"stay within the {t} factors", place="playhead")
    return Place(at, number)
