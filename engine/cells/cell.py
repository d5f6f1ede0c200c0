"""What a recurrent cell is to backpropagation through time: one step, and its Jacobian factors."""

from __future__ import annotations

from typing import Protocol

from engine.chain.diag_times import DiagTimes
from engine.chain.scaled import Array


class Cell(Protocol):
    """A cell with its parameters, d units and m inputs.

    The forward pass calls `drive` once and `step` for each j; the chain of `factors` is then walked
    back without a further look at the cell.
    """

    def drive(self, x: Array) -> Array:
        """Return what the inputs, (T, m), add to each step, (T, d)."""

    def step(self, driven: Array, state: Array) -> tuple[Array, Array]:
        """Return the pre-activation a_j and the state s_j from the drive of step j and s_{j−1}.

        Each is (d,), or (n, d) for n sequences side by side.
        """

    def factors(self, a: Array) -> DiagTimes:
        """Return ∂s_j/∂s_{j−1} for j = 1 … t from the pre-activations, (t, d)."""
