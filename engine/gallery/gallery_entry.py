"""An entry of the gallery: a file with its name and what it teaches."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from engine.experiment.experiment import Experiment
from engine.files.load import load
from engine.gallery.question import Question


@dataclass(frozen=True)
class Entry:
    """One example to open.

    Attributes:
        id: short and unique, in kebab-case.
        name: what people call it.
        group: the heading it stands under.
        teaches: what to look at and why, in a sentence or two.
        path: the preset or the weights.
        sequence: the file of the inputs, for weights that bring none.
        question: what to predict before playing, where there is something to predict.
    """

    id: str
    name: str
    group: str
    teaches: str
    path: Path
    sequence: Path | None = None
    question: Question | None = None

    @property
    def teaser(self) -> str:
        """What a list may say of it: what it teaches, or its question, which gives nothing away."""
        return self.question.text if self.question else self.teaches

    def load(self) -> Experiment:
        """Return the experiment, named and described as the gallery does.

        Raises:
            InputError: the file is missing or cannot be used.
        """
        experiment = load(self.path, self.sequence)
        return replace(experiment, name=self.name, description=self.teaches)
