"""The formulas and seeds of the gallery's presets.

Each function named in `PRESETS` returns the fields of one preset: what a person would write into
its file, and nothing that equals a default. Where a claim rests on an exact norm, the matrix has a
short exact decimal form (reflections, Pythagorean rotations) instead of a rounded one.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Fields = dict[str, Any]

HADAMARD: Array = np.array([[1, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1], [1, -1, -1, 1]])


def decimals(values: ArrayLike, digits: int) -> Array:
    """Return `values` rounded to `digits` decimals, with no −0."""
    exact: Array = np.array(values, dtype=np.float64)
    return exact.round(digits) + 0.0


def gaussian(seed: int, *shape: int) -> Array:
    """Return standard normal numbers rounded to 2 decimals."""
    return decimals(np.random.default_rng(seed).standard_normal(shape), 2)


def uniform(seed: int, limit: float, *shape: int) -> Array:
    """Return numbers uniform in ±limit, rounded to 3 decimals."""
    return decimals(np.random.default_rng(seed).uniform(-limit, limit, shape), 3)


def pulse(steps: int, size: float = 1.0) -> Array:
    """Return one input over `steps` steps that is `size` at the first and 0 after it."""
    x: Array = size * np.eye(steps, 1)
    return x


def wave(steps: int, period: float, size: float) -> Array:
    """Return one input, size · sin(2πj / period) for j = 1 … steps, to 2 decimals."""
    turn = 2 * math.pi / period
    return decimals([[size * math.sin(turn * j)] for j in range(1, steps + 1)], 2)


def column(*values: float) -> Array:
    """Return the values as a (d, 1) matrix: the weights of one input."""
    return np.array(values, dtype=np.float64)[:, None]


def unit(d: int) -> Array:
    """Return (1, 0, …, 0), (d,)."""
    return np.array([1.0] + [0.0] * (d - 1))


def reflections(*directions: list[int]) -> Array:
    """Return the product of the reflections I − 2vvᵀ/‖v‖².

    With ‖v‖² = 10 the entries of each are multiples of 0.2, so the product is orthogonal to
    rounding and yet short to read.
    """
    Q = np.eye(len(directions[0]))
    for direction in directions:
        v = np.array(direction)
        Q = Q @ (np.eye(len(v)) - 2 * np.outer(v, v) / (v @ v))
    return decimals(Q, 6)


def orthonormal(rows: Array) -> Array:
    """Return the rows made orthonormal, the first keeping its direction.

    Gram–Schmidt, run twice over exactly rounded sums, gives the same bits on every machine,
    which a library's QR does not promise.
    """
    done: list[list[float]] = []
    for row in rows.tolist():
        rest = row
        for q in done * 2:
            along = math.fsum(a * b for a, b in zip(q, rest, strict=True))
            rest = [a - along * b for a, b in zip(rest, q, strict=True)]
        size = math.sqrt(math.fsum(a * a for a in rest))
        done.append([a / size for a in rest])
    return np.array(done)


SIX = ([2, 2, 1, 1, 0, 0], [1, 0, 2, -1, 2, 0], [0, 1, 1, 0, 2, -2], [1, -2, 0, 2, 0, 1])


def opening() -> Fields:
    """γλ = 1.63 and a wave strong enough to bend the tanh."""
    return {
        "W": [
            [0.92, -0.61, 0.18, 0.35],
            [0.55, 1.04, -0.42, 0.08],
            [-0.12, 0.47, 0.88, -0.70],
            [0.30, -0.25, 0.66, 0.97],
        ],
        "U": column(1, -0.5, 0.8, 0.3),
        "x": wave(24, 6, 0.8),
        "y": [0.5, -0.5, 0.5, -0.5],
    }


def lecture(lam: float) -> Fields:
    """σ logistic, W = λ Q diag(1, .8, .6, .4) with an orthogonal Q: ‖W‖ is λ exactly."""
    Q = reflections([1, 2, 2, 1], [2, -1, 1, 2])
    return {
        "activation": "logistic",
        "W": decimals(lam * Q * [1, 0.8, 0.6, 0.4], 6),
        "U": column(1, -1, 0.5, -0.5),
        "x": wave(20, 8, 1.0),
        "y": [1, 0, 1, 0],
    }


def attained(lam: float) -> Fields:
    """W = λH/2 with a Hadamard H, b = −½W·1: every a is 0, every slope ¼, every norm λ/4."""
    W = lam / 2 * HADAMARD
    return {
        "activation": "logistic",
        "W": W,
        "b": -W.sum(axis=1) / 2,
        "s0": np.full(4, 0.5),
        "y": [1, 0, 1, 0],
        "steps": 36,
    }


def identity(c: float = 1.0) -> Fields:
    """W = c I with relu and inputs that keep every unit above 0."""
    return {
        "activation": "relu",
        "W": c * np.eye(4),
        "U": column(1, 0.5, 0.25, 0.1),
        "x": np.abs(wave(24, 9, 0.2)),
        "s0": np.full(4, 0.1),
        "y": [1, 1, 1, 1],
    }


def orthogonal(alpha: float) -> Fields:
    """α times a product of four reflections, and normal input of size 1."""
    return {
        "W": decimals(alpha * reflections(*SIX), 6),
        "U": column(1, -0.8, 0.6, -0.4, 0.9, -0.7),
        "x": gaussian(1, 50, 1),
        "y": np.full(6, 0.5),
    }


def rotation() -> Fields:
    """Two planes turned by Pythagorean angles, a small first input."""
    W = np.zeros((4, 4))
    W[:2, :2] = [[0.96, -0.28], [0.28, 0.96]]
    W[2:, 2:] = [[0.6, -0.8], [0.8, 0.6]]
    return {"W": W, "U": column(1, 0, 1, 0), "x": pulse(48, 0.2), "y": [0.5, 0.5, 0.5, 0.5]}


def cyclic() -> Fields:
    """Each unit copies its neighbour, the last feeds the first."""
    return {
        "activation": "identity",
        "W": np.roll(np.eye(6), 1, axis=0),
        "U": unit(6)[:, None],
        "x": pulse(24),
        "y": np.full(6, 0.5),
    }


def symmetric() -> Fields:
    """W = Q diag(…) Qᵀ, 0.95 its largest eigenvalue."""
    Q = reflections(*SIX[:2])
    W = decimals(Q * [0.95, -0.7, 0.5, -0.3, 0.2, 0.1] @ Q.T, 6)
    return {
        "activation": "identity",
        "W": W,
        "U": column(1, 0.5, -0.5, 1, 0.3, -0.2),
        "x": pulse(40),
        "y": np.full(6, 0.5),
    }


def antisymmetric() -> Fields:
    """0.96 A − 0.05 I with A antisymmetric and orthogonal: all eigenvalues −0.05 ± 0.96i."""
    p, q, r = 0.48, 0.6, 0.64
    A = np.array([[0, -p, -q, -r], [p, 0, -r, q], [q, r, 0, -p], [r, -q, p, 0]])
    return {
        "activation": "identity",
        "W": decimals(0.96 * A - 0.05 * np.eye(4), 6),
        "U": column(1, 0, 0, 0),
        "x": pulse(32),
        "y": [0.5, 0.5, 0.5, 0.5],
    }


def diagonal() -> Fields:
    """Eight separate units, from fast to slow."""
    return {
        "activation": "identity",
        "W": np.diag([0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99]),
        "U": np.ones((8, 1)),
        "x": pulse(60),
        "y": np.full(8, 0.5),
    }


def toeplitz() -> Fields:
    """W[m, n] = 0.5^|m − n| and a first input of a millionth."""
    gap = np.abs(np.subtract.outer(range(8), range(8)))
    return {"W": 0.5**gap, "U": np.ones((8, 1)), "x": pulse(12, 1e-6), "y": np.full(8, 0.5)}


def transient() -> Fields:
    """The smallest matrix with a transient."""
    return {
        "activation": "identity",
        "W": [[0.5, 10], [0, 0.5]],
        "U": column(0, 1),
        "x": pulse(16),
        "y": [1, 1],
    }


def jordan() -> Fields:
    """One Jordan block of eigenvalue 0.9."""
    return {
        "activation": "identity",
        "W": 0.9 * np.eye(10) + np.eye(10, k=1),
        "U": unit(10)[:, None],
        "x": wave(420, 40, 1.0),
        "y": np.full(10, 0.5),
    }


def shift() -> Fields:
    """A delay line of eight units."""
    return {
        "activation": "identity",
        "W": np.eye(8, k=-1),
        "U": unit(8)[:, None],
        "x": pulse(12),
        "y": np.full(8, 0.5),
    }


def grcar(scale: float = 0.3) -> Fields:
    """Grcar's matrix: −1 below the diagonal, 1 on it and on three diagonals above."""
    above = sum(np.eye(8, k=k) for k in range(4))
    return {
        "activation": "identity",
        "W": decimals(scale * (above - np.eye(8, k=-1)), 6),
        "U": np.ones((8, 1)),
        "x": pulse(40),
        "y": np.full(8, 0.5),
    }


def nilpotent() -> Fields:
    """W² = 0, and a bias that holds the state at the fixed point (0, ½)."""
    return {
        "W": [[8, 8], [-8, -8]],
        "b": [-4, 4.549306144334055],  # 4 + artanh ½
        "s0": [0, 0.5],
        "y": [0.5, 0.5],
        "steps": 20,
    }


def row_stochastic() -> Fields:
    """Rows of shares that add up to 1."""
    return {
        "activation": "identity",
        "W": [[0.7, 0.1, 0.1, 0.1], [0.6, 0.2, 0.1, 0.1], [0.5, 0.1, 0.3, 0.1], [0.8, 0, 0, 0.2]],
        "s0": [1, 0, -1, 0.5],
        "y": [0.5, 0.5, 0.5, 0.5],
        "steps": 24,
    }


def rank_one() -> Fields:
    """W = u vᵀ with vᵀu = 0.9."""
    u, v = np.array([1, -0.5, 0.5, 1, 0.2]), np.array([0.8, 0.6, -0.2, 0.4, 0.5])
    return {
        "activation": "identity",
        "W": decimals(np.outer(u, v), 6),
        "U": column(1, 0, 0, 0, 0),
        "x": pulse(24),
        "y": np.full(5, 0.5),
    }


def random_gain(g: float) -> Fields:
    """g Z / √10 with Z normal; one Z for every gain, no input after a small start."""
    return {
        "W": decimals(g * gaussian(54, 10, 10) / math.sqrt(10), 3),
        "s0": 0.1 * np.sign(gaussian(2, 10)),
        "y": np.full(10, 0.5),
        "steps": 60,
    }


def logistic_gain() -> Fields:
    """The tanh network of gain 1 in logistic units: with b = −½W·1, 2s − 1 runs as its state."""
    W = decimals(4 * random_gain(1.0)["W"], 3)
    return {
        "activation": "logistic",
        "W": W,
        "b": decimals(-W.sum(axis=1) / 2, 4),
        "s0": 0.5 + random_gain(1.0)["s0"] / 2,
        "y": np.full(10, 1.0),
        "steps": 60,
    }


def pytorch_default() -> Fields:
    """W, U and both biases uniform in ±1/√d, as nn.RNN starts."""
    limit = 1 / math.sqrt(10)
    return {
        "W": uniform(47, limit, 10, 10),
        "U": uniform(4, limit, 10, 1),
        "b": decimals(uniform(5, limit, 10) + uniform(6, limit, 10), 3),
        "x": gaussian(7, 40, 1),
        "y": np.full(10, 0.5),
    }


def keras_default() -> Fields:
    """W orthogonal, U uniform in ±√(6 / (m + d)), b = 0, as SimpleRNN starts."""
    return {
        "W": orthonormal(gaussian(8, 8, 8)),
        "U": uniform(9, math.sqrt(6 / 9), 8, 1),
        "x": gaussian(7, 40, 1),
        "y": np.full(8, 0.5),
    }


def saturated() -> Fields:
    """The opening W five times as large, and a bias that pushes every unit into its flat end."""
    W = decimals(5 * np.array(opening()["W"]), 2)
    return {**opening(), "W": W, "b": [6, -6, 6, -6]}


def forgetful() -> Fields:
    """W halves and turns the state, so that after 24 steps next to nothing of the pulse is left."""
    return {
        "W": [[0.3, -0.4], [0.4, 0.3]],
        "U": column(1, 0),
        "x": pulse(24),
        "y": [0.5, 0.5],
    }


def cliff_edge() -> Fields:
    """Two logistic units, the first on the wall of its loss; no input."""
    return {
        "activation": "logistic",
        "W": [[4.47, 0.2], [1, 0.5]],
        "b": [-2.4, -0.5],
        "s0": [0.6, 0.6],
        "y": [0.7, 0.6],
        "steps": 30,
    }


PRESETS: dict[str, Callable[[], Fields]] = {
    "opening": opening,
    "lecture-0.5": partial(lecture, 0.5),
    "lecture-1": partial(lecture, 1.0),
    "lecture-4": partial(lecture, 4.0),
    "lecture-5": partial(lecture, 5.0),
    "attained-4": partial(attained, 4.0),
    "attained-5": partial(attained, 5.0),
    "identity": identity,
    "identity-0.9": partial(identity, 0.9),
    "orthogonal-0.9": partial(orthogonal, 0.9),
    "orthogonal-1": partial(orthogonal, 1.0),
    "orthogonal-1.1": partial(orthogonal, 1.1),
    "rotation": rotation,
    "cyclic": cyclic,
    "symmetric": symmetric,
    "antisymmetric": antisymmetric,
    "diagonal": diagonal,
    "toeplitz": toeplitz,
    "transient": transient,
    "jordan": jordan,
    "shift": shift,
    "grcar": grcar,
    "nilpotent": nilpotent,
    "row-stochastic": row_stochastic,
    "rank-one": rank_one,
    "gaussian-0.5": partial(random_gain, 0.5),
    "gaussian-1": partial(random_gain, 1.0),
    "gaussian-1.2": partial(random_gain, 1.2),
    "gaussian-1.5": partial(random_gain, 1.5),
    "gaussian-logistic": logistic_gain,
    "pytorch": pytorch_default,
    "keras": keras_default,
    "saturated": saturated,
    "descent-small": forgetful,
    "descent-overshoot": cliff_edge,
    "descent-clipped": cliff_edge,
}
