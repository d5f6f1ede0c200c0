"""Numbers past the range of a double: mantissa · 2^exponent, and logarithms that never overflow.

Rescaling is by powers of two only, which rounds nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LOG10_2 = math.log10(2.0)
_LARGEST_EXPONENT = 1024


@dataclass(frozen=True, eq=False)
class Scaled:
    """An array mantissa · 2^exponent with max |mantissa| in [½, 1), or zeros with exponent 0."""

    mantissa: Array
    exponent: int

    @classmethod
    def of(cls, array: Array, exponent: int = 0) -> Scaled:
        """Return array · 2^exponent, rescaled; the array is copied and read-only."""
        largest = np.abs(array).max(initial=0.0)
        shift = int(np.frexp(largest)[1])
        mantissa = np.ldexp(array, -shift)
        mantissa.flags.writeable = False
        return cls(mantissa, exponent + shift if largest else 0)

    def value(self) -> Array:
        """Return the plain array; entries below the range of a double become 0.

        Raises:
            OverflowError: an entry is above the range of a double.
        """
        if self.exponent > _LARGEST_EXPONENT:
            magnitude = math.floor(self.exponent * LOG10_2)
            raise OverflowError(f"entries reach 10^{magnitude}; use mantissa and exponent")
        return np.ldexp(self.mantissa, self.exponent)

    def log10_norm(self) -> float:
        """Return log10 of the Frobenius norm (of a vector: the Euclidean); −inf for zeros."""
        return float(log10(np.linalg.norm(self.mantissa))) + self.exponent * LOG10_2


def log10(values: Array | np.floating | float) -> Array:
    """Return log10, elementwise, with −inf at 0 and no warning."""
    with np.errstate(divide="ignore"):
        result: Array = np.log10(values)
    return result


def log10_row_norms(rows: Array) -> Array:
    """Return log10 ‖row‖₂ of each row of (n, d), whatever its magnitude; −inf for zeros."""
    largest = np.abs(rows).max(axis=1, initial=0.0)
    safe = np.where(largest > 0, largest, 1.0)
    norms: Array = log10(largest) + np.log10(
        np.maximum(np.linalg.norm(rows / safe[:, None], axis=1), 1.0)
    )
    return norms


def from_log10(logs: Array) -> Array:
    """Return 10^logs as plain numbers: 0 below the range of a double, inf above it."""
    with np.errstate(over="ignore", under="ignore"):
        result: Array = np.power(10.0, logs)
    return result


def running_sum(values: Iterable[float]) -> Array:
    """Return 0, v₀, v₀ + v₁, … with Neumaier's compensation; −inf stays −inf from there on.

    A plain cumulative sum of 3,000 logarithms loses the eleventh digit of the norm.
    """
    total, lost = 0.0, 0.0
    sums = [0.0]
    for value in values:
        if value == -math.inf or total == -math.inf:
            total, lost = -math.inf, 0.0
        else:
            new = total + value
            lost += (total - new) + value if abs(total) >= abs(value) else (value - new) + total
            total = new
        sums.append(total + lost)
    result = np.array(sums)
    result.flags.writeable = False
    return result
