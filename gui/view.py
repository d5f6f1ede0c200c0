"""What the window shows, as one frozen value: a panel's picture is a function of it alone."""

from __future__ import annotations

from dataclasses import dataclass

from engine.bptt.trace import Growth
from engine.experiment.experiment import Experiment
from engine.playhead import Playhead
from engine.studies.study import Study
from gui.theme import LIGHT, Theme


@dataclass(frozen=True, eq=False)
class View:
    """Everything that a panel may show; the main window replaces it at each change.

    Attributes:
        experiment: what is in place now; its study may still be under way.
        study: the latest study.
        playhead: where the animation stands.
        theme: the colours.
        previous: the study before the last edit of the same document, shown as a ghost.
        reference: the study of A, which the present one is compared with.
        partial: the part known so far of a norm curve that is being computed.
        veiled: whether a question is open, so that nothing may give its answer away.
        choices: for a copy, what the reader has chosen in the original (`Panel.choices`).
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
