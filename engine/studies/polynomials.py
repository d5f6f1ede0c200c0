"""Polynomials in exact arithmetic, so that every real root is found, once, with its multiplicity.

Roots are counted by Sturm's theorem: with the chain p₀ = p, p₁ = p', p_{i+1} = −(p_{i−1} mod p_i),
the sign changes at u less those at v are the number of distinct real roots in (u, v]. Roots of
equal multiplicity are told apart beforehand by Yun's decomposition p = c · q₁ q₂² q₃³ …
(D. Y. Y. Yun, On square-free decomposition algorithms, SYMSAC 1976).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

from engine.arrays import Array

_WIDTH = Fraction(1, 1 << 70)  # of an interval around a root, in its size: past a double's last bit
_LARGEST_DENOMINATOR = 10**9

Coefficients = tuple[Fraction, ...]


@dataclass(frozen=True)
class Polynomial:
    """c₀ + c₁x + c₂x² + …; the last coefficient is not zero, and zero has none."""

    coefficients: Coefficients

    @classmethod
    def of(cls, *coefficients: Fraction | int) -> Polynomial:
        """Return the polynomial of these coefficients, the constant first."""
        last = max((i for i, c in enumerate(coefficients) if c), default=-1)
        return cls(tuple(Fraction(c) for c in coefficients[: last + 1]))

    @property
    def degree(self) -> int:
        """The largest power; −1 of zero."""
        return len(self.coefficients) - 1

    def __add__(self, other: Polynomial) -> Polynomial:
        size = max(len(self.coefficients), len(other.coefficients))
        pairs = zip(self._padded(size), other._padded(size), strict=True)
        return Polynomial.of(*(a + b for a, b in pairs))

    def __mul__(self, other: Polynomial) -> Polynomial:
        product = [Fraction(0)] * max(self.degree + other.degree + 1, 0)
        for i, a in enumerate(self.coefficients):
            for j, b in enumerate(other.coefficients):
                product[i + j] += a * b
        return Polynomial.of(*product)

    def scaled(self, factor: Fraction | int) -> Polynomial:
        """Return factor · p."""
        return Polynomial.of(*(factor * c for c in self.coefficients))

    def derivative(self) -> Polynomial:
        """Return p'."""
        return Polynomial.of(*(i * c for i, c in enumerate(self.coefficients) if i))

    def at(self, x: Fraction) -> Fraction:
        """Return p(x), exactly."""
        value = Fraction(0)
        for c in reversed(self.coefficients):
            value = value * x + c
        return value

    def __call__(self, x: Array) -> Array:
        """Return p(x), elementwise in doubles, by Horner's rule."""
        value = np.zeros_like(x)
        for c in reversed(self.coefficients):
            value = value * x + float(c)
        return value

    def real_roots(self) -> list[tuple[Fraction, int]]:
        """Return each real root with its multiplicity, from the left.

        A rational root with a denominator up to 10⁹ is exact, any other right past the last bit of
        a double.
        """
        found = [(x, i) for i, part in self._square_free_parts() for x in _simple_roots(part)]
        return sorted(found)

    def _padded(self, size: int) -> Coefficients:
        return self.coefficients + (Fraction(0),) * (size - len(self.coefficients))

    def _square_free_parts(self) -> Iterator[tuple[int, Polynomial]]:
        """Yield (i, q_i) of Yun's decomposition for every q_i that has a root."""
        if self.degree < 1:
            return
        slope = self.derivative()
        common = _common(self, slope)
        rest, other = _divided(self, common)[0], _divided(slope, common)[0]
        i = 1
        while rest.degree > 0:
            other += rest.derivative().scaled(-1)
            part = _common(rest, other)
            if part.degree > 0:
                yield i, part
            rest, other = _divided(rest, part)[0], _divided(other, part)[0]
            i += 1


def _divided(p: Polynomial, q: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Return quotient and remainder."""
    quotient = [Fraction(0)] * max(p.degree - q.degree + 1, 0)
    while p.degree >= q.degree:
        shift, factor = p.degree - q.degree, p.coefficients[-1] / q.coefficients[-1]
        quotient[shift] = factor
        p += q.scaled(-factor) * Polynomial.of(*[0] * shift, 1)
    return Polynomial.of(*quotient), p


def _common(p: Polynomial, q: Polynomial) -> Polynomial:
    """Return the greatest common divisor with leading coefficient 1."""
    while q.degree >= 0:
        p, q = q, _divided(p, q)[1]
    return p.scaled(1 / p.coefficients[-1])


def _simple_roots(p: Polynomial) -> Iterator[Fraction]:
    """Yield the real roots of a square-free polynomial."""
    chain = [p, p.derivative()]
    while chain[-1].degree > 0:
        chain.append(_divided(chain[-2], chain[-1])[1].scaled(-1))
    top = max(abs(c / p.coefficients[-1]) for c in p.coefficients) + 1  # Cauchy's bound
    reach = Fraction(1 << (int(top).bit_length()))
    waiting = [(-reach, reach)]
    while waiting:
        low, high = waiting.pop()
        count = _changes(chain, low) - _changes(chain, high)
        if count == 1:
            yield _narrowed(p, low, high)
        elif count > 1:
            middle = (low + high) / 2
            waiting += [(low, middle), (middle, high)]


def _changes(chain: list[Polynomial], x: Fraction) -> int:
    signs = [value > 0 for value in (p.at(x) for p in chain) if value]
    return sum(a != b for a, b in pairwise(signs))


def _narrowed(p: Polynomial, low: Fraction, high: Fraction) -> Fraction:
    """Return the one root in (low, high]."""
    if p.at(high) == 0:
        return high
    rising = p.at(high) > 0
    while high - low > _WIDTH * max(abs(low), abs(high)):
        middle = (low + high) / 2
        value = p.at(middle)
        if value == 0:
            return middle
        low, high = (low, middle) if (value > 0) == rising else (middle, high)
    simple = ((low + high) / 2).limit_denominator(_LARGEST_DENOMINATOR)
    return simple if p.at(simple) == 0 else (low + high) / 2
