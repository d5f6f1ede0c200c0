"""The Elman cell: a_j = U x_j + W s_{j−1} + b, s_j = σ(a_j), with factors diag(σ'(a_j)) W."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engine.cells.activations import Activation
from engine.chain.diag_times import DiagTimes
from engine.chain.scaled import Array

Step = Callable[[Any, Any], tuple[Any, Any]]


@dataclass(frozen=True, eq=False)
class Elman:
    """The cell with its parameters.

    Attributes:
        W: (d, d).
        U: (d, m).
        b: (d,).
    """

    W: Array
    U: Array
    b: Array
    activation: Activation

    def drive(self, x: Array) -> Array:
        """Return U x_j + b for each j, (T, d)."""
        drive: Array = x @ self.U.T + self.b
        return drive

    def step(self, driven: Array, state: Array) -> tuple[Array, Array]:
        """Return a_j and s_j; each is (d,), or (n, d) for n sequences side by side."""
        a = driven + state @ self.W.T
        return a, self.activation.value(a)

    def factors(self, a: Array) -> DiagTimes:
        """Return diag(σ'(a_j)) W for j = 1 … t; `a` is (t, d)."""
        slopes = self.activation.slope(a)
        slopes.flags.writeable = False
        return DiagTimes(self.W, slopes)


def elman_step(recurrent: Callable[[Any], Any], sigma: Callable[[Any], Any]) -> Step:
    """Return the step of Elman cells whose product W s is computed by `recurrent`.

    So many cells with different W run side by side, or one in another precision.
    """

    def step(driven: Any, state: Any) -> tuple[Any, Any]:
        a = driven + recurrent(state)
        return a, sigma(a)

    return step
