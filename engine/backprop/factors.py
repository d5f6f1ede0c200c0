"""The factors in the order of the walk, and how a product is carried through them.

What is carried is the transpose: P_{t,j−1}ᵀ = Wᵀ (σ'(a_j) ⊙ P_{t,j}ᵀ), a scaling of rows and one
matrix product in which the large matrix stands on the left; BLAS is up to twice as fast this way
round while the product has few columns. Scaling is by powers of two only, which rounds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.backprop.scaled import Array, Scaled

Exponents = NDArray[np.int64]

_SAFE = 2.0**-250  # above it, no entry that counts was lost on the way below the range of a double
_REACH = 230.0  # doublings: the fourth power, which a norm takes, is still a double


class Carried(NamedTuple):
    """The product i steps back: Pᵀ = mantissa · basisᵀ · 2^exponent, the factors' exponents apart.

    Attributes:
        i: steps back, t − k.
        basis: (d, r) orthonormal columns, or None for the identity, where r = d.
        mantissa: (d, r).
        exponent: a power of two.
    """

    i: int
    basis: Array | None
    mantissa: Array
    exponent: int


@dataclass(frozen=True, eq=False)
class Factors:
    """The factors, each brought to size 1 by powers of two.

    Attributes:
        W_T: (d, d), Wᵀ with its largest entry in [½, 1).
        slopes: (t, d, 1), index i − 1 for step i of the walk, σ'(a_{t−i+1}), largest in [½, 1).
        exponents: (t + 1,) the power of two taken out of the first i factors.
        W_exponent: that of Wᵀ alone.
        reach: the number of steps after which no entry, nor its square, can have left a double.
    """

    W_T: Array
    slopes: Array
    exponents: Exponents
    W_exponent: int
    reach: int

    @classmethod
    def of(cls, W: Array, slopes: Array) -> Factors:
        """Return the factors of W and the slopes σ'(a_j), (t, d), index j − 1."""
        scaled = Scaled.of(W.T)
        back = slopes[::-1]
        shifts = np.frexp(np.abs(back).max(axis=1))[1]
        exponents = np.zeros(len(slopes) + 1, dtype=np.int64)
        np.cumsum(shifts + scaled.exponent, out=exponents[1:])
        unit = np.ldexp(back, -shifts[:, None])[:, :, None]
        growth = max(2.0, 2.0 * float(np.abs(scaled.mantissa).sum(axis=1).max()))
        reach = max(1, int(_REACH / np.log2(growth)))
        return cls(scaled.mantissa, unit, exponents, scaled.exponent, reach)

    def advance(
        self, start: Carried, steps: int, out: Array | None = None
    ) -> tuple[Array, Exponents]:
        """Return the next products: mantissas (steps, d, r) and exponents as in `Carried`.

        They are left as they come, which loses nothing while they stay in range; where one does
        not, each is rescaled. `out` is where the mantissas go, new memory if not given.
        """
        stack = np.empty((steps, *start.mantissa.shape)) if out is None else out
        current, scratch = start.mantissa, np.empty(start.mantissa.shape)
        times_W = self.W_T.dot  # small products notice that it is called faster than np.matmul
        for slope, product in zip(self.slopes[start.i : start.i + steps], stack, strict=True):
            times_W(np.multiply(slope, current, out=scratch), product)
            current = product
        if max(current.max(), -current.min()) < _SAFE:
            return stack, self._advance_with_care(start, stack)
        return stack, np.full(steps, start.exponent, dtype=np.int64)

    def _advance_with_care(self, start: Carried, stack: Array) -> Exponents:
        exponents = np.empty(len(stack), dtype=np.int64)
        current, exponent = start.mantissa, start.exponent
        for n in range(len(stack)):
            scaled = self._step(current, exponent, start.i + n)
            current, exponent = stack[n], exponents[n] = scaled.mantissa, scaled.exponent
        return exponents

    def _step(self, mantissa: Array, exponent: int, i: int) -> Scaled:
        return Scaled.of(np.matmul(self.W_T, self.slopes[i] * mantissa), exponent)

    def product(self, start: Carried, i: int) -> Scaled:
        """Return P, (d, d), i steps back, from one at or before it."""
        mantissa, exponent = start.mantissa, start.exponent
        for step in range(start.i, i if mantissa.any() else start.i):
            scaled = self._step(mantissa, exponent, step)
            mantissa, exponent = scaled.mantissa, scaled.exponent
        product = mantissa.T if start.basis is None else start.basis @ mantissa.T
        return Scaled.of(product, exponent + int(self.exponents[i]))
