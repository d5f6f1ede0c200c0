"""Gallery entry: a file with a name and an explanation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from engine.experiment.experiment import Experiment
from engine.files.load import load
from engine.gallery.question import Question


@dataclass(frozen=True)
class Entry:
    """An example of the gallery.

    Attributes:
        id: short and unique, in kebab-case.
        name: the display name.
        group: the heading of its group.
        teaches: the explanation: where to look and why, in a sentence or two.
        path: the preset or the weights.
        sequence: the file of the inputs x, for weights without inputs.
        question: a question to answer before playing, or None.
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
        """Text for a list: the explanation, or the question, which does not reveal the answer."""
        return self.question.text if self.question else self.teaches

    def load(self) -> Experiment:
        """Return the experiment, named and described as the gallery does.

        Raises:
            InputError: the file is missing or cannot be used.
        """
        experiment = load(self.path, self.sequence)
        return replace(experiment, name=self.name, description=self.teaches)
