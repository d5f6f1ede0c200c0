"""Factors in the order of the walk: scaled, multiplied on, and rebuilt, against plain products."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp

from engine.chain.factors import Factors, PartialProduct
from engine.chain.scaled import Scaled
from tests.engine.chain.chains import KINDS, dense, gaussian, of_kind, orthogonal, saturating
from tests.engine.experiments import Array
from tests.engine.oracles import DIGITS

every_kind = pytest.mark.parametrize("kind", KINDS)


def identity(d: int) -> PartialProduct:
    return PartialProduct(0, None, np.eye(d), 0)


def rebuilt(factors: Factors, start: PartialProduct, i: int) -> Scaled:
    """Return the product i steps back, from one at or before it."""
    return factors.whole(factors.carried(start, i))


def same(found: Scaled, expected: Scaled, room: float = 1e-12) -> None:
    """Compare two scaled arrays, relative to the largest entry."""
    shift = max(found.exponent - expected.exponent, -2000)
    assert shift <= 1 or not found.mantissa.any()
    np.testing.assert_allclose(
        np.ldexp(found.mantissa, shift), expected.mantissa, rtol=0, atol=room
    )


def test_the_scales_taken_out_are_given_back() -> None:
    W, slopes = gaussian(0, 5, 1e-150), 1e120 * saturating(0, 4, 5)
    factors = Factors.of(W, slopes)
    W_exponent = int(np.frexp(np.abs(W).max())[1])
    np.testing.assert_array_equal(np.ldexp(factors.W_T, W_exponent), W.T)
    for i, slope in enumerate(slopes[::-1]):
        scale = int(factors.exponents[i + 1] - factors.exponents[i]) - W_exponent
        np.testing.assert_array_equal(np.ldexp(factors.slopes[i, :, 0], scale), slope)
        assert 0.5 <= factors.slopes[i].max() < 1.0
    assert factors.exponents[0] == 0


@every_kind
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_every_product_of_a_run_is_the_dense_one(kind: str, data: st.DataObject) -> None:
    W, slopes = data.draw(of_kind(kind, 1, 30))
    factors = Factors.of(W, slopes)
    expected = dense(W, slopes)
    steps = min(len(slopes), factors.reach)
    stack, exponents, _ = factors.advance(identity(len(W)), steps)
    for i in range(1, steps + 1):
        total = int(exponents[i - 1] + factors.exponents[i])
        same(Scaled.of(stack[i - 1].T, total), expected[i], 1e-10)


@every_kind
def test_a_product_is_rebuilt_from_any_before_it(kind: str) -> None:
    W, slopes = KINDS[kind](np.random.default_rng(3), 20, 12)
    factors = Factors.of(W, slopes)
    expected = rebuilt(factors, identity(12), 20)
    same(expected, dense(W, slopes)[20], 1e-10)
    for i in (1, 9, 20):
        before = rebuilt(factors, identity(12), i)
        exponent = before.exponent - int(factors.exponents[i])
        again = rebuilt(factors, PartialProduct(i, None, before.mantissa.T, exponent), 20)
        assert again.exponent == expected.exponent
        np.testing.assert_array_equal(again.mantissa, expected.mantissa)


def test_sixty_digits_agree() -> None:
    W, slopes = gaussian(1, 3), saturating(1, 6, 3)
    with mp.workdps(DIGITS):
        exact = mp.eye(3)
        for slope in slopes[::-1]:
            exact = exact * mp.diag(slope.tolist()) * mp.matrix(W.tolist())
        found = rebuilt(Factors.of(W, slopes), identity(3), 6)
        expected = np.array(exact.tolist(), dtype=float)
    np.testing.assert_allclose(found.value(), expected, rtol=0, atol=1e-14 * abs(expected).max())


def test_a_factored_product_is_multiplied_by_its_basis() -> None:
    W, slopes = gaussian(2, 9), saturating(2, 5, 9)
    basis = orthogonal(np.random.default_rng(2), 9)[:, :4]
    rows = np.random.default_rng(3).standard_normal((4, 9))
    factors = Factors.of(W, slopes)
    found = rebuilt(factors, PartialProduct(2, basis, rows.T, 6), 5)
    tail = np.linalg.multi_dot([np.diag(slope) @ W for slope in slopes[2::-1]])
    expected = Scaled.of(basis @ rows @ tail, 6 + int(factors.exponents[2]))
    same(found, expected)


def test_room_given_is_used_and_gives_the_same() -> None:
    factors = Factors.of(gaussian(4, 8), saturating(4, 6, 8))
    room = np.empty((6, 8, 8))
    stack = factors.advance(identity(8), 6, room).stack
    assert stack is room
    np.testing.assert_array_equal(stack, factors.advance(identity(8), 6)[0])


@pytest.mark.parametrize("shrink", [1e-90, 1e-200])
def test_entries_that_leave_the_range_downwards_are_rescaled(shrink: float) -> None:
    slopes = np.ones((8, 6))
    slopes[:, 1:] = 1e-12
    W = np.diag(np.append(shrink, np.ones(5)))  # the unit that carries the scale vanishes at once
    factors = Factors.of(W, slopes)
    stack, exponents, _ = factors.advance(identity(6), 8)
    assert len(set(exponents.tolist())) > 1
    for i, expected in enumerate(dense(W, slopes)[1:]):
        same(Scaled.of(stack[i].T, int(exponents[i] + factors.exponents[i + 1])), expected)


def reached(W: Array) -> int:
    return Factors.of(W, np.ones((1, len(W)))).reach


@pytest.mark.parametrize("d", [1, 2, 20, 300])
def test_within_reach_the_fourth_power_of_a_norm_is_a_double(d: int) -> None:
    W = np.ones((d, d))
    steps = reached(W)
    factors = Factors.of(W, np.ones((steps, d)))
    stack = factors.advance(identity(d), steps).stack
    assert np.isfinite(np.linalg.norm(stack[-1]) ** 4)


def test_reach_is_longer_where_less_can_add_up() -> None:
    assert reached(np.eye(50)) > reached(gaussian(5, 50)) > reached(np.ones((50, 50))) >= 30
