"""Edits of blocks and of W as a whole, each against a formula of its own."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import scipy.linalg
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.arrays import Array
from engine.errors import InputError
from engine.experiment.edits import ARRAYS, array_of
from engine.experiment.experiment import Experiment
from engine.experiment.matrix_edits import (
    orthogonalised,
    symmetrised,
    transposed,
    with_block,
    with_gaussian,
    with_identity,
    with_noise,
    with_spectral_radius,
)
from tests.engine.experiments import experiments, of_matrix

EDITS: dict[str, Callable[[Experiment], Experiment]] = {
    "transpose": transposed,
    "symmetric part": symmetrised,
    "noise": lambda e: with_noise(e, 0.1, 0),
    "gaussian": lambda e: with_gaussian(e, 1.0, 0),
    "identity": lambda e: with_identity(e, 0.9),
    "block": lambda e: with_block(e, "W", (0, 0), np.ones((1, 1))),
}


def W_of(edited: Experiment) -> Array:
    return edited.network.W


def normal(d: int, seed: int = 0) -> Array:
    return np.random.default_rng(seed).normal(size=(d, d))


@settings(max_examples=40, deadline=None)
@given(experiments(largest=6), st.sampled_from(sorted(EDITS)))
def test_only_w_is_another_and_the_old_is_untouched(experiment: Experiment, name: str) -> None:
    before = {each: array_of(experiment, each).tobytes() for each in ARRAYS}
    edited = EDITS[name](experiment)
    assert {each: array_of(experiment, each).tobytes() for each in ARRAYS} == before
    assert all(array_of(edited, each) is array_of(experiment, each) for each in ARRAYS[1:])


def test_a_block_is_written_where_it_is_wanted() -> None:
    block = np.array([[1.0, 2.0], [3.0, 4.0]])
    expected = np.zeros((4, 4))
    expected[1:3, 2:4] = block
    assert np.array_equal(
        W_of(with_block(of_matrix(np.zeros((4, 4))), "W", (1, 2), block)), expected
    )


def test_a_vector_takes_a_block_of_one_column() -> None:
    edited = with_block(of_matrix(np.eye(3)), "b", (1, 0), np.array([[5.0], [6.0]]))
    assert edited.network.b.tolist() == [0.0, 5.0, 6.0]


def test_a_block_that_is_not_finite_is_refused_by_its_entry() -> None:
    with pytest.raises(InputError) as caught:
        with_block(of_matrix(np.eye(3)), "W", (1, 1), np.array([[0.5, np.inf]]))
    assert caught.value.place == "W[2, 3]"


def test_transposing_twice_gives_w_back() -> None:
    W = normal(5)
    edited = transposed(of_matrix(W))
    assert all(W_of(edited)[m, n] == W[n, m] for m in range(5) for n in range(5))
    assert np.array_equal(W_of(transposed(edited)), W)


def test_the_symmetric_part_and_what_is_left_are_orthogonal() -> None:
    W = normal(6)
    S = W_of(symmetrised(of_matrix(W)))
    assert np.array_equal(S, S.T)
    assert np.sum(S * (W - S)) == pytest.approx(0, abs=1e-12)
    assert np.array_equal(W_of(symmetrised(of_matrix(S))), S)


@pytest.mark.parametrize("size", [5e-324, 1.7976931348623157e308])
def test_the_symmetric_part_of_extremes_is_exact(size: float) -> None:
    W = np.array([[size, -size], [-size, size]])
    assert np.array_equal(W_of(symmetrised(of_matrix(W))), W)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 8), st.integers(0, 1000), st.sampled_from([1e-300, 1.0, 1e300]))
def test_the_nearest_orthogonal_matrix_is_scipys_polar_factor(
    d: int, seed: int, size: float
) -> None:
    W = normal(d, seed)
    Q = W_of(orthogonalised(of_matrix(size * W)))
    gram = Q.T @ Q
    assert gram == pytest.approx(np.eye(d), abs=1e-13)
    assert pytest.approx(scipy.linalg.polar(W)[0], abs=1e-9) == Q


def test_no_orthogonal_matrix_is_nearer() -> None:
    W, rng = normal(4), np.random.default_rng(1)
    nearest = np.linalg.norm(W - W_of(orthogonalised(of_matrix(W))))
    others = scipy.stats.ortho_group.rvs(4, size=200, random_state=rng)
    assert all(np.linalg.norm(W - Q) > nearest for Q in others)


def test_a_singular_w_still_gives_an_orthogonal_one() -> None:
    Q = W_of(orthogonalised(of_matrix(np.diag([2.0, 0.0, 0.0]))))
    gram = Q.T @ Q
    assert gram == pytest.approx(np.eye(3), abs=1e-14)


def test_zero_has_no_nearest_orthogonal_matrix() -> None:
    with pytest.raises(InputError, match=r"^W is zero, and no orthogonal matrix is nearest to it"):
        orthogonalised(of_matrix(np.zeros((2, 2))))


@settings(max_examples=30, deadline=None)
@given(
    st.integers(1, 8),
    st.integers(0, 1000),
    st.sampled_from([1e-300, 1.0, 1e300]),
    st.sampled_from([0.0, 0.9, 1.0, 50.0]),
)
def test_the_spectral_radius_becomes_what_is_wanted(
    d: int, seed: int, size: float, wanted: float
) -> None:
    W = size * normal(d, seed)
    scaled = W_of(with_spectral_radius(of_matrix(W), wanted))
    assert np.abs(scipy.linalg.eigvals(scaled)).max() == pytest.approx(wanted, rel=1e-6)
    factors = scaled / W
    assert factors == pytest.approx(np.full((d, d), factors[0, 0]), rel=1e-12)


@pytest.mark.parametrize(
    "W",
    [
        np.zeros((3, 3)),
        np.triu(np.ones((5, 5)), 1),
        np.tril(normal(8), -1) * 1e200,
        np.array([[1.0, -1.0], [1.0, -1.0]]),
        np.array([[0.0, 5e-324], [0.0, 0.0]]),
        np.diag(np.full(63, 1e-5), 1),
    ],
    ids=["zero", "upper", "lower", "full", "smallest", "long shift"],
)
def test_a_nilpotent_w_has_no_factor(W: Array) -> None:
    with pytest.raises(InputError, match=r"^W has ρ = 0, which no factor changes; give it a"):
        with_spectral_radius(of_matrix(W), 1.0)


def test_a_permutation_is_not_nilpotent() -> None:
    shift = np.roll(np.eye(64), 1, axis=0)
    assert W_of(with_spectral_radius(of_matrix(shift), 0.5)) == pytest.approx(0.5 * shift)


def test_noise_is_what_numpy_draws_from_the_seed() -> None:
    W = normal(4)
    noise = np.random.default_rng(7).normal(0.0, 0.25, size=(4, 4))
    noisy = W_of(with_noise(of_matrix(W), 0.25, 7))
    assert noisy == pytest.approx(W + noise, rel=1e-15)
    assert np.array_equal(W_of(with_noise(of_matrix(W), 0.25, 7)), noisy)
    assert not np.array_equal(W_of(with_noise(of_matrix(W), 0.25, 8)), noisy)


def test_no_noise_changes_nothing() -> None:
    W = normal(4)
    assert np.array_equal(W_of(with_noise(of_matrix(W), 0.0, 7)), W)


def test_a_random_w_has_the_radius_and_norm_that_theory_gives_many_units() -> None:
    W = W_of(with_gaussian(of_matrix(np.eye(400)), 1.5, 3))
    assert np.abs(np.linalg.eigvals(W)).max() == pytest.approx(1.5, rel=0.1)
    assert np.linalg.norm(W, 2) == pytest.approx(3.0, rel=0.05)
    assert np.array_equal(W_of(with_gaussian(of_matrix(np.eye(400)), 1.5, 3)), W)


def test_c_times_the_identity() -> None:
    assert W_of(with_identity(of_matrix(normal(3)), -0.5)).tolist() == [
        [-0.5, 0.0, 0.0],
        [0.0, -0.5, 0.0],
        [0.0, 0.0, -0.5],
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda e: with_spectral_radius(e, -1.0), "ρ is −1; choose 0 or more"),
        (lambda e: with_noise(e, -0.5, 0), "σ is −0.5; choose 0 or more"),
        (lambda e: with_noise(e, float("nan"), 0), "σ is NaN; choose 0 or more"),
        (lambda e: with_gaussian(e, -2.0, 0), "g is −2; choose 0 or more"),
        (lambda e: with_identity(e, float("inf")), "W[1, 1] is not a finite number (inf)"),
        (lambda e: with_noise(e, 1.7e308, 0), "is not a finite number"),
        (lambda e: with_spectral_radius(e, 1.7e308), "is not a finite number"),
    ],
)
def test_what_cannot_be_is_refused(
    change: Callable[[Experiment], Experiment], message: str
) -> None:
    with pytest.raises(InputError) as caught:
        change(of_matrix(np.array([[1.0, 2.0, 3.0], [1.0, 5.0, 1e3], [1.0, 8.0, 0.0]])))
    assert message in str(caught.value)
