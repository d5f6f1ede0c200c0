"""What a compression keeps, what it discards, and how the probes see it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.chain.compression import PROBES, TOLERANCE, State, compressed
from engine.chain.factors import PartialProduct
from tests.engine.chain.chains import orthogonal
from tests.engine.experiments import Array

D = 60
ROUNDING = 1e-14
SEEN_APART = 1e-7  # sizes below this share of the largest are in the Gram matrix's rounding


def state_of(sigma: Array, seed: int = 0, basis: Array | None = None) -> State:
    """Return a whole state of a (D, r) product with these singular values."""
    rng = np.random.default_rng(seed)
    r = len(sigma)
    mantissa = (orthogonal(rng, D)[:, :r] * sigma) @ orthogonal(rng, r)
    return State.dense(PartialProduct(7, basis, mantissa, -3))


def transposed(state: State) -> Array:
    """Return Pᵀ without its power of two."""
    product = state.product
    return product.mantissa if product.basis is None else product.mantissa @ product.basis.T


def rng() -> np.random.Generator:
    return np.random.default_rng(5)


def test_a_whole_state_has_no_probes_and_counts_every_column() -> None:
    state = state_of(np.ones(D))
    assert (state.r, state.lead, state.probes.shape) == (D, D, (D, 0))
    assert state.product.mantissa.shape == state.walking.mantissa.shape == (D, D)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, D), st.floats(0.0, 40.0))
def test_what_is_missing_is_below_the_tolerance_and_orthogonal_to_what_is_kept(
    seed: int, r: int, decades: float
) -> None:
    sigma = 10.0 ** -np.linspace(0.0, decades, r)
    before = state_of(sigma, seed, orthogonal(np.random.default_rng(seed), D)[:, :r])
    after = compressed(before, np.random.default_rng(seed))
    basis, size = after.product.basis, np.linalg.norm(sigma)
    assert basis is not None
    np.testing.assert_allclose(basis.T @ basis, np.eye(after.r), rtol=0, atol=ROUNDING * r)
    missing = transposed(before) - transposed(after)
    assert np.linalg.norm(missing) <= size * (TOLERANCE + ROUNDING * r)
    assert np.abs(missing @ basis).max() <= size * ROUNDING * r


def test_the_columns_come_sorted_and_the_leading_ones_carry_the_norm() -> None:
    sigma = 10.0 ** -np.linspace(0.0, 12.0, D)
    before = state_of(sigma)
    after = compressed(before, rng())
    sizes = np.linalg.norm(after.product.mantissa, axis=0)
    missing = np.linalg.norm(transposed(before) - transposed(after)) / np.linalg.norm(sigma)
    assert missing <= TOLERANCE < np.hypot(missing, sizes[-1] / np.linalg.norm(sigma))
    apart = np.sum(sigma > SEEN_APART)
    np.testing.assert_allclose(sizes[:20], sigma[:20], rtol=1e-6)
    assert (np.diff(sizes[:apart]) < 0).all()
    beside = np.linalg.norm(sizes[after.lead :]) / np.linalg.norm(sizes)
    assert beside**2 <= 1e-11 < beside**2 + (sizes[after.lead - 1] / np.linalg.norm(sizes)) ** 2


def test_position_and_exponent_stay() -> None:
    after = compressed(state_of(np.ones(5)), rng())
    assert (after.product.i, after.product.exponent) == (7, -3)


def test_nothing_is_lost_where_all_directions_are_alike() -> None:
    before = state_of(np.ones(20))
    after = compressed(before, rng())
    assert (after.r, after.lead) == (20, 20)
    np.testing.assert_allclose(transposed(after), transposed(before), rtol=0, atol=1e-14)


def test_a_product_of_rank_one_keeps_one_column() -> None:
    after = compressed(state_of(np.append(1.0, np.zeros(D - 1))), rng())
    assert (after.r, after.lead) == (1, 1)
    assert np.linalg.norm(after.product.mantissa) == pytest.approx(1.0, rel=1e-14)


def test_the_probes_bound_what_was_discarded() -> None:
    sigma = 10.0 ** -np.linspace(0.0, 16.0, D)
    before = state_of(sigma)
    ratios = []
    for seed in range(200):
        after = compressed(before, np.random.default_rng(seed))
        missing = np.linalg.norm(transposed(before) - transposed(after))
        assert after.probes.shape == (D, PROBES)
        ratios.append(np.linalg.norm(after.probes) / missing)
    assert min(ratios) > 1.0 / 18.4
    assert np.mean(np.square(ratios)) == pytest.approx(PROBES, rel=0.2)


def test_earlier_probes_walk_on() -> None:
    first = compressed(state_of(10.0 ** -np.linspace(0.0, 16.0, D)), rng())
    old = 1e3 * first.probes
    walking = first.walking._replace(mantissa=np.hstack([first.product.mantissa, old]))
    second = compressed(State(walking, first.r, first.lead), rng())
    assert np.linalg.norm(second.probes - old) < 1e-2 * np.linalg.norm(old)
    assert second.probes.shape == old.shape


def test_rounding_is_seen_even_where_nothing_is_discarded() -> None:
    after = compressed(state_of(np.ones(20)), rng())
    per_entry = np.linalg.norm(after.probes, axis=1) / np.linalg.norm(
        after.product.mantissa, axis=1
    )
    assert (per_entry > 1e-14).all()
    assert (per_entry < 1e-11).all()
