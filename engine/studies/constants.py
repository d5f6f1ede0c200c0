"""The constants of W that the bound and its critics speak of."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from engine.chain.norms import singular_values
from engine.chain.scaled import Array, Scaled
from engine.experiment.network import Network

_MOST_POWERS = 64  # units up to which powers of W are looked at
_EXACT_POWERS = 16  # … and up to which they are computed without rounding
_LOST = 8  # times d · ε: what rounding leaves of a product that cancels


@dataclass(frozen=True, eq=False)
class Constants:
    """Figures of W alone.

    Attributes:
        rho: ρ(W), the spectral radius, max |eigenvalue|; 0 where a power of W is exactly zero.
        is_rho_known: whether ρ(W) can be told from 0. It cannot where a power of W is zero to
            rounding: eigenvalues of a nilpotent matrix are found far from 0.
        kappa: κ(W) = σ_max / σ_min; inf when W is singular to rounding.
        departure: Henrici's departure from normality, √(‖W‖_F² − Σ|λ_i|²); 0 for a normal W.
        eigenvalues: (d,) complex.
    """

    rho: float
    is_rho_known: bool
    kappa: float
    departure: float
    eigenvalues: NDArray[np.complex128]


def constants(network: Network) -> Constants:
    """Return the constants of the network's W."""
    W = network.W
    scale = float(np.abs(W).max()) or 1.0
    unit = W / scale  # squares of large entries would leave the range of a double
    eigenvalues = np.linalg.eigvals(unit).astype(np.complex128)
    sizes = np.abs(eigenvalues)
    values = singular_values(unit[None])[0]
    regular = values[-1] > len(W) * np.finfo(np.float64).eps * values[0]
    gap = float(np.sum(values**2) - np.sum(sizes**2))
    # eigenvalues of a normal matrix were seen to be off by up to 2.4 · d · ε · ‖W‖_F²
    rounding = 8 * (len(W) + 2) * np.finfo(np.float64).eps * float(np.sum(values**2))
    rho, is_rho_known = _radius(W, float(sizes.max()) * scale)
    return Constants(
        rho=rho,
        is_rho_known=is_rho_known,
        kappa=float(values[0] / values[-1]) if regular else float("inf"),
        departure=scale * float(np.sqrt(gap)) if gap > rounding else 0.0,
        eigenvalues=eigenvalues * scale,
    )


def _radius(W: Array, found: float) -> tuple[float, bool]:
    """Return ρ(W), corrected where W is nilpotent, and whether it can be told from 0."""
    if found == 0.0 or not _vanishes(W):
        return found, True
    if len(W) <= _EXACT_POWERS and not np.linalg.matrix_power(_integers(W), len(W)).any():
        return 0.0, True
    return found, False


def _vanishes(W: Array) -> bool:
    """Return whether some power of W is rounding alone: far below the power before, in one step."""
    if len(W) > _MOST_POWERS:
        return False
    unit = Scaled.of(W).mantissa
    power, size = unit, float(np.linalg.norm(unit))
    for _ in range(len(W)):
        before = float(np.linalg.norm(power))
        power = power @ unit
        if np.linalg.norm(power) <= _LOST * len(W) * np.finfo(np.float64).eps * before * size:
            return True
        power = Scaled.of(power).mantissa
    return False


def _integers(W: Array) -> NDArray[np.object_]:
    """Return W times a power of two that makes integers of its entries, as Python's integers."""
    exact = [Fraction(float(entry)) for entry in W.flat]
    common = max(fraction.denominator for fraction in exact)
    integers = np.array([int(fraction * common) for fraction in exact], dtype=object)
    return integers.reshape(W.shape)
