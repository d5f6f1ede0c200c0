"""The forward pass: pre-activations and states of every step, and the loss of the states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.arrays import Array
from engine.cells.elman import Step
from engine.errors import InputError
from engine.experiment.experiment import Experiment
from engine.experiment.loss import losses

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


def unrolled(drive: Iterable[Any], s: Any, step: Step) -> Iterator[tuple[Any, Any]]:
    """Yield (a_j, s_j) for j = 1, 2, …, from `drive`, what the inputs add to each step, and s_0.

    `step` is a cell's; of many networks side by side, with their states as the rows of s, or in
    any precision, just as well.
    """
    for driven in drive:
        a, s = step(driven, s)
        yield a, s


def forward(experiment: Experiment) -> Forward:
    """Return all pre-activations and states, read-only.

    Raises:
        InputError: a state, a pre-activation or an output of the read-out that the loss asks for
            leaves the range of a double; names the step.
    """
    net = experiment.network
    s = np.empty((experiment.T + 1, net.d))
    s[0] = net.s0
    with np.errstate(over="ignore", invalid="ignore"):
        a = net.cell.drive(experiment.x)
        steps = unrolled(a, net.s0, net.cell.step)
        for j, (pre_activation, state) in enumerate(steps, 1):
            a[j - 1], s[j] = pre_activation, state
    _require_finite(experiment, a, s)
    a.flags.writeable = s.flags.writeable = False
    return Forward(a, s)


def loss_of(experiment: Experiment, run: Forward) -> float:
    """Return L_t, or L_1 + … + L_t if they are summed; inf above the range of a double."""
    states = run.s[_first_loss(experiment) : experiment.t + 1]
    with np.errstate(over="ignore"):
        return float(losses(states, experiment.y, experiment.readout).sum())


def _first_loss(experiment: Experiment) -> int:
    return 1 if experiment.summed else experiment.t


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
        if experiment.readout is not None:
            weights = max(weights, float(np.abs(experiment.readout.V).sum(axis=1).max()))
            c = max(c, float(np.abs(experiment.readout.c).max()))
        return bool(log10_states + np.log10(1.0 + weights) < _FAR and c < 10.0**_FAR)


def _require_finite(experiment: Experiment, a: Array, s: Array) -> None:
    bad = ~(np.isfinite(a).all(axis=1) & np.isfinite(s[1:]).all(axis=1))
    if bad.any():
        raise InputError(
            "leaves the range of a double",
            "use smaller weights or inputs, fewer steps, or an activation that saturates",
            place=f"the state s at step {int(np.argmax(bad)) + 1}",
        )
    if experiment.readout is None:
        return
    first = _first_loss(experiment)
    bad = ~np.isfinite(experiment.readout.outputs(s[first : experiment.t + 1])).all(axis=1)
    if bad.any():
        raise InputError(
            "leaves the range of a double",
            "use smaller entries of V and c, or smaller states",
            place=f"the read-out V s + c at step {int(np.argmax(bad)) + first}",
        )
