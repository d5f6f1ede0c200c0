"""Factored products: P_{t,k} = Q B with r orthonormal columns Q and r ≪ d rows B.

Singular values of a long product separate exponentially (Oseledets 1968), so ever fewer rows carry
all that a double can tell. `docs/fast-norms.md` derives the method and its bound; in short:

- Walking back multiplies B alone, r × d instead of d × d.
- Now and then the Gram matrix B Bᵀ is diagonalised, B is turned into its singular directions, and
  rows below 10⁻⁸ of the norm are discarded. As all that is discarded is orthogonal to Q from the
  left, ‖P‖_F² = ‖B‖_F² + m² and ‖B‖₂² ≤ ‖P‖₂² ≤ ‖B‖₂² + m², m what it has become since.
- m is bounded all along by a few random combinations of the discarded rows that walk with B.
- Where the bound is no longer far below the norm, because later factors killed what was kept, the
  walk returns to the last product from before anything was discarded and goes on dense from there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import ceil, sqrt

import numpy as np

from engine.chain.compression import PROBES, State, compressed
from engine.chain.factors import Exponents, Factors, PartialProduct
from engine.chain.gram import gram, top
from engine.chain.norms import SPECTRAL, Norm
from engine.chain.scaled import LOG10_2, Array, log10

Walked = Callable[[int, Array], None]  # is told how many steps are done, and the logarithms

ROOM = 1e-9  # what may be missing of ‖P‖², relative: 2.2e-10 in log10 ‖P‖

_PROBE_FACTOR = 18.4  # m ≤ this ‖probes‖_F but for a chance of 1e-12
_DROP = 1e-6  # of the norm in one step, against the factor's: what is left is rounding
_BLOCK_NUMBERS = 1 << 18  # numbers in the products that are computed before their norms are taken
_LONGEST_BLOCK = 96
_KEPT_NUMBERS = 1 << 25  # numbers in all kept products: 256 MB
_FIRST = 10.0  # compressions' worth of time, at the least, that shorten the wait for the next one
_WORTH_IT = 0.9  # of the rows may stay, or the next compression waits twice as long


class FactoredWalk:
    """One walk back over all factors; `run` does it and leaves what it found in the fields.

    Attributes:
        logs: (t + 1,) log10 ‖P‖.
        discarded: (t + 1,) log10 of the bound on what is missing of P, in the Frobenius norm.
        kept: products from which all others are rebuilt.
    """

    def __init__(self, factors: Factors, norm: Norm) -> None:
        self._factors, self._norm = factors, norm
        self._t, d, _ = factors.slopes.shape
        self.logs, self.discarded = np.full((2, self._t + 1), -np.inf)
        self.logs[0] = 0.0 if norm is SPECTRAL else np.log10(d) / 2
        self.kept: list[PartialProduct] = []
        self._stride, self._blocks, self._numbers = 1, 0, 0
        self._room = np.empty(max(_BLOCK_NUMBERS, d * (d + PROBES)))
        self._state = State.dense(PartialProduct(0, None, np.eye(d), 0))
        self._patience = 1
        self._plan()
        self._whole: State | None = None  # the last one before anything was discarded
        self._said = 0
        self._rng = np.random.default_rng(0)
        drop = log10(_DROP * np.linalg.norm(factors.W_T, axis=(-2, -1)))
        self._allowed = np.diff(factors.exponents) * LOG10_2 + drop  # of log10 ‖P‖ in each step

    @property
    def position(self) -> int:
        """How many steps back it is; less than before where it had to return."""
        return self._state.walking.i

    def run(self, progress: Walked) -> None:
        """Walk from i = 0 to t, telling now and then how far it is and the logs so far."""
        while self.position < self._t and self.logs[self.position] > -np.inf:
            self._keep()
            self._block()
            self._said = max(self._said, self.position)
            progress(self._said, self.logs[: self.position + 1])
            self._compress_if_due()
        self._keep()
        if self._said < self._t:
            progress(self._t, self.logs[: self.position + 1])

    def _keep(self) -> None:
        if self._blocks % self._stride == 0:
            self.kept.append(self._state.product)
            self._numbers += _numbers(self.kept[-1:])
        self._blocks += 1
        if self._numbers > _KEPT_NUMBERS:
            self.kept = self.kept[::2]
            self._numbers = _numbers(self.kept)
            self._stride *= 2

    def _block(self) -> None:
        """Take the next few steps, and keep what they found if the bound allows."""
        start, i, r = self._state.walking, self.position, self._state.r
        size = start.mantissa.size
        most = min(_LONGEST_BLOCK, self._factors.reach, max(1, _BLOCK_NUMBERS // size))
        steps = min(self._t - i, self._next - i, most)
        room = self._room[: steps * size].reshape(steps, *start.mantissa.shape)
        stack, exponents, last = self._factors.advance(start, steps, room)
        squares, side = self._squares(stack[:, :, :r])
        missing = _missing(stack[:, :, r:])
        self.logs[i + 1 : i + steps + 1] = self._logs(squares, exponents)
        self.discarded[i + 1 : i + steps + 1] = self._logs(missing, exponents)
        if self._whole is not None and not self._is_sound(squares, side + missing):
            self._return_to(self._whole, i + steps)
            return
        self._state = replace(self._state, walking=last)

    def _squares(self, stack: Array) -> tuple[Array, Array]:
        """Return ‖B‖², (n,), of the stack, (n, d, r), and what it may fall short by."""
        if self._norm is not SPECTRAL:
            return np.einsum("nij,nij->n", stack, stack), np.zeros(len(stack))
        lead = self._state.lead
        side = np.einsum("nij,nij->n", stack[:, :, lead:], stack[:, :, lead:])
        squares = top(gram(stack[:, :, :lead]))
        if (side > 0.3 * ROOM * squares).any():
            self._state = replace(self._state, lead=stack.shape[2])
            return top(gram(stack)), np.zeros(len(stack))
        return squares, side

    def _is_sound(self, squares: Array, missing: Array) -> bool:
        """Return whether what is missing is far below the norm, and the norm above rounding."""
        if not (missing < ROOM * squares).all():
            return False
        i, n = self.position, len(squares)
        drops = np.diff(self.logs[i : i + n + 1])
        return bool((drops > self._allowed[i : i + n]).all())

    def _logs(self, squares: Array, exponents: Exponents) -> Array:
        """Return log10 of the square roots, after the next steps, with all exponents."""
        total = (
            exponents
            + self._factors.exponents[self.position + 1 : self.position + 1 + len(squares)]
        )
        logs: Array = log10(np.sqrt(squares)) + total * LOG10_2
        return logs

    def _return_to(self, whole: State, dense_until: int) -> None:
        self._state, self._whole, self._next = whole, None, dense_until
        self.logs[whole.product.i + 1 :] = self.discarded[whole.product.i + 1 :] = -np.inf
        self.kept = [product for product in self.kept if product.i < whole.product.i]
        self._numbers = _numbers(self.kept)
        self._blocks = len(self.kept) * self._stride

    def _compress_if_due(self) -> None:
        i, r = self.position, self._state.r
        if i < self._next or i == self._t or self.logs[i] == -np.inf:
            return
        smaller = compressed(self._state, self._rng)
        if smaller.r <= _WORTH_IT * r:
            self._whole = self._whole or self._state
            self._state = smaller
            probes = smaller.walking.flat[:, smaller.r :]
            missing = np.sqrt(_missing(probes[None])[0])
            exponent = smaller.walking.exponent + self._factors.exponents[i]
            self.discarded[i] = log10(missing) + exponent * LOG10_2
            self._patience = 1
        else:
            self._patience *= 2
        self._plan()

    def _plan(self) -> None:
        """Set the step of the next compression.

        Of r rows at step i about r / i are lost a step, so waiting n steps wastes n² / 2i of the
        cost of one; that and C, the cost of the compression, spread over the n steps, are least at
        n = √(2 i C / c), c the cost of a step. Near the end the steps left would not pay for one.
        """
        i, r, d = self.position, self._state.r, self._factors.d
        ratio = _compression_seconds(r) / _step_seconds(r, self._state.lead, d)
        interval = sqrt(2.0 * max(i, _FIRST * ratio) * ratio)
        due = i + ceil(self._patience * interval)
        self._next = due if (self._t - due) * interval > due * ratio else self._t


def _numbers(kept: Sequence[PartialProduct]) -> int:
    """Return how many numbers these products hold in memory, probes beside them included."""
    return sum(len(one.mantissa) * (one.mantissa.shape[1] + PROBES) for one in kept)


def _missing(probes: Array) -> Array:
    """Return the bound on ‖what was discarded‖_F² from the stack of probes, (n, d, 0 or 8)."""
    squares: Array = np.einsum("nij,nij->n", probes, probes)
    return _PROBE_FACTOR**2 * squares


def _step_seconds(r: int, lead: int, d: int) -> float:
    """Return roughly what one step costs: the product, and the norm of the leading rows."""
    product = 5e-6 + 2e-11 * r * d * d
    norm = 3.3e-8 * lead**2 + 1e-10 * lead**3
    return product + norm


def _compression_seconds(r: int) -> float:
    return 5e-5 + 2e-6 * r + 2.2e-10 * r**3
