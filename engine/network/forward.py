"""The forward pass: pre-activations and states of every step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.errors import InputError
from engine.network.arrays import Array
from engine.network.experiment import Experiment

_FAR = 300.0  # decades, well inside a double's 308


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


def stays_finite(experiment: Experiment) -> bool:
    """Return whether a bound shows, for far less than the pass costs, that it stays in range.

    ‖a_j‖∞ ≤ ‖W‖∞ ‖s_{j−1}‖∞ + c with c = ‖U‖∞ max|x| + ‖b‖∞, and ‖s_j‖∞ ≤ |σ(0)| + γ ‖a_j‖∞, or
    the ceiling of σ; so ‖s_j‖∞ ≤ q^j (‖s_0‖∞ + j (|σ(0)| + γ c)) with q = max(1, γ‖W‖∞).
    """
    net, sigma = experiment.network, experiment.network.activation
    with np.errstate(over="ignore", invalid="ignore"):
        weights = float(np.abs(net.W).sum(axis=1).max())
        c = float(np.abs(net.U).sum(axis=1).max() * np.abs(experiment.x).max(initial=0.0))
        c += float(np.abs(net.b).max())
        start, rest = float(np.abs(net.s0).max()), float(np.abs(sigma.value(np.zeros(1)))[0])
        rising = experiment.T * np.log10(max(1.0, sigma.gamma * weights))
        reached = rising + np.log10(1.0 + start + experiment.T * (rest + sigma.gamma * c))
        log10_states = max(min(reached, np.log10(sigma.ceiling)), np.log10(1.0 + start))
        return bool(log10_states + np.log10(1.0 + weights) < _FAR and c < 10.0**_FAR)


def _require_finite(a: Array, s: Array) -> None:
    bad = ~(np.isfinite(a).all(axis=1) & np.isfinite(s[1:]).all(axis=1))
    if bad.any():
        raise InputError(
            "leaves the range of a double",
            "use smaller weights or inputs, fewer steps, or an activation that saturates",
            place=f"the state s at step {int(np.argmax(bad)) + 1}",
        )
