"""The forward pass: pre-activations and states of every step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.errors import InputError
from engine.network.arrays import Array
from engine.network.experiment import Experiment


@dataclass(frozen=True, eq=False)
class Forward:
    """What the network does with its inputs.

    Attributes:
        a: (T, d) pre-activations; a[j − 1] is a_j = U x_j + W s_{j−1} + b.
        s: (T + 1, d) states; s[j] is s_j = σ(a_j), s[0] the initial state.
    """

    a: Array
    s: Array


def forward(experiment: Experiment) -> Forward:
    """Return all pre-activations and states, read-only.

    Raises:
        InputError: a state or pre-activation leaves the range of a double; names the step.
    """
    net = experiment.network
    s = np.empty((experiment.T + 1, net.d))
    s[0] = net.s0
    with np.errstate(over="ignore", invalid="ignore"):
        a = experiment.x @ net.U.T + net.b
        for j in range(1, experiment.T + 1):
            a[j - 1] += net.W @ s[j - 1]
            s[j] = net.activation.value(a[j - 1])
    _require_finite(a, s)
    a.flags.writeable = s.flags.writeable = False
    return Forward(a, s)


def _require_finite(a: Array, s: Array) -> None:
    bad = ~(np.isfinite(a).all(axis=1) & np.isfinite(s[1:]).all(axis=1))
    if bad.any():
        raise InputError(
            "leaves the range of a double",
            "use smaller weights or inputs, fewer steps, or an activation that saturates",
            place=f"the state s at step {int(np.argmax(bad)) + 1}",
        )
