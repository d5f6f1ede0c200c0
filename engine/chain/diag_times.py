"""The factors of a chain as a cell gives them: J_j = diag(s_j) M_j, j = 1 … t."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.chain.scaled import Array


@dataclass(frozen=True, eq=False)
class DiagTimes:
    """The factors diag(s_j) M_j of all steps, whose products are walked together.

    Any factors can be written so: with s_j = 1 they are the M_j themselves.

    Attributes:
        matrix: M, (d, d), where all factors share it; else (t, d, d), index j − 1.
        slopes: s, (t, d), index j − 1.
    """

    matrix: Array
    slopes: Array

    @classmethod
    def of_dense(cls, factors: Array) -> DiagTimes:
        """Return the factors J_1 … J_t, (t, d, d), as they are."""
        return cls(factors, np.ones(factors.shape[:2]))

    def __len__(self) -> int:
        """Return t."""
        return len(self.slopes)

    @property
    def d(self) -> int:
        """The size of each factor, d × d."""
        return int(self.slopes.shape[1])

    def dense(self, j: int) -> Array:
        """Return J_j, (d, d), for 1 ≤ j ≤ t."""
        matrix = self.matrix if self.matrix.ndim == 2 else self.matrix[j - 1]
        factor: Array = self.slopes[j - 1][:, None] * matrix
        return factor
