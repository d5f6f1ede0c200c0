"""The loss along the gradient's direction.

With g = ∂L/∂W ≠ 0, φ(r) = L(W − r g/‖g‖) is the loss after moving W by the distance r ≥ 0
(Frobenius); φ'(0) = −‖g‖ < 0, so the loss falls at first. r* is the first local minimum of φ:
the one that small steps would come to, whatever lies behind it. It is looked for on distances of
all scales, eight a decade up to 8‖W‖, once more on 120 even steps, twice as finely if there is none
yet, and then closed in on; a dip narrower than these steps can be missed.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.bptt.forward import unrolled
from engine.cells.elman import elman_step
from engine.chain.scaled import Array, Scaled, from_log10
from engine.experiment.experiment import Experiment
from engine.experiment.loss import loss_rounding, losses
from engine.studies.rounding import states_rounding

Report = Callable[[int, int], None]
Sampled = tuple[Array, Array, Array]  # distances, losses, the rounding of each

_REACH = 8.0  # how far a minimum is looked for, in ‖W‖
_FARTHEST = 1e300  # W moved as far stays in the range of a double
_FINEST = 1e-12  # the first sample, as a share of the reach
_DECADES = 24
_PER_DECADE = 8
_DENSE = 121
_LEAST_ROUNDS, _MOST_ROUNDS, _POINTS = 4, 16, 17
_NARROW = 1e-3  # of a minimum: the width between its neighbours at which it is found


@dataclass(frozen=True, eq=False)
class LossAlongGradient:
    """φ at distances of all scales.

    Attributes:
        distances: (n,) r, rising from 0.
        losses: (n,) φ(r); inf where a state or the loss leaves the range of a double.
        minimum: r*; None if φ rises nowhere as far as it was looked at.
        noise: how large a difference of losses may come from rounding.
    """

    distances: Array
    losses: Array
    minimum: float | None
    noise: float = 0.0

    @property
    def start(self) -> float:
        """φ(0), the present loss."""
        return float(self.losses[0])

    @property
    def drop(self) -> float:
        """φ(0) − φ(r*), what is to be gained on the way to the minimum; 0 if it is rounding."""
        drop = self.start - self.least
        return drop if drop > self.noise else 0.0

    @property
    def least(self) -> float:
        """φ(r*), or the least loss found where there is no minimum within reach."""
        if self.minimum is None:
            return float(self.losses.min())
        return float(self.losses[np.searchsorted(self.distances, self.minimum)])


def losses_along(experiment: Experiment, direction: Array, distances: Array) -> Array:
    """Return L(W − r · direction) for every r of `distances`, (n,); see `_sampled`."""
    return _sampled(experiment, direction, distances)[1]


def _sampled(experiment: Experiment, direction: Array, distances: Array) -> Sampled:
    """Return the distances, L(W − r · direction) at each, and the rounding of each, (n,).

    `direction` is (d, d). All n networks run side by side: with their states as rows of S,
    (W − r D) s is one row of S Wᵀ − r S Dᵀ, two matrix products a step for all of them. inf where
    a state or the loss leaves the range of a double.
    """
    net, e = experiment.network, experiment
    both, r = np.concatenate((net.W, direction)).T, distances[:, None]
    total, rounding = np.zeros((2, len(r)))

    def recurrent(S: Array) -> Array:
        moved = S @ both
        return moved[:, : net.d] - r * moved[:, net.d :]

    with np.errstate(over="ignore", invalid="ignore"):
        start, drive = np.tile(net.s0, (len(r), 1)), net.cell.drive(e.x[: e.t])
        steps = unrolled(drive, start, elman_step(recurrent, net.activation.value))
        for j, (_a, S) in enumerate(steps, 1):
            if e.summed or j == e.t:
                value = losses(S, e.y, e.readout)
                total += value
                rounding += loss_rounding(S, e.y, e.readout, value)
    finite = np.isfinite(total)
    return distances, np.where(finite, total, np.inf), np.where(finite, rounding, 0.0)


def look_along(
    experiment: Experiment, gradient: Scaled, view: float = 0.0, report: Report | None = None
) -> LossAlongGradient | None:
    """Return φ, sampled at all scales and densely up to `view` or a little past r*.

    None where the gradient is exactly zero, so that there is no direction, and where the loss
    itself is beyond the range of a double.

    Args:
        experiment: where W stands.
        gradient: ∂L/∂W, (d, d).
        view: a distance that should be in the picture, such as that of the next step.
        report: called with (done, total) between passes; what it raises ends the search.
    """
    if not gradient.mantissa.any():
        return None
    direction, of_states = unit(gradient), states_rounding(experiment)

    def measure(distances: Array) -> Sampled:
        r, losses, rounding = _sampled(experiment, direction, distances)
        return r, losses, 2.0 * (rounding + of_states)

    loss = float(measure(np.zeros(1))[1][0])
    if not math.isfinite(loss):
        return None
    scales = _scales(experiment, gradient, loss)
    return _searched(measure, scales, view, report or (lambda _done, _total: None))


def _searched(
    measure: Callable[[Array], Sampled], scales: Array, view: float, report: Report
) -> LossAlongGradient:
    coarse = measure(scales)
    report(1, 3)
    samples = _merged([coarse, measure(np.linspace(0.0, _far(coarse, view), _DENSE))])
    report(2, 3)
    if _first_minimum(samples) is None:  # a narrow one may only show now
        between = np.sqrt(scales[1:-1]) * np.sqrt(scales[2:])
        finer = np.concatenate((between, np.linspace(0.0, scales[-1], _DENSE)))
        samples = _merged([samples, measure(finer)])
    at, noise = _first_minimum(samples), float(samples[2][0])
    if at is None:
        return LossAlongGradient(*samples[:2], None, noise)
    closer = _refined(samples[0], at, measure)
    return LossAlongGradient(*_merged([samples, *closer])[:2], _lowest(closer[-1]), noise)


def _far(coarse: Sampled, view: float) -> float:
    """Return the distance up to which φ is sampled densely."""
    at = _first_minimum(coarse)
    past_minimum = 0.0 if at is None else 2.5 * float(coarse[0][at])
    return max(past_minimum, 1.15 * view) if math.isfinite(view) else past_minimum


def _scales(experiment: Experiment, gradient: Scaled, loss: float) -> Array:
    """Return 0 and distances in geometric steps, from far below the first minimum to the reach.

    φ(0)/‖g‖, where the tangent would reach a loss of zero, is the scale of a steep descent.
    """
    with np.errstate(over="ignore"):  # of the squares of an enormous W
        size = float(np.linalg.norm(experiment.network.W))
    reach = min(_REACH * max(size, 1.0), _FARTHEST)
    steep = np.log10(max(loss, np.finfo(np.float64).tiny)) - gradient.log10_norm()
    first = max(min(np.log10(_FINEST * reach), float(steep) - 3.0), -300.0)
    last = min(np.log10(reach), first + _DECADES)
    count = 2 + round(_PER_DECADE * (last - first))
    return np.concatenate(([0.0], from_log10(np.linspace(first, last, count))))


def _first_minimum(samples: Sampled) -> int | None:
    """Return the index of the least loss before φ first rises; None if it never does."""
    _r, losses, rounding = samples
    room = np.maximum(rounding, rounding[0])
    rises = np.flatnonzero(losses > np.minimum.accumulate(losses) + room)
    return int(losses[: rises[0]].argmin()) if len(rises) else None


def _refined(r: Array, at: int, measure: Callable[[Array], Sampled]) -> list[Sampled]:
    """Close in on a minimum between two neighbours of a sample."""
    low, high = float(r[max(at - 1, 0)]), float(r[min(at + 1, len(r) - 1)])
    samples = []
    for done in range(_MOST_ROUNDS):
        if done >= _LEAST_ROUNDS and high - low <= _NARROW * high:
            break
        samples.append(measure(np.linspace(low, high, _POINTS)))
        points, values, _rounding = samples[-1]
        best = int(values.argmin())
        low, high = float(points[max(best - 1, 0)]), float(points[min(best + 1, _POINTS - 1)])
    return samples


def _merged(samples: list[Sampled]) -> Sampled:
    distances, losses, rounding = (np.concatenate(parts) for parts in zip(*samples, strict=True))
    distances, kept = np.unique(distances, return_index=True)
    return distances, losses[kept], rounding[kept]


def _lowest(sample: Sampled) -> float:
    return float(sample[0][sample[1].argmin()])


def unit(gradient: Scaled) -> Array:
    """Return g/‖g‖ of a gradient that is not zero."""
    direction: Array = gradient.mantissa / np.linalg.norm(gradient.mantissa)
    return direction
