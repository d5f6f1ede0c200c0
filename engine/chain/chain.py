"""The chain P_{t,k} = J_t J_{t−1} … J_{k+1} of factors J_j = diag(s_j) M_j.

Backpropagation walks back one factor at a time, a scaling of columns and one matrix product:
P_{t,j−1} = (P_{t,j} · s_j) M_j (`docs/maths.md`, 3). Small products are carried whole and their
norms taken a batch at a time; large ones are carried as factored products.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from engine.chain.diag_times import DiagTimes
from engine.chain.factored import FactoredWalk, Walked
from engine.chain.factors import Factors, PartialProduct
from engine.chain.gram import gram, top
from engine.chain.norms import NORMS, SPECTRAL, Norm
from engine.chain.scaled import LOG10_2, Array, Scaled, log10

Progress = Callable[[int, int], None]

_WHOLE = 16  # units up to which products are carried whole
_FACTORED = (SPECTRAL, NORMS["frobenius"])  # norms that do not ask for each entry of the product
_BATCH_NUMBERS = 1 << 20  # numbers in one stack of matrices: 8 MB, within the cache's reach
_KEPT_NUMBERS = 1 << 25  # numbers in all kept products: 256 MB
_EXACT = 5e8  # multiplications to spend on a product without anything discarded: 10 ms


@dataclass(frozen=True, eq=False)
class Chain:
    """The factors and products of one trace.

    Attributes:
        links: the factors as the cell gives them.
        factors: the same, scaled, in the order of the walk.
        kept: products from which all others are rebuilt.
        log10_discarded: (t + 1,) log10 of a bound on what is missing of P_{t,t−i} as the walk
            carried it, in the Frobenius norm; −inf where nothing is.
    """

    links: DiagTimes
    factors: Factors
    kept: Sequence[PartialProduct]
    log10_discarded: Array

    @property
    def slopes(self) -> Array:
        """s_j, (t, d), index j − 1."""
        return self.links.slopes

    def factor(self, j: int) -> Array:
        """Return J_j = ∂s_j/∂s_{j−1}, (d, d), for 1 ≤ j ≤ t."""
        return self.links.dense(j)

    def product(self, k: int) -> Scaled:
        """Return P_{t,k} = ∂s_t/∂s_k, (d, d), for 0 ≤ k ≤ t; P_{t,t} = I.

        Nothing is missing of it where that takes no more than some 10 ms; else what is missing is
        bounded by `log10_discarded`, at most 3e-5 of its norm. Entries more than some 300 decades
        below the largest may be 0 in it.
        """
        i = len(self.links) - k
        return self.factors.whole(self.factors.carried(self._start(i), i))

    def products(self, lengths: Iterable[int]) -> Iterator[tuple[int, Scaled]]:
        """Yield (i, P_{t,t−i}), as `product` returns it, for each of the lengths.

        Each product is carried on to the next: rising lengths cost little more than the longest.
        """
        carried = self.kept[0]
        for i in lengths:
            start = self._start(i)
            alike = (start.basis is None) == (carried.basis is None)
            goes_on = alike and start.i < carried.i <= i
            carried = self.factors.carried(carried if goes_on else start, i)
            yield i, self.factors.whole(carried)

    def _start(self, i: int) -> PartialProduct:
        """Return the product from which the one i steps back is rebuilt."""
        start = self._kept_before(i, self.kept)
        if start.basis is None:
            return start
        whole = self._kept_before(i, [carried for carried in self.kept if carried.basis is None])
        is_near = (i - whole.i) * self.links.d**3 <= _EXACT
        return whole if is_near else start

    @staticmethod
    def _kept_before(i: int, kept: Sequence[PartialProduct]) -> PartialProduct:
        return kept[bisect_right(kept, i, key=lambda carried: carried.i) - 1]


def walk(links: DiagTimes, norm: Norm, progress: Walked) -> tuple[Chain, Array]:
    """Walk the whole chain back once.

    `progress` is told now and then how many steps are done, and the logarithms known so far.

    Returns:
        the chain, and log10 ‖P_{t,k}‖ for k = t … 0, (t + 1,), −inf where the product is zero.
    """
    factors = Factors.of(links.matrix, links.slopes)
    if links.d > _WHOLE and norm in _FACTORED:
        walked = FactoredWalk(factors, norm)
        walked.run(progress)
        kept, logs, discarded = walked.kept, walked.logs, walked.discarded
    else:
        kept, logs = _whole_walk(factors, norm, progress)
        discarded = np.full_like(logs, -np.inf)
    for array in (logs, discarded):
        array.flags.writeable = False
    return Chain(links, factors, kept, discarded), logs


def norm_of(matrix: Array, norm: Norm) -> tuple[float, float]:
    """Return ‖matrix‖, inf where it leaves the range of a double, and log10 ‖matrix‖."""
    unit = Scaled.of(matrix)
    size = norm.of(unit.mantissa[None])[0]
    with np.errstate(over="ignore"):
        plain = float(np.ldexp(size, unit.exponent))
    return plain, float(log10(size)) + unit.exponent * LOG10_2


def batch(d: int) -> int:
    """Return how many d × d matrices make one stack."""
    return max(1, _BATCH_NUMBERS // (d * d))


def _whole_walk(
    factors: Factors, norm: Norm, progress: Walked
) -> tuple[list[PartialProduct], Array]:
    t, d, _ = factors.slopes.shape
    stride = -(-(t + 1) * d * d // _KEPT_NUMBERS)
    current = PartialProduct(0, None, np.eye(d), 0)
    kept = [current]
    logs = np.empty(t + 1)
    logs[0] = log10(norm.of(np.eye(d)[None])[0])
    while current.i < t:
        i, steps = current.i, min(t - current.i, batch(d), factors.reach)
        stack, exponents, last = factors.advance(current, steps)
        part = slice(i + 1, i + steps + 1)
        total = exponents + factors.exponents[part]
        logs[part] = log10(_sizes(stack, norm)) + total * LOG10_2
        current = last
        if last.rows is not None:
            kept.append(last)  # the others have lost what is far below their largest entry
        for n in range(-(i + 1) % stride, steps if last.rows is None else 0, stride):
            mantissa = stack[n] if stride == 1 else stack[n].copy()
            kept.append(PartialProduct(i + 1 + n, None, mantissa, int(exponents[n])))
        progress(current.i, logs[: current.i + 1])
    return kept, logs


def _sizes(stack: Array, norm: Norm) -> Array:
    """Return ‖P‖ from a stack of Pᵀ, (n, d, d)."""
    if norm is SPECTRAL:
        return np.sqrt(top(gram(stack)))
    return norm.of(stack.transpose(0, 2, 1))
