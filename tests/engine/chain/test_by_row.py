"""Parts of a network that grow apart by hundreds of decades, and cross: norm and gradient."""

from __future__ import annotations

import numpy as np
import pytest
from mpmath import mp, mpf

from engine.bptt.forward import forward
from engine.bptt.gradient import backward
from engine.bptt.trace import trace
from engine.cells.activations import ACTIVATIONS
from engine.chain.chain import walk
from engine.chain.diag_times import DiagTimes
from engine.chain.norms import NORMS, SPECTRAL
from tests.engine.chain.chains import Generated, orthogonal, quiet
from tests.engine.experiments import NORM_NAMES, Array, of_matrix
from tests.engine.oracles import DIGITS, exact_norm

LARGEST = 64


def crossing(rng: np.random.Generator) -> tuple[Generated, Array, Array]:
    """Return W and slopes of two scaled orthogonal blocks, and log10 ‖P‖ of each, (t + 1,).

    The blocks drift 10 to 2,000 decades apart; then the slopes of the larger all but die.
    """
    d, gap = int(rng.integers(2, LARGEST + 1)), 10.0 ** rng.uniform(1.0, np.log10(2000.0))
    first, before, after = int(rng.integers(1, d)), int(rng.integers(5, 400)), rng.integers(1, 40)
    t = before + int(after)
    each = gap / before
    sizes = 10.0 ** (np.array([1.0, -1.0]) * each / 2 + rng.uniform(-0.3, 0.3))
    W, slopes = np.zeros((d, d)), np.ones((t, d))
    W[:first, :first] = sizes[0] * orthogonal(rng, first)
    W[first:, first:] = sizes[1] * orthogonal(rng, d - first)
    killed = float(rng.choice([0.0, 10.0 ** -rng.uniform(1.0, 300.0)]))
    slopes[t - 1 - before, :first] = killed
    steps = np.arange(t + 1)
    larger, smaller = (steps * np.log10(size) for size in sizes)
    with np.errstate(divide="ignore"):
        larger[before + 1 :] += np.log10(killed)
    order = rng.permutation(d)  # the blocks need not lie side by side
    return (W[np.ix_(order, order)], slopes[:, order]), np.array([larger, smaller]), order < first


@pytest.mark.parametrize("seed", range(200))
def test_the_norm_follows_the_larger_block_wherever_they_cross(seed: int) -> None:
    (W, slopes), blocks, _ = crossing(np.random.default_rng(seed))
    chain, logs = walk(DiagTimes(W, slopes), SPECTRAL, quiet)
    np.testing.assert_allclose(logs, blocks.max(axis=0), rtol=0, atol=1e-9)
    size = chain.product(0).log10_norm()  # Frobenius: within √d of the spectral norm
    assert logs[-1] - 1e-9 <= size <= logs[-1] + np.log10(LARGEST)


@pytest.mark.parametrize("seed", range(200))
def test_the_gradient_follows_the_larger_block_wherever_they_cross(seed: int) -> None:
    rng = np.random.default_rng(seed)
    (W, slopes), blocks, is_first = crossing(rng)
    y = rng.standard_normal(len(W))
    experiment = of_matrix(W, T=len(slopes), y=y)  # from rest, so that g_t is −y
    found = backward(experiment, forward(experiment), slopes)
    first, second = (np.log10(np.linalg.norm(y[part])) for part in (is_first, ~is_first))
    both = 2 * (blocks + np.array([[first], [second]])) / np.log10(2.0)
    exact = np.logaddexp2(*both) * np.log10(2.0) / 2
    np.testing.assert_allclose(found.log10_delta_norm(), exact, rtol=0, atol=1e-9)
    seen = slopes[::-1].any(axis=1)
    assert ((found.log10_term_norm("b") > -np.inf) == seen).all()


@pytest.mark.parametrize("norm", NORM_NAMES)
@pytest.mark.parametrize("coupled", [0.0, 1e-3, 1.0])
@pytest.mark.parametrize("seed", range(3))
def test_coupled_blocks_to_sixty_digits(seed: int, coupled: float, norm: str) -> None:
    rng = np.random.default_rng(seed)
    W = np.zeros((4, 4))
    W[:2, :2], W[2:, 2:] = 1e3 * orthogonal(rng, 2), 1e-3 * orthogonal(rng, 2)
    W[2:, :2] = coupled * rng.standard_normal((2, 2))  # the large block feeds the small one
    slopes = rng.uniform(0.5, 1.0, (80, 4))
    slopes[3, :2] = 0.0
    _, logs = walk(DiagTimes(W, slopes), NORMS[norm], quiet)
    with mp.workdps(DIGITS):
        product = mp.eye(4)
        for slope, log in zip(slopes[::-1], logs[1:], strict=True):
            product = product * mp.diag(slope.tolist()) * mp.matrix(W.tolist())
            assert abs(mp.log10(exact_norm(product, norm)) - mpf(float(log))) < 1e-9


def test_a_dead_unit_leaves_the_unit_that_had_fallen_seven_hundred_steps_behind() -> None:
    x = np.zeros((701, 2))
    x[0], x[1] = (-1.0, 1.0), (1.0, 1.0)
    found = trace(of_matrix(np.diag([2.0, 0.5]), ACTIVATIONS["relu"], T=701, x=x))
    with mp.workdps(DIGITS):
        assert found.log10_norm[-1] == pytest.approx(float(-701 * mp.log10(2)), abs=1e-9)
    assert found.log10_norm[-2] == pytest.approx(700 * np.log10(2.0), abs=1e-9)
    assert found.gradients.log10_delta_norm()[-1] < -200.0
    assert (found.gradients.log10_term_norm("b") > -np.inf).all()


def test_weights_four_hundred_decades_apart() -> None:
    W = np.diag([1e200, 1e-200])
    found = trace(of_matrix(W, ACTIVATIONS["relu"], T=3, b=[-1.0, 1.0]))
    np.testing.assert_allclose(found.log10_norm, [0.0, -200.0, -400.0, -600.0], atol=1e-9)
    np.testing.assert_allclose(found.gradients.log10_delta_norm(), [0, -200, -400, -600], atol=1e-9)


def test_only_an_exact_zero_is_said_to_be_zero() -> None:
    slopes = np.ones((900, 2))
    slopes[0, 0] = 0.0
    _, logs = walk(DiagTimes(np.array([[1e3, 0.0], [0.0, 1e-3]]), slopes), SPECTRAL, quiet)
    assert logs[-1] == pytest.approx(-2700.0, abs=1e-9)
    slopes[5] = 0.0
    _, logs = walk(DiagTimes(np.array([[1e3, 0.0], [0.0, 1e-3]]), slopes), SPECTRAL, quiet)
    np.testing.assert_array_equal(logs[-6:], np.full(6, -np.inf))
