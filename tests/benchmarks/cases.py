"""The networks that are timed: random recurrent weights, tanh, four inputs a step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.cells.activations import TANH
from engine.experiment.experiment import Experiment
from engine.experiment.network import Network


@dataclass(frozen=True)
class Case:
    """A Gaussian W of gain 1.2, or an orthogonal one, and inputs of the given scale.

    Attributes:
        d, T: units and steps.
        repeats: how often each way of computing is timed; the least time counts.
        slow: whether the ways with an SVD a step are timed too.
    """

    d: int
    T: int
    repeats: int
    scale: float = 0.3
    is_orthogonal: bool = False
    slow: bool = True

    @property
    def name(self) -> str:
        """What the table calls it."""
        return f"d = {self.d}, T = {self.T:,}" + (", orthogonal W" if self.is_orthogonal else "")

    def experiment(self) -> Experiment:
        """Return the network, the same each time."""
        rng = np.random.default_rng(0)
        gaussian = rng.standard_normal((self.d, self.d))
        W = np.linalg.qr(gaussian).Q if self.is_orthogonal else 1.2 * gaussian / np.sqrt(self.d)
        U = self.scale * rng.standard_normal((self.d, 4))
        network = Network(W, U, np.zeros(self.d), np.zeros(self.d), TANH)
        return Experiment(network, rng.standard_normal((self.T, 4)), np.zeros(self.d), self.T)


CASES = (
    Case(64, 200, 500),
    Case(256, 400, 25),
    Case(256, 1_000, 6),
    Case(512, 1_000, 2, slow=False),
    Case(256, 400, 3, scale=0.02, is_orthogonal=True),
)
SMALL = (Case(8, 50, 200), Case(16, 60, 100), Case(32, 100, 30))
LONG = (Case(32, 12_500, 1), Case(32, 25_000, 1), Case(32, 50_000, 1), Case(32, 100_000, 1))
