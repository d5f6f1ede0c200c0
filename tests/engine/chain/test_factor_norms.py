"""‖J_j‖ and σ_min(J_j) of every factor against numpy and 60 digits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp

from engine.chain.factor_norms import FactorSizes, factor_sizes
from engine.chain.norms import NORMS
from tests.engine.chain.chains import KINDS, gaussian, orthogonal, saturating
from tests.engine.experiments import NORM_NAMES, Array
from tests.engine.oracles import DIGITS, ORDERS, exact_log10, exact_norm, exact_singular_values

every_norm = pytest.mark.parametrize("norm", NORM_NAMES)
EPS = np.finfo(float).eps


def sizes_of(W: Array, slopes: Array, norm: str = "spectral", batch: int = 7) -> FactorSizes:
    return factor_sizes(W, slopes, NORMS[norm], batch, lambda _done: None)


def check(W: Array, slopes: Array, norm: str = "spectral", room: float = 1e-11) -> None:
    """Compare all three sizes of every factor with those of its dense matrix."""
    found = sizes_of(W, slopes, norm)
    for j, slope in enumerate(slopes):
        factor = slope[:, None] * W
        with np.errstate(divide="ignore"):
            expected = np.log10(np.linalg.norm(factor, ORDERS[norm]))
            steepest = np.log10(np.abs(slope).max())
        sigma = np.linalg.svd(factor, compute_uv=False)
        assert found.norms[j] == pytest.approx(expected, rel=0, abs=room)
        assert found.slopes[j] == steepest
        check_least(found.least[j], sigma)


def check_least(log10_least: float, sigma: Array) -> None:
    """Compare σ_min with its own rounding, below which it may count as zero."""
    rounding = 4 * len(sigma) * EPS * sigma[0]
    least = 10.0**log10_least
    assert abs(least - sigma[-1]) <= max(rounding, 1e-6 * sigma[-1])


@every_norm
@pytest.mark.parametrize("d", [1, 2, 21, 40, 41, 60])
def test_gaussian_factors_on_both_sides_of_the_change_of_method(d: int, norm: str) -> None:
    check(gaussian(d, d), saturating(d, 12, d), norm)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "annihilated"])
@pytest.mark.parametrize("d", [12, 50])
def test_factors_of_every_kind(kind: str, d: int) -> None:
    check(*KINDS[kind](np.random.default_rng(1), 8, d))


@every_norm
@pytest.mark.parametrize("shift", [-1000, -500, 500, 1000])
def test_sixty_digits_agree_whatever_the_magnitude(norm: str, shift: int) -> None:
    W, slopes = np.ldexp(gaussian(3, 4), shift), np.ldexp(saturating(3, 3, 4), -600)
    found = sizes_of(W, slopes, norm)
    with mp.workdps(DIGITS):
        for j, slope in enumerate(slopes):
            factor = mp.diag([mp.mpf(float(s)) for s in slope]) * mp.matrix(W.tolist())
            exact = float(exact_log10(exact_norm(factor, norm)))
            least = float(exact_log10(exact_singular_values(factor)[-1]))
            assert found.norms[j] == pytest.approx(exact, rel=0, abs=1e-12)
            assert found.least[j] == pytest.approx(least, rel=0, abs=1e-10)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.integers(1, 60),
    st.sampled_from((0.0, 1e-10, 0.1, 2.0, 6.0)),
    st.sampled_from(NORM_NAMES),
)
def test_generated_factors(seed: int, d: int, decades: float, norm: str) -> None:
    rng = np.random.default_rng(seed)
    sigma = 10.0 ** (-decades * rng.random(d))
    W = (orthogonal(rng, d) * sigma) @ orthogonal(rng, d)
    is_iterated = d > 40 and norm == "spectral"  # then clusters cost digits
    check(W, rng.uniform(0.1, 1.0, (5, d)), norm, 5e-8 if is_iterated else 1e-12)


@every_norm
@pytest.mark.parametrize("d", [5, 50])
def test_a_factor_of_zeros_has_no_size(d: int, norm: str) -> None:
    slopes = saturating(4, 3, d)
    slopes[1] = 0.0
    found = sizes_of(gaussian(4, d), slopes, norm)
    assert found.norms[1] == found.least[1] == found.slopes[1] == -np.inf
    assert np.isfinite(found.norms[[0, 2]]).all()


@pytest.mark.parametrize("d", [5, 50])
def test_a_dead_unit_makes_the_least_zero_and_no_other(d: int) -> None:
    slopes = saturating(5, 3, d)
    slopes[1, 2] = 0.0
    found = sizes_of(gaussian(5, d), slopes)
    np.testing.assert_array_equal(found.least == -np.inf, [False, True, False])


@pytest.mark.parametrize("d", [5, 50])
def test_negative_slopes_count_by_their_size(d: int) -> None:
    W, slopes = gaussian(6, d), saturating(6, 4, d)
    signs = np.where(np.random.default_rng(6).random((4, d)) < 0.5, -1.0, 1.0)
    one, other = sizes_of(W, slopes), sizes_of(W, signs * slopes)
    np.testing.assert_array_equal(one.norms, other.norms)
    np.testing.assert_array_equal(one.slopes, other.slopes)


@pytest.mark.parametrize("d", [5, 50])
def test_progress_counts_up_to_all(d: int) -> None:
    said: list[int] = []
    factor_sizes(gaussian(7, d), saturating(7, 9, d), NORMS["spectral"], 4, said.append)
    assert said == sorted(said)
    assert said[-1] == 9
