"""What is left of the gradient in float32, in which networks are trained.

The whole computation is repeated as PyTorch does it in float32 on a CPU, subnormal numbers kept:
parameters and inputs are rounded to float32, the states are computed from them, the slopes from the
states (1 − s² for tanh, s(1 − s) for the logistic), and δ_k is walked back. A term is *exactly
zero* when every one of its d² entries, a product of two float32 numbers, is rounded to zero: up to
2^−150 ≈ 7·10^−46 nothing is left. Where the last subnormal is rounded away depends on the order in
which a library sums products, so PyTorch's border may lie a step further on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.bptt.forward import unrolled
from engine.cells.activations import Activation, Array
from engine.cells.elman import elman_step
from engine.experiment.experiment import Experiment

Singles = NDArray[np.float32]
_ONE = np.float32(1)

_SLOPE_OF_STATE: dict[str, Callable[[Singles], Singles]] = {
    "tanh": lambda s: _ONE - s * s,
    "logistic": lambda s: s * (_ONE - s),
}


@dataclass(frozen=True, eq=False)
class Float32Underflow:
    """The terms of ∂L/∂W in float32; index i stands for k = t − i.

    Attributes:
        zero: (t,) whether the term is exactly zero.
        finite: (t,) whether it is a number at all; it is none where a state or δ_k overflowed.
    """

    zero: NDArray[np.bool_]
    finite: NDArray[np.bool_]

    @property
    def silent_until(self) -> int:
        """The last k for which the terms 1 … k are all exactly zero; 0 if term 1 is not."""
        heard = ~self.zero[::-1]
        return int(np.argmax(heard)) if heard.any() else len(heard)


def float32_underflow(experiment: Experiment) -> Float32Underflow:
    """Return which terms of ∂L/∂W survive in float32."""
    t = experiment.t
    zero, finite = np.empty(t, np.bool_), np.empty(t, np.bool_)
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        s, slopes = _forward(experiment)
        W = experiment.network.W.astype(np.float32)
        delta = _arriving(experiment, s[t])
        for i, k in enumerate(range(t, 0, -1)):
            local = slopes[k - 1] * delta
            largest = np.abs(local).max() * np.abs(s[k - 1]).max()  # rounding keeps the order
            zero[i], finite[i] = largest == 0, np.isfinite(largest)
            delta = local @ W
            if experiment.summed and k > 1:
                delta = delta + _arriving(experiment, s[k - 1])
    return Float32Underflow(zero, finite)


def _forward(experiment: Experiment) -> tuple[Singles, Singles]:
    """Return the states s_0 … s_t and the slopes of a_1 … a_t."""
    net, t, sigma = experiment.network, experiment.t, experiment.network.activation.value
    W, U, b, x = (v.astype(np.float32) for v in (net.W, net.U, net.b, experiment.x[:t]))
    a, s = x @ U.T + b, np.empty((t + 1, net.d), np.float32)
    s[0] = net.s0
    steps = unrolled(a, s[0], elman_step(lambda state: W @ state, lambda v: _single(sigma, v)))
    for j, (pre_activation, state) in enumerate(steps, 1):
        a[j - 1], s[j] = pre_activation, state
    return s, _slopes(net.activation, a, s[1:])


def _slopes(activation: Activation, a: Singles, s: Singles) -> Singles:
    of_state = _SLOPE_OF_STATE.get(activation.name)
    return of_state(s) if of_state else _single(activation.slope, a)


def _single(function: Callable[[Array], Array], values: Singles) -> Singles:
    return function(values.astype(np.float64)).astype(np.float32)


def _arriving(experiment: Experiment, state: Singles) -> Singles:
    """Return ∂L_j/∂s_j."""
    readout = experiment.readout
    if readout is None:
        return state - experiment.y.astype(np.float32)
    V = readout.V.astype(np.float32)
    z = V @ state + readout.c.astype(np.float32)
    share = np.exp(z - z.max())
    share /= share.sum()
    share[readout.label] -= _ONE
    gradient: Singles = V.T @ share
    return gradient
