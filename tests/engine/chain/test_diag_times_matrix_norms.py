"""‖diag(s) A‖₂ of many s at once against numpy's singular value decomposition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp

from engine.chain.diag_times_matrix_norms import spectral_norms
from tests.engine.chain.chains import gaussian, orthogonal, saturating
from tests.engine.experiments import Array
from tests.engine.oracles import DIGITS

CLUSTERED = 1e-7  # what may be missing where several singular values agree to six digits


def quiet(_done: int) -> None:
    """Take no note of the progress."""


def exact(A: Array, slopes: Array) -> Array:
    """Return the norms by one decomposition each."""
    return np.linalg.svd(slopes[:, :, None] * A, compute_uv=False)[:, 0]


@pytest.mark.parametrize("d", [1, 2, 5, 41, 90])
def test_gaussian_matrices(d: int) -> None:
    A, slopes = gaussian(d, d), saturating(d, 30, d)
    np.testing.assert_allclose(spectral_norms(A, slopes, quiet), exact(A, slopes), rtol=1e-12)


def test_sixty_digits_agree() -> None:
    A, slopes = gaussian(0, 4), saturating(0, 3, 4)
    found = spectral_norms(A, slopes, quiet)
    with mp.workdps(DIGITS):
        for slope, norm in zip(slopes, found, strict=True):
            matrix = mp.diag(slope.tolist()) * mp.matrix(A.tolist())
            assert norm == pytest.approx(float(max(mp.svd_r(matrix, compute_uv=False))), rel=1e-13)


@pytest.mark.parametrize("spread", [0.0, 1e-12, 1e-8, 1e-4])
def test_an_orthogonal_matrix_with_slopes_that_are_nearly_alike(spread: float) -> None:
    rng = np.random.default_rng(1)
    A, slopes = orthogonal(rng, 60), 1.0 - spread * rng.random((20, 60))
    np.testing.assert_allclose(spectral_norms(A, slopes, quiet), slopes.max(axis=1), rtol=1e-12)


@settings(max_examples=50, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.integers(1, 70),
    st.sampled_from((0.0, 1e-12, 1e-10, 1e-7, 1e-6, 0.1, 3.0, 15.0)),
    st.integers(-400, 400),
)
def test_generated_spectra(seed: int, d: int, decades: float, shift: int) -> None:
    rng = np.random.default_rng(seed)
    sigma = 10.0 ** (-decades * rng.random(d))
    A = (orthogonal(rng, d) * sigma) @ orthogonal(rng, d)
    slopes = rng.random((9, d)) * (rng.random((9, d)) < rng.random())
    slopes[0] = 1.0
    found = np.ldexp(spectral_norms(np.ldexp(A, shift), slopes, quiet), -shift)
    expected = exact(A, slopes)
    np.testing.assert_allclose(found, expected, rtol=CLUSTERED, atol=1e-300)
    assert (found <= expected * (1.0 + 1e-12)).all()


@pytest.mark.parametrize("seed", range(5))
def test_a_largest_that_is_apart_is_right_to_rounding(seed: int) -> None:
    rng = np.random.default_rng(seed)
    A = (orthogonal(rng, 80) * np.append(1.0, 0.9 * rng.random(79))) @ orthogonal(rng, 80)
    slopes = rng.uniform(0.95, 1.0, (12, 80))
    np.testing.assert_allclose(spectral_norms(A, slopes, quiet), exact(A, slopes), rtol=1e-13)


def test_units_without_slope_count_for_nothing() -> None:
    A, slopes = gaussian(2, 50), np.zeros((3, 50))
    slopes[1, 7], slopes[2] = 0.5, 1.0
    expected = [0.0, 0.5 * np.linalg.norm(A[7]), np.linalg.norm(A, 2)]
    np.testing.assert_allclose(spectral_norms(A, slopes, quiet), expected, rtol=1e-12)


def test_progress_counts_up_to_all() -> None:
    said: list[int] = []
    spectral_norms(gaussian(3, 400), np.ones((200, 400)), said.append)
    assert said == sorted(said)
    assert len(said) > 1
    assert said[-1] == 200


def test_a_step_along_rounding_does_not_lead_down() -> None:
    rng = np.random.default_rng(53142282)
    sigma = 10.0 ** (-0.1 * rng.random(31))
    A = (orthogonal(rng, 31) * sigma) @ orthogonal(rng, 31)
    slopes = rng.random((9, 31)) * (rng.random((9, 31)) < rng.random())
    assert np.count_nonzero(slopes[4]) == 2  # so that the first step is exact
    np.testing.assert_allclose(
        spectral_norms(A, slopes[4:5], quiet), exact(A, slopes[4:5]), rtol=1e-13
    )
