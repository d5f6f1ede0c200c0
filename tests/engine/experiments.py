"""Experiments for the engine's tests: small ones by hand, random ones of every kind."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from hypothesis import strategies as st
from numpy.typing import ArrayLike, NDArray

from engine.cells.activations import ACTIVATIONS, IDENTITY, Activation
from engine.experiment.experiment import Experiment
from engine.experiment.network import Network
from tests.engine.activation_oracles import ACTIVATION_ORACLES

Array = NDArray[np.float64]
NORM_NAMES = ("spectral", "frobenius", "one", "inf")
ACTIVATION_NAMES = tuple(ACTIVATIONS)
_ROOM = 200.0  # decades an unbounded state may grow by, well within a double


def of_matrix(
    W: ArrayLike,
    activation: Activation = IDENTITY,
    T: int = 5,
    t: int | None = None,
    **arrays: ArrayLike,
) -> Experiment:
    """Return the experiment of W alone, with zero inputs; b, s0, y and x may be given."""
    recurrent = np.atleast_2d(np.asarray(W, dtype=float))
    d = len(recurrent)
    zeros = {"b": np.zeros(d), "s0": np.zeros(d), "y": np.zeros(d), "x": np.zeros((T, d))}
    given = {name: np.asarray(arrays.get(name, zero), dtype=float) for name, zero in zeros.items()}
    network = Network(recurrent, np.eye(d), given["b"], given["s0"], activation)
    return Experiment(network, given["x"], given["y"], t or T)


def _gaussian(rng: np.random.Generator, d: int) -> Array:
    return np.asarray(rng.standard_normal((d, d)) / np.sqrt(d))


def _orthogonal(rng: np.random.Generator, d: int) -> Array:
    return np.asarray(np.linalg.qr(rng.standard_normal((d, d))).Q)


def _rank_one(rng: np.random.Generator, d: int) -> Array:
    column, row = rng.standard_normal((2, d))
    return np.outer(column, row) / d


def _nilpotent(rng: np.random.Generator, d: int) -> Array:
    return np.triu(rng.standard_normal((d, d)), 1)


def _diagonal(rng: np.random.Generator, d: int) -> Array:
    return np.diag(rng.standard_normal(d))


def _zero(rng: np.random.Generator, d: int) -> Array:
    return np.zeros((d, d))


MATRICES: dict[str, Callable[[np.random.Generator, int], Array]] = {
    "gaussian": _gaussian,
    "orthogonal": _orthogonal,
    "rank one": _rank_one,
    "nilpotent": _nilpotent,
    "diagonal": _diagonal,
    "zero": _zero,
}


def random_experiment(
    rng: np.random.Generator,
    activation: Activation,
    shape: tuple[int, int, int, int],
    kind: str = "gaussian",
    gain: float = 1.0,
    drive: float = 1.0,
) -> Experiment:
    """Return a random experiment of shape (d, m, T, t); `drive` scales U, b and s0."""
    d, m, T, t = shape
    U = drive * rng.standard_normal((d, m)) / np.sqrt(m)
    b, s0 = drive * rng.standard_normal((2, d))
    network = Network(gain * MATRICES[kind](rng, d), U, b, s0, activation)
    return Experiment(network, rng.standard_normal((T, m)), rng.standard_normal(d), t)


@st.composite
def experiments(draw: st.DrawFn, largest: int = 40) -> Experiment:
    """Draw an experiment: every activation, 1 to `largest` units, weights over 120 decades."""
    d = draw(st.integers(1, min(6, largest)) | st.integers(1, largest))
    m, T = draw(st.integers(1, 5)), draw(st.integers(1, 60))
    t = draw(st.integers(1, T))
    name = draw(st.sampled_from(ACTIVATION_NAMES))
    decades = draw(st.floats(-1, 1) | st.floats(-60, 60))
    if not ACTIVATION_ORACLES[name].is_bounded:
        decades = min(decades, _ROOM / T - 1)
    return random_experiment(
        np.random.default_rng(draw(st.integers(0, 2**32 - 1))),
        ACTIVATIONS[name],
        (d, m, T, t),
        kind=draw(st.sampled_from(tuple(MATRICES))),
        gain=10.0**decades,
        drive=draw(st.sampled_from((0.0, 1.0, 30.0, 300.0))),
    )
