"""The gradient against central differences of the loss, entry by entry.

    ∂L/∂W[m, n] ≈ D(h) = (L(W + h E_mn) − L(W − h E_mn)) / 2h

D(h) is off by O(h²) through curvature and by r/h through rounding, where r is the rounding of the
loss (`engine.experiment.loss.parts_rounding`) and what the network makes of the rounding of its
states (`engine.studies.rounding`). So there is no one good h. Eleven of them, ten times apart, are
tried upwards for as long as the quotient settles, and the one that moves least is taken, without a
look at the formula (after Ridders 1982, "Accurate computation of F'(x) and F'(x) F''(x)"). How far
it moves, with the rounding, is its uncertainty.

A quotient is *unsettled* and proves nothing where its uncertainty is above a ten-thousandth of the
gradient, or above half the quotient; where L(+h) = L(−h) to the last bit and
the formula is not zero; where ½(L(+h) + L(−h)) − L does not grow as h² does, so that the steps
have left the neighbourhood of W; and where a step takes a unit onto or across a kink of σ.

All moved networks run side by side: moving W[m, n] by h adds h s_{j−1}[n] to a_j[m], nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.bptt.forward import unrolled
from engine.bptt.trace import Trace
from engine.cells.elman import elman_step
from engine.chain.chain import Progress
from engine.chain.scaled import Array
from engine.experiment.experiment import Experiment
from engine.experiment.loss import losses, parts_rounding
from engine.studies.rounding import states_rounding

_STEPS = 10.0 ** np.arange(-12, -1)
_MOST_ENTRIES = 400
_LEAST_ENTRIES = 16
_FLOPS = 2e11  # of one check: some ten seconds of two cores
_ABREAST_NUMBERS = 1 << 18  # states side by side: 2 MB, within the cache's reach
_AGREEMENT = 1e-5  # of the largest entry
_SETTLED = 1e-4
_CLEAR = 1e-2  # of a quotient: with less uncertainty its own size counts
_UNSETTLING = 10.0  # a quotient that moves that much more than before has left its plateau
_CURVED = 30.0  # ½(L(+h) + L(−h)) − L grows a hundredfold from h to 10h where L is smooth
_EPSILON = float(np.finfo(np.float64).eps)
_SEED = 0


@dataclass(frozen=True)
class Kink:
    """A unit at a pre-activation where its activation has no derivative.

    Attributes:
        activation: its name.
        unit, step: i from 0, and j ≥ 1, of a_j[i].
        exact: whether a_j[i] is there to the last bit; else it is nearer than the smallest step.
        entries: how many entries of W move some unit off its kink or across it.
    """

    activation: str
    unit: int
    step: int
    exact: bool
    entries: int


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
        kink: the first unit that stands on a kink, if an entry of W could not be checked for it.
        uncertainty: of the quotient of that entry.
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
    kink: Kink | None = None
    uncertainty: float = 0.0

    @property
    def relative(self) -> float:
        """The error against the largest entry by formula or quotient; itself where all are zero."""
        return self.error / self._scale

    @property
    def agrees(self) -> bool:
        """Whether a quotient settled, and each is off by at most 10⁻⁵ of the largest entry.

        Its uncertainty is allowed for.
        """
        return self.settled > 0 and self.error <= _AGREEMENT * self._scale + self.uncertainty

    @property
    def _scale(self) -> float:
        return max(self.largest, abs(self.quotient)) or 1.0


@dataclass(frozen=True, eq=False)
class _Quotients:
    """Difference quotients of n entries.

    Attributes:
        value, uncertainty: (n,).
        kink: (n, 2) unit and step of the kink that the smallest step meets; step 0 for none.
    """

    value: Array
    uncertainty: Array
    kink: NDArray[np.intp]

    def settled(self, zero: NDArray[np.bool_], largest: float) -> NDArray[np.bool_]:
        """Return which of them can be held against the formula, (n,); `zero` is where it is 0."""
        size, sure = np.abs(self.value), self.uncertainty
        scale = max(largest, float(size[sure < _CLEAR * size].max(initial=0.0))) or 1.0
        equal = self.value == 0.0  # L(+h) = L(−h)
        told = np.where(equal, zero, size > 2.0 * sure)
        settled: NDArray[np.bool_] = told & (sure <= _SETTLED * scale) & (self.kink[:, 1] == 0)
        return settled


def gradient_check(trace: Trace, progress: Progress | None = None) -> GradientCheck:
    """Compare ∂L/∂W with difference quotients of the loss.

    Up to 400 entries are compared, fewer where that takes long; of more, a fixed random choice.

    Raises:
        OverflowError: the gradient or a moved loss leaves the range of a double.
    """
    e, gradient = trace.experiment, trace.gradient
    report = progress or (lambda _done, _total: None)
    entries = _chosen(e)
    formula, largest = gradient[entries[:, 0], entries[:, 1]], float(np.abs(gradient).max())
    noise, parts = states_rounding(e), []
    for done, part in _batches(entries, e.network.d):
        report(done, len(entries))
        parts.append(_quotients(trace, part, noise))
    found = _Quotients(
        *(np.concatenate([getattr(p, name) for p in parts]) for name in vars(parts[0]))
    )
    mantissa = trace.gradients.total("W").mantissa  # which no underflow has made zero
    settled = found.settled(mantissa[entries[:, 0], entries[:, 1]] == 0.0, largest)
    errors = np.abs(found.value - formula)
    excess = errors - np.where(settled, found.uncertainty, 0.0)
    sizes = np.maximum(largest, np.abs(found.value))
    # the largest error, but first of those that their uncertainty does not explain
    worst = int(np.lexsort((errors, excess > _AGREEMENT * sizes, settled))[-1])
    row, column = (int(v) for v in entries[worst])
    return GradientCheck(
        float(errors[worst]),
        row,
        column,
        float(formula[worst]),
        float(found.value[worst]),
        largest,
        int(settled.sum()),
        len(entries),
        gradient.size,
        _first_kink(trace, found.kink),
        float(found.uncertainty[worst]) if settled[worst] else 0.0,
    )


def _first_kink(trace: Trace, kinks: NDArray[np.intp]) -> Kink | None:
    met = kinks[kinks[:, 1] > 0]
    if not len(met):
        return None
    unit, step = (int(v) for v in met[np.lexsort(met.T)[0]])
    activation = trace.experiment.network.activation
    exact = float(trace.run.a[step - 1, unit]) in activation.kinks
    return Kink(activation.name, unit, step, exact, len(met))


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


def _quotients(trace: Trace, entries: NDArray[np.intp], noise: float) -> _Quotients:
    """Return the quotients of some entries; `noise` is how far rounding of the states moves L."""
    h = _STEPS * _sizes(trace, entries)[:, None]
    (there, back), rounding, crossed, kink = _moved(trace, entries, h)
    if not (np.isfinite(there[:, 0]) & np.isfinite(back[:, 0])).all():
        raise OverflowError("the loss leaves the range of a double when W is moved")
    with np.errstate(over="ignore", invalid="ignore"):
        values = (there - back) / (2 * h)
        blur = noise + rounding + _EPSILON * np.maximum(there, back)
        bend = np.abs(there / 2 + back / 2 - trace.loss)
        away = (bend > 8 * blur)[:, :-1] & (bend[:, 1:] < _CURVED * bend[:, :-1])
        left = np.logical_or.accumulate(crossed[:, 1:] | away | ~np.isfinite(values[:, 1:]), axis=1)
        moves = np.abs(np.diff(values, axis=1)) + (blur / h)[:, :-1]
    uncertainty = np.where(left, np.inf, moves)
    best, at = _first_plateau(uncertainty), np.arange(len(entries))
    value = np.where(np.isfinite(values[at, best + 1]), values[at, best + 1], values[at, 0])
    return _Quotients(value, uncertainty[at, best], kink)


def _sizes(trace: Trace, entries: NDArray[np.intp]) -> Array:
    """Return how far each entry may be moved for a_j to move by its own size, (n,)."""
    net, t = trace.experiment.network, trace.t
    states = np.abs(trace.run.s[:t])
    with np.errstate(over="ignore"):
        driven = np.abs(trace.experiment.x[:t]) @ np.abs(net.U).T + np.abs(net.b)
        sums = (states @ np.abs(net.W).T + driven).max(axis=0)[entries[:, 0]]
        read = states.max(axis=0)[entries[:, 1]]
        ratio = np.where(sums > 0, sums, 1.0) / np.where(read > 0, read, 1.0)
    return np.clip(ratio, 1e-290, 1e290)


def _first_plateau(uncertainty: Array) -> NDArray[np.intp]:
    """Return in each row where it is least, before it first rises tenfold above its least."""
    left = uncertainty > _UNSETTLING * np.minimum.accumulate(uncertainty, axis=1)
    reached = np.where(np.logical_or.accumulate(left, axis=1), np.inf, uncertainty)
    best: NDArray[np.intp] = reached.argmin(axis=1)
    return best


def _moved(
    trace: Trace, entries: NDArray[np.intp], h: Array
) -> tuple[Array, Array, NDArray[np.bool_], NDArray[np.intp]]:
    """Run the networks whose entries are moved by ±h, h of shape (n, K).

    Returns L there and back, (2, n, K); the rounding of its parts, (n, K); whether a unit comes
    onto or across a kink, (n, K); unit and step of the first to do so by the smallest h, (n, 2).
    """
    e, net = trace.experiment, trace.experiment.network
    rows, columns = np.tile(np.repeat(entries, h.shape[1], axis=0).T, 2)
    by, at = np.concatenate((h.ravel(), -h.ravel())), np.arange(2 * h.size)
    total, rounding = np.zeros((2, 2 * h.size))
    crossed, kink = np.zeros(h.shape, np.bool_), np.zeros((len(entries), 2), np.intp)

    def recurrent(S: Array) -> Array:
        A: Array = S @ net.W.T
        A[at, rows] += by * S[at, columns]
        return A

    step = elman_step(recurrent, net.activation.value)
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        start, drive = np.tile(net.s0, (2 * h.size, 1)), net.cell.drive(e.x[: e.t])
        for j, (A, S) in enumerate(unrolled(drive, start, step), 1):
            for value in net.activation.kinks:
                sides = np.sign(A - value) != np.sign(trace.run.a[j - 1] - value)
                meets = sides.reshape(2, *h.shape, net.d).any(axis=0)
                first = meets[:, 0].any(axis=1) & (kink[:, 1] == 0)
                kink[first] = np.stack((meets[first, 0].argmax(axis=1), np.full(first.sum(), j)), 1)
                crossed |= meets.any(axis=2)
            if e.summed or j == e.t:
                total += losses(S, e.y, e.readout)
                rounding += parts_rounding(S, e.y, e.readout)
    return total.reshape(2, *h.shape), rounding.reshape(2, *h.shape).max(axis=0), crossed, kink
