"""The constants of W that the bound and its critics speak of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.backprop.norms import singular_values
from engine.backprop.scaled import Array, Scaled
from engine.network.network import Network

_NO_UNDERFLOW = 1e-140  # squares of larger entries stay in the range of a double


@dataclass(frozen=True, eq=False)
class Constants:
    """Figures of W alone.

    Attributes:
        rho: ρ(W), the spectral radius, max |eigenvalue|.
        kappa: κ(W) = σ_max / σ_min; inf when W is singular to rounding.
        departure: Henrici's departure from normality, √(‖W‖_F² − Σ|λ_i|²); 0 for a normal W.
        eigenvalues: (d,) complex.
    """

    rho: float
    kappa: float
    departure: float
    eigenvalues: NDArray[np.complex128]


def constants(network: Network) -> Constants:
    """Return the constants of the network's W."""
    W = network.W
    scale = float(np.abs(W).max()) or 1.0
    unit = W / scale  # squares of large entries would leave the range of a double
    eigenvalues = np.zeros(len(W), np.complex128)
    if not _nilpotent(W):
        eigenvalues = np.linalg.eigvals(unit).astype(np.complex128)
    sizes = np.abs(eigenvalues)
    values = singular_values(unit[None])[0]
    regular = values[-1] > len(W) * np.finfo(np.float64).eps * values[0]
    gap = float(np.sum(values**2) - np.sum(sizes**2))
    # eigenvalues of a normal matrix were seen to be off by up to 2.4 · d · ε · ‖W‖_F²
    rounding = 8 * (len(W) + 2) * np.finfo(np.float64).eps * float(np.sum(values**2))
    return Constants(
        rho=float(sizes.max()) * scale,
        kappa=float(values[0] / values[-1]) if regular else float("inf"),
        departure=scale * float(np.sqrt(gap)) if gap > rounding else 0.0,
        eigenvalues=eigenvalues * scale,
    )


def _nilpotent(W: Array) -> bool:
    """Return whether some power of W is exactly zero, and not for an underflow.

    The eigenvalues of such a W are 0, and computed ones are about the d-th root of rounding. The
    traces of W and W² are their sums, so they rule out nearly every W at no cost.
    """
    power = Scaled.of(W).mantissa
    rounding = len(W) ** 2 * np.finfo(np.float64).eps
    if max(abs(np.trace(power)), abs(np.sum(power * power.T))) > rounding:
        return False
    for _ in range(len(W).bit_length()):
        if np.abs(power[power != 0]).min(initial=1.0) < _NO_UNDERFLOW:
            return False
        power = Scaled.of(power @ power).mantissa
    return not power.any()
