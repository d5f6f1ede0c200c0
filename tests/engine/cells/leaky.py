"""A leaky cell for tests, which is no Elman cell: its factors are diagonals plus scaled rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.chain.diag_times import DiagTimes
from tests.engine.experiments import Array


@dataclass(frozen=True, eq=False)
class Leaky:
    """s_j = (1 − α) s_{j−1} + α tanh(a_j), a_j = W s_{j−1} + U x_j; each unit has its leak α."""

    W: Array
    U: Array
    leak: Array

    def drive(self, x: Array) -> Array:
        """Return U x_j for each j."""
        return np.asarray(x @ self.U.T)

    def step(self, driven: Any, state: Any) -> tuple[Any, Any]:
        """Return a_j and s_j, of complex states too."""
        a = driven + state @ self.W.T
        return a, (1.0 - self.leak) * state + self.leak * np.tanh(a)

    def factors(self, a: Array) -> DiagTimes:
        """Return diag(1 − α) + diag(α (1 − tanh² a_j)) W for each j."""
        rows = self.leak * (1.0 - np.tanh(a) ** 2)
        return DiagTimes.of_dense(np.diag(1.0 - self.leak) + rows[:, :, None] * self.W)
