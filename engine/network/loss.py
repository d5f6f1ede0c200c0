"""The loss at a step: half the squared distance to a target, or the cross-entropy of a read-out.

    squared error      L_j = ½‖s_j − y‖²                     ∂L_j/∂s_j = s_j − y
    cross-entropy      L_j = −log softmax(V s_j + c)[label]  ∂L_j/∂s_j = Vᵀ(softmax(z) − e_label)

z = V s_j + c has one entry a class.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.errors import InputError
from engine.network.arrays import Array, frozen, require_shape


@dataclass(frozen=True, eq=False)
class Readout:
    """A linear read-out with n classes, of which one is right.

    Attributes:
        V: (n, d) weights.
        c: (n,) bias.
        label: the right class, counted from 0.

    Raises:
        InputError: c does not fit V, an entry is not finite, or there is no such class.
    """

    V: Array
    c: Array
    label: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "V", frozen(self.V, "V", 2))
        object.__setattr__(self, "c", frozen(self.c, "c", 1))
        n = self.V.shape[0]
        require_shape(self.c, "c", (n,), f"give one number for each of the {n} rows of V")
        if not 0 <= self.label < n:
            remedy = f"choose a class from 0 to {n - 1}" if n else "give V at least one row"
            raise InputError(f"is {self.label}", remedy, place="label")


def loss_value(s: Array, y: Array, readout: Readout | None) -> float:
    """Return L_j at the state s, (d,); inf where it leaves the range of a double."""
    with np.errstate(over="ignore"):
        if readout is None:
            return float(0.5 * np.sum((s - y) ** 2))
        z = readout.V @ s + readout.c
        top = float(z.max())
        return top + float(np.log(np.exp(z - top).sum())) - float(z[readout.label])


def half_loss_gradient(s: Array, y: Array, readout: Readout | None) -> Array:
    """Return ½ ∂L_j/∂s_j, (d,); halved, as s − y of two doubles may leave their range."""
    if readout is None:
        return s / 2 - y / 2
    z = readout.V @ s + readout.c
    share = np.exp(z - z.max())
    share /= share.sum()
    share[readout.label] -= 1.0
    gradient: Array = readout.V.T @ (share / 2)
    return gradient
