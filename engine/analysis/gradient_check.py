"""The gradient against central differences of the loss, entry by entry.

    ∂L/∂W[m, n] ≈ D(h) = (L(W + h E_mn) − L(W − h E_mn)) / 2h

D(h) is off by O(h²) through curvature and by about ε |L| / h through rounding, so there is no one
good h. Steps of 10⁻¹⁰ … 10⁻² times the largest |W| are tried upwards for as long as the quotient
settles, and the one that moves least is taken, without a look at the formula (after Ridders 1982,
"Accurate computation of F'(x) and F'(x) F''(x)"). How far it moves, with the rounding, is its
uncertainty. Where that is above a part in a million of the gradient, as when the gradient lies
below the rounding of the loss, the quotient is *unsettled* and proves nothing.

All moved networks run side by side: moving W[m, n] by h adds h s_{j−1}[n] to a_j[m], nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.backprop.chain import Progress
from engine.backprop.scaled import Array
from engine.backprop.trace import Trace
from engine.network.experiment import Experiment
from engine.network.loss import Readout

_STEPS = 10.0 ** np.arange(-10, -1)
_MOST_ENTRIES = 400
_LEAST_ENTRIES = 16
_FLOPS = 2e11  # of one check: some ten seconds of two cores
_ABREAST_NUMBERS = 1 << 18  # states side by side: 2 MB, within the cache's reach
_AGREEMENT = 1e-5  # of the largest entry
_SETTLED = 1e-6
_UNSETTLING = 10.0  # a quotient that moves that much more than before has left its plateau
_SEED = 0


@dataclass(frozen=True)
class GradientCheck:
    """How far the formula is from the difference quotients.

    Attributes:
        error: the largest |quotient − formula| over the settled quotients, or over all if none is.
        row, column: of the entry with that error, from 0.
        formula, quotient: both values of that entry.
        largest: the largest |formula| over all entries of the gradient.
        settled, checked, entries: how many quotients settled, of how many entries checked, of how
            many there are.
    """

    error: float
    row: int
    column: int
    formula: float
    quotient: float
    largest: float
    settled: int
    checked: int
    entries: int

    @property
    def relative(self) -> float:
        """The largest error against the largest entry; the plain error where all are zero."""
        return self.error / (self.largest or 1.0)

    @property
    def agrees(self) -> bool:
        """Whether every settled quotient, and there is one, is within 10⁻⁵ of the largest entry."""
        return self.settled > 0 and self.relative < _AGREEMENT


def gradient_check(trace: Trace, progress: Progress | None = None) -> GradientCheck:
    """Compare ∂L/∂W with difference quotients of the loss.

    Up to 400 entries are compared, fewer where that takes long; of more, a fixed random choice.

    Raises:
        OverflowError: the gradient or a moved loss leaves the range of a double.
    """
    e, formula = trace.experiment, trace.gradient
    report = progress or (lambda _done, _total: None)
    entries = _chosen(e)
    parts = []
    for done, part in _batches(entries, e.network.d):
        report(done, len(entries))
        parts.append(_quotients(e, part))
    quotients, uncertainty = np.concatenate(parts, axis=1)
    errors = np.abs(quotients - formula[entries[:, 0], entries[:, 1]])
    largest = float(np.abs(formula).max())
    settled = uncertainty <= _SETTLED * (largest or 1.0)
    worst = int(np.where(settled | ~settled.any(), errors, -1.0).argmax())
    row, column = (int(v) for v in entries[worst])
    return GradientCheck(
        float(errors[worst]),
        row,
        column,
        float(formula[row, column]),
        float(quotients[worst]),
        largest,
        int(settled.sum()),
        len(entries),
        formula.size,
    )


def checked_entries(e: Experiment) -> int:
    """Return how many entries of W a check compares: up to 400, fewer where that takes long."""
    size = e.network.d**2
    afforded = int(_FLOPS / (4.0 * len(_STEPS) * e.t * size))
    return min(size, _MOST_ENTRIES, max(afforded, _LEAST_ENTRIES))


def _chosen(e: Experiment) -> NDArray[np.intp]:
    """Return rows and columns of the entries to check, (n, 2)."""
    size, count = e.network.d**2, checked_entries(e)
    flat = np.arange(size)
    if count < size:
        flat = np.sort(np.random.default_rng(_SEED).choice(size, count, replace=False))
    return np.stack(np.unravel_index(flat, e.network.W.shape), axis=1)


def _batches(entries: NDArray[np.intp], d: int) -> Iterator[tuple[int, NDArray[np.intp]]]:
    length = max(_ABREAST_NUMBERS // (2 * len(_STEPS) * d), 1)
    for first in range(0, len(entries), length):
        yield first, entries[first : first + length]


def _quotients(e: Experiment, entries: NDArray[np.intp]) -> Array:
    """Return the quotient of each entry and its uncertainty, (2, n)."""
    n = len(entries)
    steps = _STEPS * (float(np.abs(e.network.W).max()) or 1.0)
    moved, h = np.repeat(entries, len(steps), axis=0), np.tile(steps, n)
    there, back = (_losses(e, moved, sign * h).reshape(n, -1) for sign in (1.0, -1.0))
    values = (there - back) / (2 * steps)
    if not np.isfinite(values).all():
        raise OverflowError("the loss leaves the range of a double when W is moved")
    rounding = np.finfo(np.float64).eps * np.maximum(there, back) / steps
    uncertainty = np.abs(np.diff(values, axis=1)) + rounding[:, :-1]
    best, at = _first_plateau(uncertainty), np.arange(n)
    return np.array([values[at, best + 1], uncertainty[at, best]])


def _first_plateau(uncertainty: Array) -> NDArray[np.intp]:
    """Return in each row where it is least, before it first rises tenfold above its least."""
    left = uncertainty > _UNSETTLING * np.minimum.accumulate(uncertainty, axis=1)
    reached = np.where(np.logical_or.accumulate(left, axis=1), np.inf, uncertainty)
    best: NDArray[np.intp] = reached.argmin(axis=1)
    return best


def _losses(e: Experiment, entries: NDArray[np.intp], h: Array) -> Array:
    """Return L for each network with one entry of W moved by h, (n,)."""
    net, at = e.network, np.arange(len(entries))
    rows, columns = entries.T
    states = np.tile(net.s0, (len(entries), 1))
    total = np.zeros(len(entries))
    fixed = e.x @ net.U.T + net.b
    with np.errstate(over="ignore", invalid="ignore"):  # what overflows is told by the quotient
        for j in range(1, e.t + 1):
            a = states @ net.W.T + fixed[j - 1]
            a[at, rows] += h * states[at, columns]
            states = net.activation.value(a)
            if e.summed or j == e.t:
                total += _loss(states, e.y, e.readout)
    return total


def _loss(states: Array, y: Array, readout: Readout | None) -> Array:
    """Return L_j of many states side by side, (n,)."""
    if readout is None:
        distances: Array = 0.5 * ((states - y) ** 2).sum(axis=1)
        return distances
    z = states @ readout.V.T + readout.c
    z -= z[:, [readout.label]]
    top = np.maximum(z.max(axis=1), 0.0)
    losses: Array = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
    return losses
