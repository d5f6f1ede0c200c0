"""Singular values, exponents and transients against closed forms, 60 digits and another QR."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp
from numpy.typing import NDArray

from engine.bptt.trace import Trace, trace
from engine.cells.activations import ACTIVATIONS, LOGISTIC, TANH
from engine.experiment.network import Network
from engine.studies.constants import constants
from engine.studies.spectrum import (
    Transient,
    effective_rank,
    lyapunov_exponents,
    product_singular_values,
    surviving,
    surviving_words,
    transient,
)
from tests.engine.experiments import experiments, of_matrix, random_experiment
from tests.engine.oracles import DIGITS, exact_factors, exact_products, exact_singular_values

LN10 = math.log(10.0)
JORDAN = 0.9 * np.eye(10) + np.eye(10, k=1)
SMALL = np.array([[0.5, 10.0], [0.0, 0.5]])


def gaussian(seed: int, shape: tuple[int, int, int, int], gain: float = 1.2) -> Trace:
    return trace(random_experiment(np.random.default_rng(seed), TANH, shape, gain=gain, drive=0.5))


def transient_of(W: NDArray[np.float64], powers: int = 60) -> Transient:
    figures = constants(Network.of(W))
    return transient(W, figures.rho, figures.departure, powers)


# ------------------------------------------------------------------ Lyapunov exponents


@pytest.mark.parametrize("T", [1, 7, 400])
def test_those_of_a_diagonal_matrix_are_the_logarithms_of_its_entries(T: int) -> None:
    entries = [1.1, -0.5, 1e-9, 0.9, -3.0]
    found = lyapunov_exponents(trace(of_matrix(np.diag(entries), T=T)))
    exact = sorted((math.log(abs(entry)) for entry in entries), reverse=True)
    assert found == pytest.approx(exact, rel=1e-14, abs=1e-15)


@pytest.mark.parametrize("size", [1.0, 0.9, 4.0, 1e-100])
def test_those_of_a_rotation_are_all_the_logarithm_of_its_size(size: float) -> None:
    c, s = math.cos(0.7), math.sin(0.7)
    found = lyapunov_exponents(
        trace(of_matrix([[size * c, -size * s], [size * s, size * c]], T=60))
    )
    assert found == pytest.approx([math.log(size)] * 2, rel=1e-14, abs=1e-15)


@pytest.mark.parametrize("seed", range(4))
def test_those_of_a_random_network_are_an_independent_qrs(seed: int) -> None:
    result = gaussian(seed, (6, 2, 50, 50))
    factors = [result.factor(j) for j in range(1, 51)]
    frame, sums = np.eye(6), np.zeros(6)
    for factor in reversed(factors):
        frame, R = scipy.linalg.qr(factor.T @ frame)
        sums += np.log(np.abs(np.diag(R)))
    assert lyapunov_exponents(result) == pytest.approx(np.sort(sums / 50)[::-1], rel=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_they_add_up_to_the_logarithm_of_the_determinant(seed: int) -> None:
    result = gaussian(seed, (7, 2, 80, 80))
    volumes = [np.linalg.slogdet(result.factor(j)).logabsdet for j in range(1, 81)]
    assert lyapunov_exponents(result).sum() == pytest.approx(np.mean(volumes), rel=1e-10)


@pytest.mark.parametrize(("d", "T"), [(3, 3000), (8, 2000), (4, 1)])
def test_the_largest_is_below_the_growth_of_the_norm_by_what_fades_with_t(d: int, T: int) -> None:
    result = gaussian(3, (d, 2, T, T), gain=1.5)
    largest = float(lyapunov_exponents(result)[0])
    growth = float(result.log10_norm[-1]) * LN10 / T
    assert largest <= growth + 1e-12 or T == 1
    # ‖Pᵀe₁‖ is the first column's length: below ‖P‖ by e₁'s share in the leading direction
    assert growth - largest <= 12.0 / T


@pytest.mark.parametrize("seed", range(3))
def test_those_of_a_long_chain_are_its_singular_values_rates(seed: int) -> None:
    result = gaussian(seed, (3, 2, 120, 120), gain=0.8)
    with mp.workdps(300):  # the directions are 200 decades apart
        product = mp.eye(3)
        for factor in exact_factors(result.experiment, result.run.a):
            product = factor * product
        values = mp.svd_r(product / max(abs(v) for v in product), compute_uv=False)
        spread = [float(mp.log(value / values[0])) / 120 for value in values]
    found = lyapunov_exponents(result)
    assert found - found[0] == pytest.approx(spread, abs=0.12)


def test_directions_that_are_lost_are_minus_infinity() -> None:
    W = np.outer([1.0, 2.0, 2.0], [0.5, 0.25, 0.5])
    rank_one = lyapunov_exponents(trace(of_matrix(W, T=400)))
    assert rank_one[0] == pytest.approx(math.log(2.0), abs=0.005)
    np.testing.assert_array_equal(rank_one[1:], [-np.inf, -np.inf])
    shift = lyapunov_exponents(trace(of_matrix(np.eye(4, k=1), T=9)))
    np.testing.assert_array_equal(shift, [-np.inf] * 4)


def test_of_many_units_the_largest_64_are_found() -> None:
    found = lyapunov_exponents(trace(of_matrix(0.5 * np.eye(70), T=3)))
    assert found == pytest.approx([math.log(0.5)] * 64, rel=1e-12)


# ------------------------------------------------------------------ singular values


@pytest.mark.parametrize("name", ["tanh", "logistic", "gelu", "softsign"])
def test_singular_values_of_every_product_are_those_of_sixty_digits(name: str) -> None:
    rng = np.random.default_rng(5)
    result = trace(random_experiment(rng, ACTIVATIONS[name], (4, 2, 9, 9), drive=0.5))
    found = product_singular_values(result)
    np.testing.assert_array_equal(found.steps_back, np.arange(10))
    products = exact_products(exact_factors(result.experiment, result.run.a))
    with mp.workdps(DIGITS):
        for logs, product in zip(found.logs, products, strict=True):
            exact = [float(mp.log10(value)) for value in exact_singular_values(product)]
            error = 1e-14 * 10.0 ** (exact[0] - np.array(exact))
            assert np.all(np.abs(logs - exact) < error + 1e-12)


@settings(max_examples=60, deadline=None)
@given(experiments(largest=12))
def test_the_largest_is_the_norm_and_the_rest_descend(experiment: object) -> None:
    result = trace(experiment)  # type: ignore[arg-type]
    found = product_singular_values(result)
    assert found.steps_back[0] == 0
    assert found.steps_back[-1] == result.t
    expected = result.log10_norm[found.steps_back]
    zero = np.isneginf(expected)
    np.testing.assert_allclose(found.logs[~zero, 0], expected[~zero], atol=1e-9)
    assert not np.isnan(found.logs).any()
    assert (found.logs[:, 1:] <= found.logs[:, :-1]).all()


def test_a_long_chain_is_looked_at_64_times_and_asked_at_any_step() -> None:
    found = product_singular_values(trace(of_matrix([[0.5]], T=1000)))
    assert len(found.steps_back) == 64
    assert found.steps_back[[0, -1]].tolist() == [0, 1000]
    assert found.at(1000)[0] == pytest.approx(1000 * math.log10(0.5), rel=1e-12)
    nearest = found.steps_back[found.steps_back <= 500][-1]
    assert found.at(500)[0] == pytest.approx(nearest * math.log10(0.5), rel=1e-12)


@pytest.mark.parametrize(
    ("sizes", "alive", "rank"),
    [
        ([1.0, 1.0, 1.0, 1.0], 4, 4.0),
        ([5e-300, 0.0, 0.0], 1, 1.0),
        ([1.0, 0.0011, 0.0009], 2, None),
        ([0.0, 0.0], 0, 0.0),
        ([0.75, 0.25], 2, math.exp(-0.75 * math.log(0.75) - 0.25 * math.log(0.25))),
    ],
)
def test_how_many_directions_survive(sizes: list[float], alive: int, rank: float | None) -> None:
    with np.errstate(divide="ignore"):
        logs = np.log10(sizes)
    assert surviving(logs) == alive
    assert surviving(logs + 5000) == alive
    if rank is not None:
        assert effective_rank(logs) == pytest.approx(rank, rel=1e-12)
        assert effective_rank(logs - 5000) == pytest.approx(rank, rel=1e-9)


# ------------------------------------------------------------------ powers of W


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 8), st.integers(0, 2**32 - 1), st.floats(-100, 100))
def test_the_powers_are_numpys_and_between_those_of_rho_and_lambda(
    d: int, seed: int, decades: float
) -> None:
    W = np.random.default_rng(seed).standard_normal((d, d))
    scaled = transient_of(W * 2.0 ** round(3.3 * decades), 20)
    n = np.arange(21)
    assert np.all(scaled.log10_norms <= n * scaled.log10_lam + 1e-9)
    assert np.all(n * scaled.log10_rho <= scaled.log10_norms + 1e-9)
    plain = [np.log10(np.linalg.norm(np.linalg.matrix_power(W, int(k)), 2)) for k in n]
    shift = n * round(3.3 * decades) * math.log10(2.0)
    np.testing.assert_allclose(scaled.log10_norms, plain + shift, rtol=1e-9, atol=1e-8)


def test_the_jordan_block_peaks_late_and_the_small_one_at_once() -> None:
    late = transient_of(JORDAN, 200)
    assert late.peak == 89
    assert 10 ** late.log10_norms[89] == pytest.approx(1.4e8, rel=0.05)
    assert "grows to 1.40×10⁸ at n = 89, the largest of the first 200 powers" in late.sentence
    small = transient_of(SMALL, 20)
    assert [round(10**v, 1) for v in small.log10_norms[1:5]] == [10.0, 10.0, 7.5, 5.0]
    assert 10 ** small.log10_norms[8] < 1


@pytest.mark.parametrize(
    ("W", "words"),
    [
        (0.9 * np.eye(3), "W is normal: ρ = λ = 0.9"),
        (np.eye(4, k=1), "λ = 1, so no power of W outgrows I; in the end ρ is their pace: ρ = 0."),
        (SMALL, "the eigenvalues promise decay"),
        (np.array([[1.0, 1.0], [0.0, 1.0]]), "does not decay"),
        (np.array([[0.5, 0.5], [0.9, 0.1]]), "does not decay"),
        (np.array([[1.2, 3.0], [0.0, 1.2]]), "grows for ever"),
        (np.zeros((2, 2)), "W is normal: ρ = λ = 0"),
    ],
)
def test_the_sentence_says_what_rho_and_lambda_are_good_for(
    W: NDArray[np.float64], words: str
) -> None:
    assert words in transient_of(W).sentence


@pytest.mark.parametrize(
    ("diagonal", "powers", "words"),
    [
        # ‖Wⁿ‖ by 60 digits; for both the largest is still to come: 37.0 at 99, 368 at 999
        (0.99, 24, "‖Wⁿ‖ is still growing at n = 24, where it is 19.1: transient growth"),
        (0.999, 200, "‖Wⁿ‖ is still growing at n = 200, where it is 164: transient growth"),
        (0.99, 200, "‖Wⁿ‖ grows to 37 at n = 99, the largest of the first 200 powers"),
        (0.5, 24, "‖Wⁿ‖ grows to 1.21 at n = 1 first: transient growth"),
    ],
)
def test_no_peak_is_claimed_that_was_not_looked_at(
    diagonal: float, powers: int, words: str
) -> None:
    W = np.array([[diagonal, 1.0], [0.0, diagonal]])
    assert words in transient_of(W, powers).sentence


def test_a_radius_next_to_one_is_told_from_it() -> None:
    sentence = transient_of(np.array([[0.9999, 1.0], [0.0, 0.5]])).sentence
    assert sentence.startswith("ρ = 0.9999 and λ = 1.46: the eigenvalues promise decay")


def test_a_nilpotent_matrix_has_no_radius_though_its_eigenvalues_do() -> None:
    W = np.array([[5.0, -3.0, 2.0], [15.0, -9.0, 6.0], [10.0, -6.0, 4.0]])  # W² = 0
    assert transient_of(W).sentence.startswith("ρ = 0 and λ = ")


def test_a_defective_radius_is_said_with_the_digits_that_are_known() -> None:
    # a Jordan block of 8 turned: computed eigenvalues are off by the eighth root of rounding
    Q = np.linalg.qr(np.random.default_rng(3).standard_normal((8, 8))).Q
    sentence = transient_of(Q @ (0.999 * np.eye(8) + np.eye(8, k=1)) @ Q.T).sentence
    assert sentence.startswith("ρ ≤ ")
    assert "rounding hides on which side of 1 ρ is" in sentence


@pytest.mark.parametrize(
    ("logs", "words"),
    [
        ([0.0, 0.0], "all 2 directions are within 1/1000 of the largest"),
        ([5.0, 2.0, 1.9], "2 of 3 directions are within 1/1000 of the largest"),
        ([5.0, 1.0], "1 of 2 directions is within 1/1000 of the largest"),
        ([-400.0], "the one direction survives"),
        ([-math.inf, -math.inf], "the product is zero in double arithmetic"),
    ],
)
def test_the_surviving_directions_in_words(logs: list[float], words: str) -> None:
    assert surviving_words(np.array(logs)) == words


@pytest.mark.parametrize("off", [0.0, 1e-15, -1e-15])
def test_a_direction_at_a_thousandth_survives_whatever_the_last_digits(off: float) -> None:
    assert surviving(np.array([0.0, -3.0 + off])) == 2


def test_the_length_that_was_looked_at_is_told() -> None:
    found = product_singular_values(trace(of_matrix([[0.5]], T=1000)))
    assert [found.looked_at(back) for back in (0, 500, 1000)] == [0, 492, 1000]


@pytest.mark.parametrize("factor", [1e-200, 1.0, 1e200])
def test_the_departure_is_a_share_of_w_whatever_its_size(factor: float) -> None:
    assert transient_of(factor * SMALL, 3).departure == pytest.approx(
        10 / math.sqrt(100.5), rel=1e-12
    )


def test_progress_is_reported_and_may_end_the_work() -> None:
    result = trace(of_matrix(np.diag([0.5, 0.9]), LOGISTIC, T=5))
    seen: list[tuple[int, int]] = []
    for work in (product_singular_values, lyapunov_exponents):
        work(result, lambda done, total: seen.append((done, total)))
    assert all(0 <= done <= total for done, total in seen)

    def refuse(_done: int, _total: int) -> None:
        raise InterruptedError

    for stopped in (product_singular_values, lyapunov_exponents):
        with pytest.raises(InterruptedError):
            stopped(result, refuse)


def test_a_radius_of_one_to_rounding_is_told_from_one_that_is_one() -> None:
    # row sums of 1: ρ = 1, but its eigenvalues are computed; a diagonal is read off
    stochastic, below = np.array([[0.5, 0.5], [0.9, 0.1]]), np.array([[1 - 1e-12, 1.0], [0.0, 0.5]])
    assert "does not decay" in transient_of(stochastic).sentence
    assert "promise decay" in transient_of(below).sentence
    below[0, 0] = 1.0
    assert transient_of(below).sentence.endswith("‖Wⁿ‖ does not decay, and λⁿ bounds it.")
