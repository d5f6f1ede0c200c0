"""Real roots, all of them and no others, against products of known factors and numpy."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.polynomial import polynomial as numpys

from engine.studies.polynomials import Polynomial

roots = st.fractions(min_value=-50, max_value=50, max_denominator=60)
whole = st.lists(st.integers(-9, 9), max_size=6)


def of_roots(chosen: list[Fraction], rest: tuple[int, ...] = (1,)) -> Polynomial:
    product = Polynomial.of(*rest)
    for root in chosen:
        product *= Polynomial.of(-root, 1)
    return product


@settings(deadline=None)
@given(st.lists(roots, max_size=4), st.sampled_from([(1,), (-3,), (1, 0, 1), (7, 2, 1)]))
def test_every_root_is_found_once_with_its_multiplicity(
    chosen: list[Fraction], rest: tuple[int, ...]
) -> None:
    found = of_roots(chosen, rest).real_roots()
    assert found == [(root, chosen.count(root)) for root in sorted(set(chosen))]


@settings(deadline=None)
@given(whole)
def test_simple_roots_are_numpys(coefficients: list[int]) -> None:
    p = Polynomial.of(*coefficients)
    found = p.real_roots()
    if p.degree < 1 or any(m > 1 for _, m in found):
        return
    theirs = np.roots(coefficients[p.degree :: -1])
    for root, _ in found:
        assert np.abs(theirs - float(root)).min() < 1e-4 * max(1.0, abs(float(root)))
        assert abs(float(p.at(root))) < 1e-12 * (1 + abs(float(root))) ** 6
    assert len(found) % 2 == p.degree % 2 or any(m > 1 for _, m in found)


@settings(deadline=None)
@given(whole, whole, st.floats(-3, 3))
def test_sum_product_and_derivative_are_numpys(a: list[int], b: list[int], x: float) -> None:
    p, q = Polynomial.of(*a), Polynomial.of(*b)
    at = np.array([x])
    ours = [(p + q)(at), (p * q)(at), p.derivative()(at)]
    first, second = a or [0], b or [0]
    theirs = (
        numpys.polyadd(first, second), numpys.polymul(first, second), numpys.polyder(first),
    )  # fmt: skip
    for mine, coefficients in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(mine, numpys.polyval(at, coefficients), rtol=1e-9, atol=1e-7)


@pytest.mark.parametrize(
    ("coefficients", "expected"),
    [
        ((), []),
        ((5,), []),
        ((1, 0, 1), []),
        ((-2, 0, 1), [-(2**0.5), 2**0.5]),
        ((0, 0, 0, 0, 0, 0, 0, 0, 1), [0.0]),
        ((-1, 10**9), [1e-9]),
        ((1, -(10**9), 10**9), [(1 - (1 - 4e-9) ** 0.5) / 2, (1 + (1 - 4e-9) ** 0.5) / 2]),
    ],
)
def test_roots_as_doubles(coefficients: tuple[int, ...], expected: list[float]) -> None:
    found = [float(root) for root, _ in Polynomial.of(*coefficients).real_roots()]
    assert found == pytest.approx(expected, rel=1e-7)


def test_wilkinsons_roots_are_exact() -> None:
    assert of_roots([Fraction(n) for n in range(1, 21)]).real_roots() == [
        (n, 1) for n in range(1, 21)
    ]
