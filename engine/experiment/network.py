"""A vanilla (Elman) recurrent network: a_j = U x_j + W s_{j−1} + b, s_j = σ(a_j)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Array, frozen, require_shape
from engine.cells.activations import TANH, Activation
from engine.cells.elman import Elman
from engine.errors import InputError


@dataclass(frozen=True, eq=False)
class Network:
    """The weights. Arrays are copied and made read-only.

    Attributes:
        W: (d, d) recurrent weights, W[m, n] from unit n to unit m.
        U: (d, m) input weights.
        b: (d,) bias.
        s0: (d,) initial state.
        activation: σ.

    Raises:
        InputError: a shape that does not fit W, or an entry that is not finite.
    """

    W: Array
    U: Array
    b: Array
    s0: Array
    activation: Activation = TANH

    def __post_init__(self) -> None:
        for name, ndim in (("W", 2), ("U", 2), ("b", 1), ("s0", 1)):
            object.__setattr__(self, name, frozen(getattr(self, name), name, ndim))
        d = self.W.shape[0]
        if d == 0:
            raise InputError("is empty", "give at least one unit", place="W")
        require_shape(self.W, "W", (d, d), "make W square: one row and one column a unit")
        per_unit = f"give one {{}} for each of the {d} units of W"
        require_shape(self.U, "U", (d, self.U.shape[1]), per_unit.format("row"))
        for name in ("b", "s0"):
            require_shape(getattr(self, name), name, (d,), per_unit.format("number"))

    @classmethod
    def of(cls, W: object, activation: Activation = TANH) -> Network:
        """Return the network of W alone: U = I, b = 0, s₀ = 0."""
        recurrent = frozen(W, "W", 2)  # type: ignore[arg-type]
        d = recurrent.shape[0]
        return cls(recurrent, np.eye(d), np.zeros(d), np.zeros(d), activation)

    @property
    def cell(self) -> Elman:
        """The cell with these weights."""
        return Elman(self.W, self.U, self.b, self.activation)

    @property
    def d(self) -> int:
        """The number of units."""
        return int(self.W.shape[0])

    @property
    def m(self) -> int:
        """The number of inputs."""
        return int(self.U.shape[1])
