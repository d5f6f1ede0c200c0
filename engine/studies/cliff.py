"""The cliff: the loss surface of one unit over (w, b), and descent on it.

Pascanu, Mikolov and Bengio (2013), "On the difficulty of training recurrent neural networks",
section 2.3 and figure 6, take one hidden unit without input, with σ the logistic function:

    x_t = w σ(x_{t−1}) + b,   x_0 = 0.5,   E = (σ(x_50) − 0.7)²

Their x_t is the pre-activation. With a_t = x_t and s_t = σ(x_t) it is our form to the letter,

    a_t = w s_{t−1} + b,   s_t = σ(a_t),   s_0 = σ(0.5) ≈ 0.622,   y = 0.7,   E = 2 L_50

as L_t = ½(s_t − y)². So W = (w), and the surface is the same but for the factor 2. Where the
stable state that the unit runs into changes with (w, b), the surface has its wall.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from engine.bptt.forward import unrolled
from engine.cells.activations import LOGISTIC
from engine.cells.elman import elman_step
from engine.chain.scaled import Array
from engine.experiment.experiment import Experiment
from engine.experiment.network import Network
from engine.studies.descent import CLIP_ROOM, Rule

STEPS = 50
TARGET = 0.7
START_STATE = 1.0 / (1.0 + math.exp(-0.5))


@dataclass(frozen=True, eq=False)
class Surface:
    """E over a grid; `loss[i, j]` stands at (w[j], b[i]), (len(b), len(w))."""

    w: Array
    b: Array
    loss: Array


def cliff_experiment(w: float, b: float) -> Experiment:
    """Return the one-unit network at (w, b) as an experiment; its loss is E / 2."""
    network = Network(
        np.array([[w]]), np.zeros((1, 1)), np.array([b]), np.array([START_STATE]), LOGISTIC
    )
    return Experiment(network, np.zeros((STEPS, 1)), np.array([TARGET]), STEPS)


def surface(w: Array, b: Array) -> Surface:
    """Return E for every pair of the values `w` and `b`."""
    start = np.full((len(b), len(w)), START_STATE)
    _a, s = deque(_steps(w[None, :], b[:, None], start), maxlen=1).pop()  # of the last step
    return Surface(w, b, (s - TARGET) ** 2)


def gradient(w: float, b: float) -> tuple[float, Array]:
    """Return E and (∂E/∂w, ∂E/∂b) at one point; not finite where they leave a double's range.

    The derivatives of s are carried forward: ∂s_t = σ'(a_t) ((s_{t−1}, 1) + w ∂s_{t−1}).
    """
    s, ds = START_STATE, np.zeros(2)
    with np.errstate(over="ignore", invalid="ignore"):
        for a, following in _steps(w, np.array([b]), np.array([s])):
            ds = LOGISTIC.slope(a) * (np.array([s, 1.0]) + w * ds)
            s = float(following[0])
        return (s - TARGET) ** 2, 2.0 * (s - TARGET) * ds


def _steps(w: Array | float, b: Array, s: Array) -> Iterator[tuple[Array, Array]]:
    return unrolled(repeat(b, STEPS), s, elman_step(lambda state: w * state, LOGISTIC.value))


def path(w: float, b: float, rule: Rule, steps: int) -> Array:
    """Return the points of a descent from (w, b) with both weights learnt, (n, 2).

    n = steps + 1, or fewer if the descent leaves the range of a double on the way. Clipping takes
    both derivatives together, as a vector.
    """
    points = [np.array([w, b])]
    for _ in range(steps):
        slope = gradient(float(points[-1][0]), float(points[-1][1]))[1]
        if rule.theta is not None:
            slope = slope * min(1.0, rule.theta / (float(np.linalg.norm(slope)) + CLIP_ROOM))
        with np.errstate(over="ignore", invalid="ignore"):
            following = points[-1] - rule.eta * slope
        if not np.isfinite(following).all():
            break
        points.append(following)
    return np.array(points)
