"""An experiment: a network, the inputs it reads, and the step t whose loss is sent back."""

from __future__ import annotations

from dataclasses import dataclass

from engine.arrays import Array, frozen, require_shape
from engine.errors import InputError
from engine.experiment.loss import Readout
from engine.experiment.network import Network


@dataclass(frozen=True, eq=False)
class Experiment:
    """The one immutable truth from which everything shown is derived.

    Attributes:
        network: the weights.
        x: (T, m) inputs; x[0] is x_1.
        y: (d,) the target of the loss L_t = ½‖s_t − y‖².
        t: the step at which the loss stands, 1 ≤ t ≤ T.
        name, description: what a preset says of itself.
        readout: with it the loss is the cross-entropy of V s + c, and y is not used.
        summed: whether the loss is L_1 + … + L_t rather than L_t alone.

    Raises:
        InputError: a shape that does not fit the network, an entry that is not finite, or t
            outside the sequence.
    """

    network: Network
    x: Array
    y: Array
    t: int
    name: str = ""
    description: str = ""
    readout: Readout | None = None
    summed: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "x", frozen(self.x, "x", 2))
        object.__setattr__(self, "y", frozen(self.y, "y", 1))
        if self.T == 0:
            raise InputError("is empty", "give at least one step of input", place="x")
        m, d = self.network.m, self.network.d
        require_shape(self.x, "x", (self.T, m), f"give {m} numbers a step, one a column of U")
        require_shape(self.y, "y", (d,), f"give one target for each of the {d} units")
        if self.readout is not None:
            n = self.readout.V.shape[0]
            require_shape(self.readout.V, "V", (n, d), f"give V one column for each of {d} units")
        if not 1 <= self.t <= self.T:
            raise InputError(f"is {self.t}", f"choose a step from 1 to {self.T}", place="t")

    @property
    def T(self) -> int:
        """The number of steps in the sequence."""
        return int(self.x.shape[0])
