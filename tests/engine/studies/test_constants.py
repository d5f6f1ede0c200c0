"""ρ, κ and Henrici's departure against Schur forms, 60 digits and closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp

from engine.experiment.network import Network
from engine.studies.constants import Constants, constants
from tests.engine.experiments import MATRICES
from tests.engine.oracles import DIGITS, exact_norm, exact_singular_values

sizes = st.integers(1, 12)
seeds = st.integers(0, 2**32 - 1)


def of(W: object) -> Constants:
    return constants(Network.of(W))


def rotation(angle: float) -> np.ndarray:
    return np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])


@pytest.mark.parametrize("d", [2, 3, 5])
@pytest.mark.parametrize("seed", range(4))
def test_sixty_digits_agree(d: int, seed: int) -> None:
    W = np.random.default_rng(seed).standard_normal((d, d))
    with mp.workdps(DIGITS):
        exact = mp.matrix(W.tolist())
        sizes = [abs(value) for value in mp.eig(exact, left=False, right=False)]
        values = exact_singular_values(exact)
        gap = exact_norm(exact, "frobenius") ** 2 - mp.fsum(size**2 for size in sizes)
        departure = mp.sqrt(gap)
    found = of(W)
    assert found.rho == pytest.approx(float(max(sizes)), rel=1e-12)
    assert found.kappa == pytest.approx(float(values[0] / values[-1]), rel=1e-10)
    assert found.departure == pytest.approx(float(departure), rel=1e-8)


@pytest.mark.parametrize(
    "W",
    [
        [[5, -3, 2], [15, -9, 6], [10, -6, 4]],
        [[8, 8], [-8, -8]],
        [[0.1, 0.1], [-0.1, -0.1]],
        [[1e-200, 1e-200], [-1e-200, -1e-200]],
        np.eye(5, k=1),
    ],
)
def test_a_nilpotent_matrix_has_radius_zero(W: object) -> None:
    found = of(W)
    assert (found.rho, found.is_rho_known) == (0.0, True)


@pytest.mark.parametrize("d", [2, 3, 6, 20])
@pytest.mark.parametrize("seed", range(5))
def test_what_is_nilpotent_but_for_rounding_has_an_unknown_radius(d: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    turn = np.linalg.qr(rng.standard_normal((d, d))).Q
    assert not of(turn @ np.eye(d, k=1) @ turn.T).is_rho_known


@pytest.mark.parametrize("kind", ["gaussian", "orthogonal", "diagonal", "rank one"])
@pytest.mark.parametrize("d", [1, 3, 16, 64])
def test_an_ordinary_radius_is_known(kind: str, d: int) -> None:
    W = MATRICES[kind](np.random.default_rng(d), d)
    found = of(W)
    assert found.is_rho_known
    assert found.rho == pytest.approx(np.abs(np.linalg.eigvals(W)).max(), rel=1e-12)


@settings(max_examples=200, deadline=None)
@given(sizes, seeds, st.floats(-150, 150))
def test_scaling_w_scales_rho_and_departure_and_not_kappa(
    d: int, seed: int, decades: float
) -> None:
    W = np.random.default_rng(seed).standard_normal((d, d))
    factor = 2.0 ** round(decades * math.log2(10))
    one, scaled = of(W), of(factor * W)
    assert scaled.rho == pytest.approx(factor * one.rho, rel=1e-9)
    assert scaled.departure == pytest.approx(factor * one.departure, rel=1e-9)
    assert scaled.kappa == pytest.approx(one.kappa, rel=1e-6)


@settings(max_examples=200, deadline=None)
@given(sizes, seeds)
def test_rho_is_at_most_lambda_and_the_gap_shows_in_the_departure(d: int, seed: int) -> None:
    W = np.random.default_rng(seed).standard_normal((d, d))
    found = of(W)
    assert found.rho <= np.linalg.norm(W, 2) * (1 + 1e-12)
    assert 0 <= found.departure <= np.linalg.norm(W)
    assert found.eigenvalues.shape == (d,)
    assert sum(found.eigenvalues).real == pytest.approx(np.trace(W), abs=1e-11)
    assert found.kappa >= 1


@pytest.mark.parametrize("kind", ["orthogonal", "diagonal", "zero"])
@pytest.mark.parametrize("d", [1, 2, 7, 40, 200])
@pytest.mark.parametrize("gain", [1e-150, 1.0, 1e150])
def test_a_normal_matrix_departs_by_zero(kind: str, d: int, gain: float) -> None:
    assert of(gain * MATRICES[kind](np.random.default_rng(d), d)).departure == 0.0


@pytest.mark.parametrize("d", [1, 2, 3, 5, 9, 20, 60])
@pytest.mark.parametrize("seed", range(8))
def test_symmetric_skew_and_circulant_matrices_depart_by_zero(d: int, seed: int) -> None:
    A = np.random.default_rng(seed).standard_normal((d, d))
    circulant = [np.roll(A[0], shift) for shift in range(d)]
    assert [of(W).departure for W in (A + A.T, A - A.T, circulant)] == [0.0, 0.0, 0.0]


def test_the_departure_of_a_triangle_is_what_stands_off_its_diagonal() -> None:
    strict = np.triu(np.random.default_rng(1).standard_normal((6, 6)), 1)
    found = of(np.diag([1.0, -2, 3, -4, 5, -6]) + strict)
    assert found.departure == pytest.approx(np.linalg.norm(strict), rel=1e-12)
    assert found.rho == 6.0


@pytest.mark.parametrize("share", [1e-2, 1e-4, 1e-6])
def test_a_small_departure_is_seen(share: float) -> None:
    assert of([[1.0, share], [0.0, 1.0]]).departure == pytest.approx(share, rel=1e-3)


def test_a_nilpotent_matrix_has_no_radius_and_departs_by_all_it_is() -> None:
    found = of(np.eye(5, k=1))
    assert (found.rho, found.departure, found.kappa) == (0.0, 2.0, math.inf)


@pytest.mark.parametrize("size", [1e-300, 1e-3, 1.0, 1e300])
def test_a_rotation_has_radius_and_condition_of_a_circle(size: float) -> None:
    found = of(size * rotation(0.7))
    assert found.rho == pytest.approx(size, rel=1e-14)
    assert found.kappa == pytest.approx(1.0, rel=1e-14)
    angles = sorted(np.angle(found.eigenvalues))
    assert angles == pytest.approx([-0.7, 0.7], rel=1e-12)


@pytest.mark.parametrize(
    "W",
    [
        [[0.0]],
        np.zeros((3, 3)),
        [[1.0, 2.0], [2.0, 4.0]],
        np.outer([1.0, 2.0, 3.0], [0.3, 0.1, 0.7]),
        [[1.0, 0.0], [0.0, 1e-17]],
    ],
)
def test_a_singular_matrix_has_infinite_condition(W: object) -> None:
    assert of(W).kappa == math.inf


def test_a_large_condition_short_of_singular_is_a_number() -> None:
    assert of(np.diag([1e-6, 1.0, 1e6])).kappa == pytest.approx(1e12, rel=1e-3)


def test_zero_and_one_unit() -> None:
    zero = of(np.zeros((3, 3)))
    assert (zero.rho, zero.departure) == (0.0, 0.0)
    one = of([[-0.25]])
    assert (one.rho, one.kappa, one.departure) == (0.25, 1.0, 0.0)
    np.testing.assert_array_equal(one.eigenvalues, [-0.25 + 0j])


@pytest.mark.parametrize("size", [5e-324, 1.7e308])
def test_the_ends_of_the_range(size: float) -> None:
    found = of(np.diag([size, -size]))
    assert (found.rho, found.kappa, found.departure) == (size, 1.0, 0.0)


def test_a_nilpotent_matrix_of_whole_numbers_has_no_radius() -> None:
    W = np.array([[5.0, -3.0, 2.0], [15.0, -9.0, 6.0], [10.0, -6.0, 4.0]])  # W² = 0
    figures = constants(Network.of(W))
    assert figures.rho == 0.0


def test_a_small_cycle_is_not_nilpotent_though_its_powers_underflow() -> None:
    W = np.zeros((3, 3))
    W[0, 1], W[1, 2], W[2, 0] = 1.0, 1e-200, 1e-200  # W³ = 10^−400 I
    assert constants(Network.of(W)).rho == pytest.approx(10 ** (-400 / 3), rel=1e-6)
