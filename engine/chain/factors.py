"""The factors in the order of the walk, and how a product is carried through them.

What is carried is the transpose: P_{t,j−1}ᵀ = Wᵀ (σ'(a_j) ⊙ P_{t,j}ᵀ), a scaling of rows and one
matrix product in which the large matrix stands on the left; BLAS is up to twice as fast this way
round while the product has few columns. Scaling is by powers of two only, which rounds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from engine.chain.by_row import GONE, Exponents, RowSteps, by_row, entries, times_power
from engine.chain.scaled import Array, Scaled

__all__ = ["Advanced", "Exponents", "Factors", "PartialProduct"]

_SAFE = 2.0**-250  # above it, no entry that counts was lost on the way below the range of a double
_LOW = 2.0**-540  # rows that end a block above it have lost nothing on the way
_NEAR = -400  # binary exponent of rows that one power of two serves
_REACH = 230.0  # doublings: the fourth power, which a norm takes, is still a double
_REBUILT_NUMBERS = 1 << 18  # numbers in the products that are rebuilt together


class PartialProduct(NamedTuple):
    """The product i steps back: Pᵀ = diag(2^rows) mantissa · basisᵀ · 2^exponent.

    The factors' exponents are kept apart.

    Attributes:
        i: steps back, t − k.
        basis: (d, r) orthonormal columns, or None for the identity, where r = d.
        mantissa: (d, r).
        exponent: a power of two.
        rows: (d,) one for each row, at most 0; None where all are 0.
    """

    i: int
    basis: Array | None
    mantissa: Array
    exponent: int
    rows: Exponents | None = None

    @property
    def flat(self) -> Array:
        """diag(2^rows) mantissa; rows below the range of a double become 0."""
        if self.rows is None:
            return self.mantissa
        return times_power(self.mantissa, self.rows[:, None])


class Advanced(NamedTuple):
    """The next products.

    Attributes:
        stack: (steps, d, r) mantissas.
        exponents: (steps,) their powers of two; entries far below the largest may be 0.
        last: the last of them, with nothing lost.
    """

    stack: Array
    exponents: Exponents
    last: PartialProduct


@dataclass(frozen=True, eq=False)
class Factors:
    """The factors, each brought to size 1 by powers of two.

    Attributes:
        W: (d, d), or (t, d, d) where each factor has its own, in the order of the walk.
        back: (t, d), the slopes in the order of the walk, σ'(a_{t−i+1}) at index i − 1.
        W_T: Wᵀ with its largest entry in [½, 1), of the shape of W.
        slopes: (t, d, 1), those of `back`, largest in [½, 1).
        exponents: (t + 1,) the power of two taken out of the first i factors.
        reach: the number of steps after which no entry, nor its square, can have left a double.
    """

    W: Array
    back: Array
    W_T: Array
    slopes: Array
    exponents: Exponents
    reach: int

    @classmethod
    def of(cls, W: Array, slopes: Array) -> Factors:
        """Return the factors diag(s_j) W_j; indices are j − 1.

        Args:
            W: (d, d) for all factors, or (t, d, d).
            slopes: (t, d), s_j.
        """
        W, back = (W if W.ndim == 2 else W[::-1]), slopes[::-1]
        sizes = np.frexp(np.abs(W).max(axis=(-2, -1)))[1]
        W_T = np.swapaxes(np.ldexp(W, -sizes[..., None, None]), -2, -1)
        shifts = np.frexp(np.abs(back).max(axis=1))[1]
        exponents = np.zeros(len(slopes) + 1, dtype=np.int64)
        np.cumsum(shifts + sizes, out=exponents[1:])
        unit = np.ldexp(back, -shifts[:, None])[:, :, None]
        growth = max(2.0, 2.0 * float(np.abs(W_T).sum(axis=-1).max()))
        reach = max(1, int(_REACH / np.log2(growth)))
        return cls(W, back, W_T, unit, exponents, reach)

    @property
    def d(self) -> int:
        """The size of each factor, d × d."""
        return int(self.back.shape[1])

    def advance(self, start: PartialProduct, steps: int, out: Array | None = None) -> Advanced:
        """Return the next products; `out` is where the mantissas go, new memory if not given.

        They are left as they come, which loses nothing while they stay in range (see
        `docs/fast-norms.md`); where a row does not, each row gets its own power of two.
        """
        if start.rows is None:
            stack = self._plain(start, steps, out)
            if self.keeps_rows(start, stack):
                last = Scaled.of(stack[-1], start.exponent)
                end = PartialProduct(start.i + steps, start.basis, last.mantissa, last.exponent)
                return Advanced(stack, np.full(steps, start.exponent, dtype=np.int64), end)
        return self._flattened(start, *self._by_row(start, steps, out))

    def vectors(
        self, mantissa: Array, exponents: Exponents, i: int, steps: int
    ) -> tuple[Array, Exponents]:
        """Return the next `steps` vectors after one, (d,), every entry with its own exponent.

        Args:
            mantissa, exponents: (d,), the vector i steps back.
        """
        top = _top(exponents)
        if _is_near(exponents - top):
            start = PartialProduct(i, None, times_power(mantissa, exponents - top)[:, None], top)
            stack = self._plain(start, steps, None)[:, :, 0]
            if self._keeps(start, steps, np.abs(stack)):
                found, own = entries(stack)
                shifts = top + (self.exponents[i + 1 : i + steps + 1] - self.exponents[i])
                return found, np.maximum(own + shifts[:, None], GONE)
        found, rows = self._walk_by_row(mantissa[:, None], exponents, i, steps, None)
        return found[:, :, 0], rows

    def carried(self, start: PartialProduct, i: int) -> PartialProduct:
        """Return the product i steps back from one at or before it; once zero, it stays there."""
        most = max(1, min(self.reach, _REBUILT_NUMBERS // start.mantissa.size))
        while start.i < i and start.mantissa.any():
            start = self.advance(start, min(most, i - start.i)).last
        return start

    def whole(self, product: PartialProduct) -> Scaled:
        """Return P, (d, d); entries too far below the largest for a double are 0."""
        flat = product.flat
        dense = flat.T if product.basis is None else product.basis @ flat.T
        return Scaled.of(dense, product.exponent + int(self.exponents[product.i]))

    def _plain(self, start: PartialProduct, steps: int, out: Array | None) -> Array:
        stack = np.empty((steps, *start.mantissa.shape)) if out is None else out
        current, scratch = start.mantissa, np.empty(start.mantissa.shape)
        part = slice(start.i, start.i + steps)
        matrices = [self.W_T] * steps if self.W_T.ndim == 2 else self.W_T[part]
        for W_T, slope, product in zip(matrices, self.slopes[part], stack, strict=True):
            # small products notice that the method is called faster than np.matmul
            W_T.dot(np.multiply(slope, current, out=scratch), product)
            current = product
        return stack

    def keeps_rows(self, start: PartialProduct, stack: Array) -> bool:
        """Return whether plain products in a row, (steps, d, r), have lost nothing on the way."""
        sizes = np.abs(stack[-1]).max(axis=1)
        return bool(sizes.max() >= _SAFE) and self._keeps(start, len(stack), sizes)

    def _keeps(self, start: PartialProduct, steps: int, sizes: Array) -> bool:
        """Return whether no row is low but those that no path reaches; `sizes` end with (d,)."""
        low = sizes < _LOW
        if not low.any():
            return True
        live = self._row_steps.live((start.mantissa != 0).any(axis=1), start.i, steps)
        return not (low & (live if low.ndim == live.ndim else live[-1])).any()

    @cached_property
    def _row_steps(self) -> RowSteps:
        return RowSteps(self.W, self.back)

    def _by_row(
        self, start: PartialProduct, steps: int, out: Array | None
    ) -> tuple[Array, Exponents]:
        """Return (steps, d, r) and (steps, d): products with an exponent for each row."""
        exponents = np.full(self.d, start.exponent + self.exponents[start.i])
        if start.rows is not None:
            exponents += start.rows
        return self._walk_by_row(*by_row(start.mantissa, exponents), start.i, steps, out)

    def _walk_by_row(
        self, mantissa: Array, exponents: Exponents, i: int, steps: int, out: Array | None
    ) -> tuple[Array, Exponents]:
        stack = np.empty((steps, *mantissa.shape)) if out is None else out
        rows = np.empty((steps, len(mantissa)), dtype=np.int64)
        for n in range(steps):
            mantissa, exponents = self._row_steps.step(mantissa, exponents, i + n)
            stack[n], rows[n] = mantissa, exponents
        return stack, rows

    def _flattened(self, start: PartialProduct, stack: Array, rows: Exponents) -> Advanced:
        i = start.i + len(stack)
        tops = np.array([_top(row) for row in rows])
        rows = rows - tops[:, None]
        shared = tops - self.exponents[start.i + 1 : i + 1]
        kept = None if _is_near(rows[-1]) else np.where(rows[-1] > GONE // 2, rows[-1], 0)
        last = PartialProduct(i, start.basis, stack[-1].copy(), int(shared[-1]), kept)
        np.copyto(stack, times_power(stack, rows[:, :, None]))
        if kept is None:
            last = last._replace(mantissa=stack[-1].copy())
        return Advanced(stack, shared, last)


def _top(exponents: Exponents) -> int:
    """Return the largest exponent, 0 where all are of zeros."""
    top = int(exponents.max(initial=GONE))
    return top if top > GONE // 2 else 0


def _is_near(offsets: Exponents) -> bool:
    """Return whether no row but a zero one is too far below the largest."""
    return bool(((offsets >= _NEAR) | (offsets < GONE // 2)).all())
