"""How far the rounding of the states moves the loss, found by rounding them at random.

Every sum a_j and every state s_j of some copies of the network is moved up or down, at random, by
as much as rounding moves it at most: ε(|W||s| + |U||x| + |b|) and 2ε|s|. How far their losses lie
from the unmoved one shows what the network makes of rounding on its way, without a look at the
gradient (after Vignes 1993, "A stochastic arithmetic for reliable scientific computation").
"""

from __future__ import annotations

import numpy as np

from engine.bptt.forward import unrolled
from engine.cells.elman import elman_step
from engine.chain.scaled import Array
from engine.experiment.experiment import Experiment
from engine.experiment.loss import losses

_COPIES = 16
_EPSILON = float(np.finfo(np.float64).eps)
_SEED = 0


def states_rounding(experiment: Experiment) -> float:
    """Return how far rounding of the states moves the loss; inf where a copy leaves the range."""
    net, e = experiment.network, experiment
    rng = np.random.default_rng(_SEED)
    sizes, W_T, size_T = np.abs(e.x) @ np.abs(net.U).T + np.abs(net.b), net.W.T, np.abs(net.W).T
    total = np.zeros(_COPIES)

    def moved(values: Array, by: Array) -> Array:
        """Move all but the first row."""
        shares = rng.uniform(-_EPSILON, _EPSILON, values.shape)
        shares[0] = 0.0
        return values + shares * by

    def activated(A: Array) -> Array:
        S = net.activation.value(A)
        return moved(S, 2.0 * np.abs(S))

    def recurrent(S: Array) -> Array:
        return moved(S @ W_T, np.abs(S) @ size_T)

    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        fixed = net.cell.drive(e.x[: e.t])
        start = np.tile(net.s0, (_COPIES, 1))
        drive = (moved(start * 0.0 + row, size) for row, size in zip(fixed, sizes, strict=False))
        for j, (_a, S) in enumerate(unrolled(drive, start, elman_step(recurrent, activated)), 1):
            if e.summed or j == e.t:
                total += losses(S, e.y, e.readout)
        spread = float(np.abs(total - total[0]).max())
    return spread if np.isfinite(spread) else np.inf
