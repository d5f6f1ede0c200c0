"""Edits of a whole block of numbers, and of W as a matrix: an experiment in, a new one out."""

from __future__ import annotations

import math

import numpy as np

from engine.arrays import Array
from engine.errors import InputError
from engine.experiment.edits import array_of, with_array
from engine.experiment.experiment import Experiment
from engine.numbers import trimmed


def with_block(
    experiment: Experiment, name: str, corner: tuple[int, int], block: Array
) -> Experiment:
    """Return the experiment with `block`, (r, c), written into an array at a 0-based corner.

    A vector counts as a column, so its block is (r, 1). The block must fit.

    Raises:
        InputError: an entry of the block is not finite.
    """
    array = array_of(experiment, name).copy()
    matrix = array if array.ndim == 2 else array[:, None]
    top, left = corner
    rows, columns = block.shape
    matrix[top : top + rows, left : left + columns] = block
    return with_array(experiment, name, array)


def transposed(experiment: Experiment) -> Experiment:
    """Return the experiment with Wᵀ in place of W."""
    return with_array(experiment, "W", experiment.network.W.T)


def symmetrised(experiment: Experiment) -> Experiment:
    """Return the experiment with the symmetric part of W, (W + Wᵀ)/2.

    In the Frobenius norm no symmetric matrix is nearer to W (K. Fan and A. J. Hoffman, Proc. AMS 6,
    1955).
    """
    W = experiment.network.W
    with np.errstate(over="ignore"):
        twice = W + W.T
    halves = W / 2 + W.T / 2  # where the sum leaves the range of a double; else it rounds once more
    return with_array(experiment, "W", np.where(np.isfinite(twice), twice / 2, halves))


def orthogonalised(experiment: Experiment) -> Experiment:
    """Return the experiment with the orthogonal matrix nearest to W.

    It is the polar factor Q = L Rᵀ of W = L Σ Rᵀ, for which ‖W − Q‖_F is least among all
    orthogonal Q (Fan and Hoffman, as above). A singular W has several; this is one of them.

    Raises:
        InputError: W = 0, from which every orthogonal matrix is equally far.
    """
    W, scale = _unit(experiment.network.W)
    if scale == 0:
        remedy = "enter a number in W first, or set W to the identity"
        raise InputError("is zero, and no orthogonal matrix is nearest to it", remedy, place="W")
    left, _, right = np.linalg.svd(W)
    return with_array(experiment, "W", left @ right)


def with_spectral_radius(experiment: Experiment, wanted: float) -> Experiment:
    """Return the experiment with W scaled so that ρ(W) = max |eigenvalue| is `wanted`.

    Raises:
        InputError: `wanted` is negative; or W is nilpotent, so that ρ = 0 whatever its scale; or
            the scaled W leaves the range of a double.
    """
    _require_not_negative(wanted, "ρ")
    W, _ = _unit(experiment.network.W)
    rho = 0.0 if _is_nilpotent(W) else float(np.abs(np.linalg.eigvals(W)).max())
    if rho == 0:
        found = "has ρ = 0, which no factor changes"
        remedy = "give it a non-zero eigenvalue first, such as a number on the diagonal"
        raise InputError(found, remedy, place="W")
    with np.errstate(over="ignore", invalid="ignore"):  # what overflows is refused at the door
        return with_array(experiment, "W", W * (wanted / rho))


def with_noise(experiment: Experiment, sigma: float, seed: int) -> Experiment:
    """Return the experiment with W + σ N, N_mn standard normal numbers drawn from `seed`.

    The same seed draws the same N: `numpy.random.default_rng(seed).standard_normal((d, d))`.

    Raises:
        InputError: σ is negative, or an entry leaves the range of a double.
    """
    _require_not_negative(sigma, "σ")
    W = experiment.network.W
    with np.errstate(over="ignore"):  # what overflows is refused at the door
        return with_array(experiment, "W", W + sigma * _normal(W.shape, seed))


def with_gaussian(experiment: Experiment, gain: float, seed: int) -> Experiment:
    """Return the experiment with independent W_mn ~ N(0, g²/d) drawn from `seed`.

    For many units ρ(W) approaches g and ‖W‖₂ approaches 2g (V. L. Girko 1984; S. Geman 1980).

    Raises:
        InputError: the gain g is negative, or an entry leaves the range of a double.
    """
    _require_not_negative(gain, "g")
    W = experiment.network.W
    with np.errstate(over="ignore"):  # what overflows is refused at the door
        drawn = gain * (_normal(W.shape, seed) / math.sqrt(len(W)))
    return with_array(experiment, "W", drawn)


def with_identity(experiment: Experiment, c: float) -> Experiment:
    """Return the experiment with W = c I.

    Raises:
        InputError: c is not finite.
    """
    return with_array(experiment, "W", np.diag(np.full(experiment.network.d, c)))


def _unit(W: Array) -> tuple[Array, float]:
    """Return W divided by its largest |entry|, and that: its squares stay in a double's range."""
    scale = float(np.abs(W).max())
    return (W / scale if scale > 0 else W), scale


def _is_nilpotent(W: Array) -> bool:
    """Tell whether W^d is exactly 0, as for a strictly triangular W.

    The eigenvalues do not tell: rounding moves those of a nilpotent W as far as ε^(1/d).
    """
    power = W
    for _ in range(math.ceil(math.log2(len(W))) + 1):
        power, scale = _unit(power @ power)
        if scale == 0:
            return True
    return False


def _normal(shape: tuple[int, ...], seed: int) -> Array:
    return np.random.default_rng(seed).standard_normal(shape)


def _require_not_negative(value: float, name: str) -> None:
    if not value >= 0:
        raise InputError(f"is {trimmed(value)}", "choose 0 or more", place=name)
