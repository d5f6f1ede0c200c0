"""Steps of a product whose rows lie too far apart for one power of two.

Row n of P_{t,k}ᵀ holds the derivatives by unit n of s_k. Where parts of a network grow apart by
more than some 300 decades, one exponent for all rows would lose the smaller part, which leads once
a later factor kills the larger. So each row here has its own exponent. All entries of a row are
multiplied by the same numbers, so what is lost within a row is below the rounding of its largest.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.chain.scaled import Array

Exponents = NDArray[np.int64]

GONE = -(1 << 40)  # the exponent of zero
_FARTHEST = -3000  # 2 to this power times any double is 0


class RowSteps:
    """Takes products back step by step, every row with its own power of two.

    Products are (mantissa (d, c), exponents (d,)), the largest entry of each row of the mantissa in
    [½, 1); a row of zeros has the exponent GONE.
    """

    def __init__(self, W: Array, back: Array) -> None:
        """Both in the order of the walk: W is (d, d) or (t, d, d), `back` the slopes, (t, d)."""
        W_T = np.swapaxes(W if W.ndim == 3 else W[None], 1, 2)
        self._W, self._W_exponents = entries(W_T)
        self._slopes, self._slope_exponents = entries(back)
        self._links = (W_T != 0).astype(np.float32)

    def step(self, mantissa: Array, exponents: Exponents, i: int) -> tuple[Array, Exponents]:
        """Return the product i + 1 steps back from the one i steps back."""
        which = i if len(self._W) > 1 else 0
        terms = self._W_exponents[which] + (exponents + self._slope_exponents[i])
        top = terms.max(axis=1)
        weights = times_power(self._W[which], terms - top[:, None])
        return by_row(weights @ (self._slopes[i][:, None] * mantissa), top)

    def live(self, live: NDArray[np.bool_], i: int, steps: int) -> NDArray[np.bool_]:
        """Return which rows can be other than zero after each of the next steps, (steps, d)."""
        found = np.empty((steps, len(live)), dtype=np.bool_)
        for n in range(steps):
            links = self._links[i + n if len(self._links) > 1 else 0]
            live = found[n] = links @ (live & (self._slopes[i + n] != 0)) > 0
        return found


def by_row(product: Array, exponents: Exponents) -> tuple[Array, Exponents]:
    """Return product · 2^exponents, one exponent a row, with every row brought to size 1."""
    sizes = np.abs(product).max(axis=1)
    shifts = np.frexp(sizes)[1]
    mantissa = np.ldexp(product, -shifts[:, None])
    return mantissa, np.where(sizes > 0, exponents + shifts, GONE)


def times_power(array: Array, exponents: Exponents) -> Array:
    """Return array · 2^exponents; what is below the range of a double becomes 0."""
    product: Array = np.ldexp(array, np.maximum(exponents, _FARTHEST).astype(np.intc))
    return product


def entries(array: Array) -> tuple[Array, Exponents]:
    """Return the mantissas, in [½, 1), and the exponents of every entry; GONE for a zero."""
    mantissas, exponents = np.frexp(array)
    return mantissas, np.where(array != 0, exponents.astype(np.int64), GONE)
