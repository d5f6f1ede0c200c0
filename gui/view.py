"""View: the state shown by the window, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass

from engine.bptt.trace import Growth
from engine.experiment.experiment import Experiment
from engine.playhead import Playhead
from engine.studies.study import Study
from gui.theme import LIGHT, Theme


@dataclass(frozen=True, eq=False)
class View:
    """State from which every panel draws its picture; the main window replaces it at each change.

    Attributes:
        experiment: the present experiment; its study may not be computed yet.
        study: the latest study.
        playhead: the position of the animation.
        theme: the colours.
        previous: the study before the last edit of the same document, shown as a ghost.
        reference: the study of A, which the present one is compared with.
        partial: the part known so far of a norm curve that is being computed.
        veiled: whether a question is open, so that panels hide its answer.
        choices: for an off-screen copy, the user's choices in the original (`Panel.choices`).
    """

    experiment: Experiment | None = None
    study: Study | None = None
    playhead: Playhead | None = None
    theme: Theme = LIGHT
    previous: Study | None = None
    reference: Study | None = None
    partial: Growth | None = None
    veiled: bool = False
    choices: object = None
