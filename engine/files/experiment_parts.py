"""Parts of an experiment given by a file, and defaults for the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from engine.arrays import Array
from engine.cells.activations import ACTIVATIONS, TANH, Activation
from engine.errors import InputError
from engine.experiment.experiment import Experiment
from engine.experiment.loss import Readout
from engine.experiment.network import Network
from engine.files.limits import require_steps, require_units

STEPS = 24
AXES = {"W": 2, "U": 2, "b": 1, "s0": 1, "x": 2, "y": 1, "V": 2, "c": 1}


def activation_called(name: str) -> Activation:
    """Return the activation with that name.

    Raises:
        InputError: unknown activation.
    """
    if name not in ACTIVATIONS:
        raise InputError(
            f"is {name[:40]!r}", f"choose one of {', '.join(ACTIVATIONS)}", place="activation"
        )
    return ACTIVATIONS[name]


@dataclass(frozen=True, eq=False)
class Parts:
    """Parts given by a file. Only W is required.

    Attributes:
        W: (d, d).
        arrays: the arrays given among U b s0 x y; U defaults to the identity, b, s0 and y to
            zeros, x to zero input; V and c come together, with a label.
        activation: the activation's name.
        steps: T if x is not given; 24 by default.
        t: the last step by default.
        label: the right class of the read-out V s + c; without a read-out the loss is squared.
        summed: whether the losses of all steps up to t are added; false by default.
        name, description: texts in the file.
    """

    W: Array
    arrays: Mapping[str, Array] = field(default_factory=dict)
    activation: str = TANH.name
    steps: int | None = None
    t: int | None = None
    label: int | None = None
    summed: bool = False
    name: str = ""
    description: str = ""

    def experiment(self) -> Experiment:
        """Return the experiment.

        Raises:
            InputError: shapes that do not fit, entries that are not finite, a network or a
                sequence that is too large.
        """
        require_units(len(self.W))
        network = self._network()
        x = self._sequence(network)
        y = self.arrays.get("y", np.zeros(network.d))
        t = len(x) if self.t is None else self.t
        readout = self._readout()
        return Experiment(network, x, y, t, self.name, self.description, readout, self.summed)

    def _readout(self) -> Readout | None:
        parts = {"V": self.arrays.get("V"), "c": self.arrays.get("c"), "label": self.label}
        missing = [name for name, part in parts.items() if part is None]
        if len(missing) == len(parts):
            return None
        if missing:
            raise InputError("is missing", "give V, c and label, or none of them", place=missing[0])
        return Readout(self.arrays["V"], self.arrays["c"], self.label or 0)

    def _network(self) -> Network:
        d = len(self.W)
        given = {name: array for name, array in self.arrays.items() if name in ("U", "b", "s0")}
        filled = {"U": np.eye(d), "b": np.zeros(d), "s0": np.zeros(d)} | given
        return Network(self.W, **filled, activation=activation_called(self.activation))

    def _sequence(self, network: Network) -> Array:
        if "x" not in self.arrays:
            return np.zeros((self._steps(network), network.m))
        if self.steps is not None:
            raise InputError("is given beside x", "remove one of the two", place="steps")
        require_steps(len(self.arrays["x"]), max(network.d, network.m))
        return self.arrays["x"]

    def _steps(self, network: Network) -> int:
        steps = STEPS if self.steps is None else self.steps
        if steps < 1:
            raise InputError(f"is {steps}", "give at least 1", place="steps")
        require_steps(steps, max(network.d, network.m), "the sequence")
        return steps
