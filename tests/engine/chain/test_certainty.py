"""A norm is right to 1e-9 or said not to be known, whatever cancels, by exact fractions."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from mpmath import mp

from engine.bptt.trace import Trace, trace
from engine.cells.activations import ACTIVATIONS, TANH
from engine.chain.certainty import log10_errors
from tests.engine.chain.chains import gaussian, orthogonal
from tests.engine.chain.test_by_row import crossing
from tests.engine.experiments import NORM_NAMES, Array, of_matrix, random_experiment
from tests.engine.oracles import DIGITS, exact_log10, exact_norm, relative_error

CANCELLING = np.array(
    [
        [0.2539452960158434, 0.7141988773809784, 0.17485799761485366],
        [0.48795710819456367, -0.16059383955821288, -0.830238449173562],
        [0.3548470908058213, 0.5541092630027158, -0.09335145645763039],
    ]
)


def exact_logs(result: Trace, norm: str = "spectral") -> list[object]:
    """Return log10 ‖P‖ for k = t … 0 of the factors as rounded, from exact fractions."""
    W = [[Fraction(float(entry)) for entry in row] for row in result.chain.links.matrix]
    d = range(len(W))
    product = [[Fraction(int(m == n)) for n in d] for m in d]
    logs = []
    for slope in [np.ones(len(W)), *result.chain.slopes[::-1]]:
        if logs:
            scaled = [[row[m] * Fraction(float(slope[m])) for m in d] for row in product]
            product = [[sum(row[m] * W[m][n] for m in d) for n in d] for row in scaled]
        with mp.workdps(DIGITS):
            entries = [[mp.mpf(e.numerator) / e.denominator for e in row] for row in product]
            logs.append(exact_log10(exact_norm(mp.matrix(entries), norm)))
    return logs


def is_never_wrong(result: Trace, norm: str = "spectral") -> None:
    for log, exact, known in zip(
        result.log10_norm, exact_logs(result, norm), result.known, strict=True
    ):
        assert not known or relative_error(log, exact) < 2.3e-9


def cancelling(seed: int) -> Array:
    """Return a W whose powers all but vanish, or vanish, only because their terms cancel."""
    rng = np.random.default_rng(seed)
    d = int(rng.integers(2, 6))
    upper = np.triu(rng.standard_normal((d, d)), 1) * 10.0 ** rng.uniform(-2, 2, (d, d))
    upper += np.diag(10.0 ** -rng.uniform(3, 18, d)) * rng.choice([0.0, 1.0])
    basis = rng.standard_normal((d, d)) if rng.random() < 0.5 else orthogonal(rng, d)
    return np.linalg.solve(basis, upper @ basis)


def test_what_is_left_of_a_cancelled_cube_is_not_known() -> None:
    result = trace(of_matrix(CANCELLING, T=7))
    assert result.known.tolist() == [True] * 3 + [False] * 5
    is_never_wrong(result)


@pytest.mark.parametrize("norm", NORM_NAMES)
@pytest.mark.parametrize("seed", range(25))
def test_products_that_cancel_are_right_or_not_known(seed: int, norm: str) -> None:
    is_never_wrong(trace(of_matrix(cancelling(seed), T=9), norm), norm)


@pytest.mark.parametrize("seed", range(20))
def test_products_that_cancel_under_slopes_are_right_or_not_known(seed: int) -> None:
    W = cancelling(seed)
    x = np.random.default_rng(seed).standard_normal((8, len(W)))
    is_never_wrong(trace(of_matrix(W, ACTIVATIONS["leaky-relu"], T=8, x=x)))


@pytest.mark.parametrize(
    "W",
    [
        [[8, 8], [-8, -8]],
        [[5, -3, 2], [15, -9, 6], [10, -6, 4]],
        0.3 * np.eye(4, k=1),
        np.zeros((3, 3)),
        np.triu(np.random.default_rng(0).standard_normal((30, 30)), 1),
    ],
    ids=["two units", "three units", "shift", "zero", "triangular"],
)
def test_an_exact_zero_is_known_to_be_zero(W: Array) -> None:
    result = trace(of_matrix(W, T=40))
    assert result.log10_norm[-1] == -np.inf
    assert result.known.all()


def test_a_zero_by_rounding_alone_is_not_known() -> None:
    result = trace(of_matrix([[0.1, 0.1], [-0.1, -0.1]], T=3))  # zero, but for fused products
    assert result.known.tolist() == [True, True, False, False]


@pytest.mark.parametrize("d", [2, 8, 30])
@pytest.mark.parametrize("gain", [0.1, 1.2, 5.0])
def test_ordinary_chains_are_known(d: int, gain: float) -> None:
    rng = np.random.default_rng(d)
    assert trace(random_experiment(rng, TANH, (d, 2, 60, 60), gain=gain)).known.all()


@pytest.mark.parametrize("d", [3, 25])
def test_long_ordinary_chains_are_known(d: int) -> None:
    assert trace(of_matrix(gaussian(0, d), T=1500)).known.all()


@pytest.mark.parametrize("seed", range(20))
def test_blocks_that_cross_are_known(seed: int) -> None:
    (W, slopes), blocks, _ = crossing(np.random.default_rng(seed))
    assert (log10_errors(W, slopes) < blocks.max(axis=0) - 9.0).all()
