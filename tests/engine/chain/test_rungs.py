"""The ladder holds in every norm on a thousand experiments, and its gaps have right names."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf

from engine.bptt.trace import Trace, trace
from engine.cells.activations import ACTIVATIONS, LOGISTIC, TANH, Activation
from engine.chain.chain import walk
from engine.chain.diag_times import DiagTimes
from engine.chain.norms import SPECTRAL
from engine.chain.rungs import factor_ladder, slack
from engine.experiment.experiment import Experiment
from tests.engine.chain.chains import orthogonal, quiet, symmetric
from tests.engine.experiments import NORM_NAMES, Array, experiments, of_matrix, random_experiment
from tests.engine.oracles import (
    DIGITS,
    exact_factors,
    exact_log10,
    exact_norm,
    exact_slope,
    relative_error,
)

EPS = float(np.finfo(np.float64).eps)
every_norm = pytest.mark.parametrize("norm", NORM_NAMES)


def rungs(result: Trace) -> list[np.ndarray]:
    """Return floor, product, factor norms, slopes and bound, lowest first."""
    ladder = result.ladder
    return [ladder.floor, result.log10_norm, ladder.factor_norms, ladder.slopes, ladder.bound]


def rounding(result: Trace) -> np.ndarray:
    """Return how far rounding may turn a rung over, for i = 0 … t.

    Each of i factors enters with a matrix product, a norm and a slope, each right to about d ε of
    itself; a logarithm is right to ε of the largest of the sum.

    The floor needs no more: σ_min is right to d ε κ of itself only, but ‖P‖ exceeds it by
    κ^(1/d) a factor, as ‖P‖ ≥ ∏ |det J|^(1/d), and that is more for every κ < 1 / (d ε).
    """
    steps = np.arange(result.t + 1)
    logs = np.array([np.where(np.isfinite(rung), np.abs(rung), 0.0) for rung in rungs(result)])
    room: np.ndarray = (
        8 * EPS * ((steps + 1) * (result.experiment.network.d + 8) + logs.max(axis=0))
    )
    return room


@settings(max_examples=1_000, deadline=None)
@given(experiments())
@pytest.mark.slow
def test_each_rung_is_at_most_the_next_in_every_norm(experiment: Experiment) -> None:
    for norm in NORM_NAMES:
        result = trace(experiment, norm)
        first = 1 if norm == "frobenius" else 0  # ‖I‖_F = √d
        room = rounding(result)[first:]
        levels = [rung[first:] for rung in rungs(result)]
        assert not any(np.isnan(level).any() for level in levels)
        for lower, upper in pairwise(levels):
            assert (lower <= upper + room).all()


@settings(max_examples=200, deadline=None)
@given(experiments(largest=8))
def test_slack_adds_up_and_no_part_is_negative(experiment: Experiment) -> None:
    for norm in NORM_NAMES:
        result = trace(experiment, norm)
        room = rounding(result)
        for k in range(result.t):
            parts = result.slack(k)
            three = (parts.saturation, parts.spread, parts.misalignment)
            assert sum(three) == pytest.approx(parts.total, abs=room[result.t - k])
            assert min(three) >= -room[result.t - k]


@settings(max_examples=200, deadline=None)
@given(experiments(largest=4))
def test_the_bound_is_a_power_of_gamma_times_lambda(experiment: Experiment) -> None:
    network = experiment.network
    assume(network.W.any())
    for norm in NORM_NAMES:
        result = trace(experiment, norm)
        lam = exact_norm(mp.matrix(network.W.tolist()), norm)
        exact = exact_log10(mpf(network.activation.gamma) * lam)
        for i in (1, result.t):
            with mp.workdps(DIGITS):
                assert relative_error(result.log10_bound[i], i * exact) < 1e-12 * i
        assert result.log10_bound[0] == 0.0


@every_norm
@pytest.mark.parametrize("activation", [TANH, LOGISTIC], ids=lambda a: a.name)
def test_every_rung_to_sixty_digits(activation: Activation, norm: str) -> None:
    experiment = random_experiment(
        np.random.default_rng(5),
        activation,
        (3, 2, 9, 8),
        gain=2.0,
        drive=3.0,
    )
    result = trace(experiment, norm)
    factors = exact_factors(experiment, result.run.a)[::-1]
    lam = exact_norm(mp.matrix(experiment.network.W.tolist()), norm)
    name = experiment.network.activation.name
    steepest = [max(exact_slope(name, a) for a in row) for row in result.run.a[7::-1]]
    with mp.workdps(DIGITS):
        for i in range(9):
            factor_norms = mp.fprod(exact_norm(factor, norm) for factor in factors[:i])
            slopes = mp.fprod(value * lam for value in steepest[:i])
            assert relative_error(result.log10_factor_norms[i], exact_log10(factor_norms)) < 1e-12
            assert relative_error(result.log10_slopes[i], exact_log10(slopes)) < 1e-12


def test_the_three_losses_one_at_a_time() -> None:
    saturated = trace(of_matrix([[2.0]], TANH, T=1, b=[1.0])).slack(0)
    slope = 1 / math.cosh(1.0) ** 2
    assert saturated.saturation == pytest.approx(-math.log10(slope), abs=1e-14)
    assert (saturated.spread, saturated.misalignment) == pytest.approx((0, 0), abs=1e-14)

    spread = trace(of_matrix(np.diag([1.0, 5.0]), TANH, T=1, b=[0.0, 20.0])).slack(0)
    assert spread.saturation == 0.0
    assert spread.spread == pytest.approx(math.log10(5.0), abs=1e-12)

    turned = trace(of_matrix([[0.0, 4.0], [0.25, 0.0]], T=2)).slack(0)
    assert (turned.saturation, turned.spread) == pytest.approx((0, 0), abs=1e-14)
    assert turned.misalignment == pytest.approx(math.log10(16.0), abs=1e-14)


def test_slack_at_a_zero_is_infinite_where_it_is_lost() -> None:
    nilpotent = trace(of_matrix(np.eye(2, k=1), T=3)).slack(0)
    assert (nilpotent.saturation, nilpotent.spread) == (0.0, 0.0)
    assert nilpotent.misalignment == nilpotent.total == math.inf
    dead = trace(of_matrix([[1.0]], ACTIVATIONS["relu"], T=1, x=[[-1.0]])).slack(0)
    assert dead.saturation == dead.total == math.inf
    assert (dead.spread, dead.misalignment) == (0.0, 0.0)


def test_a_zero_matrix_has_no_gap() -> None:
    result = trace(of_matrix(np.zeros((3, 3)), TANH, T=4))
    for rung in rungs(result):
        np.testing.assert_array_equal(rung, [0, *[-np.inf] * 4])
    parts = slack(result.ladder, result.log10_norm, 4)
    assert (parts.saturation, parts.spread, parts.misalignment, parts.total) == (0, 0, 0, 0)


@every_norm
def test_an_orthogonal_matrix_meets_floor_and_bound(norm: str) -> None:
    permutation = 0.7 * np.eye(4)[[2, 0, 3, 1]]
    result = trace(of_matrix(permutation, T=50), norm)
    expected = math.log10(0.7) * np.arange(51)
    np.testing.assert_allclose(result.ladder.floor, expected, atol=1e-13)
    if norm != "frobenius":
        for rung in rungs(result):
            np.testing.assert_allclose(rung, expected, atol=1e-13)


# ------------------------------------------------------------------ clusters and long chains


@st.composite
def clustered(draw: st.DrawFn) -> tuple[Array, Array]:
    """Draw a W whose singular values all but agree, and slopes that are all 1 or nearly so."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    d, t = draw(st.sampled_from((2, 12, 41, 48))), draw(st.sampled_from((1, 40, 600)))
    width = draw(st.sampled_from((0.0, 1e-12, 1e-8, 1e-6, 1e-3, 0.5)))
    values = 1.0 - width * rng.random(d) ** 2
    W = symmetric(rng, values) if draw(st.booleans()) else orthogonal(rng, d) * values
    spread = draw(st.sampled_from((0.0, 1e-10, 1e-6, 0.1)))
    return W, 1.0 - spread * rng.random((t, d))


def in_order(W: Array, slopes: Array) -> None:
    """Check that no rung lies below what it bounds, to rounding a step."""
    W_norm, t = float(np.linalg.norm(W, 2)), len(slopes)
    _, logs = walk(DiagTimes(W, slopes), SPECTRAL, quiet)
    known = (logs, float(np.log10(W_norm)), 0.0)
    _, rungs = factor_ladder(W, slopes, SPECTRAL, known, lambda _done: None)
    room = 1e-9 + 2e-15 * len(W) * np.arange(t + 1)
    ladder_up = (rungs.floor, logs, rungs.factor_norms, rungs.slopes, rungs.bound)
    for lower, upper in pairwise(ladder_up):
        assert (lower <= upper + room).all()


@settings(max_examples=40, deadline=None)
@given(clustered())
def test_no_rung_lies_below_what_it_bounds_where_singular_values_agree(
    chain: tuple[Array, Array],
) -> None:
    in_order(*chain)


def test_no_rung_lies_below_what_it_bounds_after_twenty_thousand_steps() -> None:
    rng = np.random.default_rng(0)
    W = symmetric(rng, 1.0 - 1e-6 * rng.random(41) ** 2)
    in_order(W, np.ones((20_000, 41)))
    in_order(W, 1.0 - 1e-13 * rng.random((1_000, 41)))
