"""An oracle for layers that multiply rows: h = σ(x·K + h·R + b), with complex-step slopes."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

STEP = 1e-200


def relu(a: np.ndarray) -> np.ndarray:
    return np.where(a.real > 0, a, 0)


@dataclass(frozen=True)
class Rows:
    """A layer whose weights stand on the right of rows: K (m, d), R (d, d), b (d,)."""

    K: np.ndarray
    R: np.ndarray
    b: np.ndarray
    act: Callable[[np.ndarray], np.ndarray] = np.tanh

    @classmethod
    def random(cls, act: Callable[[np.ndarray], np.ndarray] = np.tanh) -> "Rows":
        rng = np.random.default_rng(7)
        K, R, b = (rng.standard_normal(shape) * 0.6 for shape in ((3, 5), (5, 5), (5,)))
        return cls(K, R, b, act)

    def states(self, x: np.ndarray, h: np.ndarray) -> np.ndarray:
        """Return h_1 … h_T from the state before the first row of x."""
        rows = []
        for row in x:
            h = self.act(row @ self.K + h @ self.R + self.b)
            rows.append(h)
        return np.array(rows)

    def log10_norms(self, x: np.ndarray) -> np.ndarray:
        """Return log10 of the spectral norm of ∂h_T/∂h_k for k = T … 0, from h_0 = 0."""
        units = np.eye(len(self.R))
        h = np.vstack([np.zeros(len(units)), self.states(x, np.zeros(len(units)))])
        norms = [0.0]
        for k in reversed(range(len(x))):
            J = [self.states(x[k:], h[k] + 1j * STEP * unit)[-1].imag / STEP for unit in units]
            norms.append(np.log10(np.linalg.norm(J, 2)))
        return np.array(norms)
