"""Factors, products and their norms against autograd, 60 digits and closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
from mpmath import mp, mpf

from engine.bptt.trace import Trace, trace
from engine.cells.activations import ACTIVATIONS, LOGISTIC, TANH, Activation
from engine.chain import chain
from engine.chain.chain import Chain, walk
from engine.chain.diag_times import DiagTimes
from engine.chain.factors import Advanced, Factors, PartialProduct
from engine.chain.norms import SPECTRAL
from engine.chain.scaled import Array, log10
from engine.experiment.experiment import Experiment
from tests.engine.chain.chains import gaussian, quiet, saturating
from tests.engine.experiments import ACTIVATION_NAMES, NORM_NAMES, of_matrix, random_experiment
from tests.engine.oracles import (
    DIGITS,
    ORDERS,
    autograd,
    exact_factors,
    exact_log10,
    exact_norm,
    exact_products,
    relative_error,
    step_jacobian,
)

HADAMARD = 0.5 * np.array([[1, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1], [1, -1, -1, 1]])
every_activation = pytest.mark.parametrize("name", ACTIVATION_NAMES)
every_norm = pytest.mark.parametrize("norm", NORM_NAMES)


def drawn(name: str, seed: int) -> Experiment:
    """Return a random experiment that no oracle overflows on; the first seeds are corners."""
    rng = np.random.default_rng(seed)
    corners = [(1, 1, 1, 1), (1, 3, 9, 4), (40, 2, 60, 60), (5, 5, 60, 1), (2, 1, 60, 59)]
    T = int(rng.integers(1, 61))
    drawn_shape = (int(rng.integers(1, 41)), int(rng.integers(1, 6)), T, int(rng.integers(T)) + 1)
    shape = corners[seed] if seed < len(corners) else drawn_shape
    gain = float(rng.choice([0.3, 0.9, 1.2, 1.8]))
    return random_experiment(rng, ACTIVATIONS[name], shape, gain=gain, drive=0.7)


# ------------------------------------------------------------------ autograd


@every_activation
@pytest.mark.parametrize("seed", range(12))
def test_each_factor_is_the_jacobian_of_one_step(name: str, seed: int) -> None:
    result = trace(drawn(name, seed))
    for j in {1, (result.t + 1) // 2, result.t}:
        jacobian = step_jacobian(result.experiment, result.run.s[j - 1], j)
        np.testing.assert_allclose(result.factor(j), jacobian, rtol=1e-8, atol=1e-13)


@every_activation
@pytest.mark.parametrize("seed", range(12))
def test_the_products_and_their_norms_are_autograds(name: str, seed: int) -> None:
    experiment = drawn(name, seed)
    result = trace(experiment)
    products = autograd(experiment, result.run).products
    for k in range(result.t + 1):
        largest = np.abs(products[k]).max()
        np.testing.assert_allclose(
            result.product(k).value(), products[k], rtol=1e-8, atol=1e-9 * largest
        )
    for norm, order in ORDERS.items():
        expected = log10(np.linalg.norm(products[::-1], order, axis=(1, 2)))
        np.testing.assert_allclose(trace(experiment, norm).log10_norm, expected, rtol=0, atol=1e-9)


# ------------------------------------------------------------------ 60 digits


@every_norm
@pytest.mark.parametrize("gain", [1e-90, 0.1, 3.0, 1e90])
@pytest.mark.parametrize("bias", [0.0, 40.0, 100.0])
@pytest.mark.parametrize("name", ["tanh", "logistic"])
def test_saturated_chains_keep_their_digits(name: str, bias: float, gain: float, norm: str) -> None:
    rng = np.random.default_rng(7)
    W = gain * np.triu(rng.uniform(0.5, 1.0, (3, 3)))
    T = 8 if gain < 10 else 1  # from rest the first step alone is at a = b
    experiment = of_matrix(W, ACTIVATIONS[name], T=T, b=bias * np.ones(3))
    result = trace(experiment, norm)
    products = exact_products(exact_factors(experiment, result.run.a))
    for log, product in zip(result.log10_norm, products, strict=True):
        assert relative_error(log, exact_log10(exact_norm(product, norm))) < 1e-11


@every_norm
@pytest.mark.parametrize(
    ("W", "activation", "bias"),
    [
        (1e-200, LOGISTIC, 500.0),  # σ' W is 1e-417
        (1e-170, TANH, 0.0),
        (1.0, TANH, 250.0),  # σ' is 1e-217, its square no double
        (1e-150, TANH, 350.0),
        (1e200, TANH, 0.0),
        (1e308, TANH, 0.0),
    ],
)
def test_one_unit_at_the_ends_of_the_range(
    W: float, activation: Activation, bias: float, norm: str
) -> None:
    experiment = of_matrix([[W]], activation, T=3, b=[bias])
    result = trace(experiment, norm)
    products = exact_products(exact_factors(experiment, result.run.a))
    for log, rung, product in zip(
        result.log10_norm, result.log10_factor_norms, products, strict=True
    ):
        exact = exact_log10(abs(product[0, 0]))
        assert relative_error(log, exact) < 1e-9
        assert relative_error(rung, exact) < 1e-9


def test_a_matrix_of_the_largest_doubles() -> None:
    result = trace(of_matrix(1.7e308 * HADAMARD, T=3))  # λ fits; sums within W W do not
    for i, log in enumerate(result.log10_norm):
        assert relative_error(log, i * exact_log10(mpf(1.7e308))) < 1e-11


# ------------------------------------------------------------------ long chains


def error_of_the_norm(result: Trace, exact_last: mpf) -> float:
    return relative_error(result.log10_norm[-1], exact_last)


@pytest.mark.parametrize("t", [3_000, 10_000])
@pytest.mark.parametrize("size", [0.01, 7.0])
@pytest.mark.parametrize(
    "unit",
    [np.eye(1), np.diag([1.0, -0.5, 0.25]), HADAMARD, np.eye(5)[[1, 2, 3, 4, 0]]],
    ids=["one unit", "diagonal", "orthogonal", "permutation"],
)
def test_long_chains_with_a_known_norm(t: int, size: float, unit: np.ndarray) -> None:
    result = trace(of_matrix(size * unit, T=t))
    with mp.workdps(DIGITS):
        logs = [i * mp.log10(mpf(size)) for i in (0, 1, t // 2, t)]
    for i, log in zip((0, 1, t // 2, t), logs, strict=True):
        assert relative_error(result.log10_norm[i], log) < 1e-11
        assert relative_error(result.log10_factor_norms[i], log) < 1e-11
        assert relative_error(result.log10_bound[i], log) < 1e-11


@pytest.mark.parametrize("t", [3_000, 10_000])
@pytest.mark.parametrize("size", [0.01, 7.0])
@pytest.mark.parametrize("angle", [0.1, 1.0, 2.5])
def test_long_chains_of_scaled_rotations(t: int, size: float, angle: float) -> None:
    a, b = size * math.cos(angle), size * math.sin(angle)
    result = trace(of_matrix([[a, -b], [b, a]], T=t))
    with mp.workdps(DIGITS):  # as rounded, the matrix is the complex number a + ib
        exact = t * mp.log10(mpf(a) ** 2 + mpf(b) ** 2) / 2
    assert error_of_the_norm(result, exact) < 1e-11


@every_norm
def test_a_long_non_normal_chain_in_every_norm(norm: str) -> None:
    t = 3_000
    result = trace(of_matrix([[7.0, 7.0], [0.0, 7.0]], T=t), norm)
    with mp.workdps(DIGITS):
        power = mp.matrix([[1, t], [0, 1]])
        exact = t * mp.log10(mpf(7)) + mp.log10(exact_norm(power, norm))
    assert error_of_the_norm(result, exact) < 1e-11


def test_the_product_itself_beyond_a_double() -> None:
    product = trace(of_matrix(7 * HADAMARD, T=3_000)).product(0)
    with mp.workdps(DIGITS):
        exact = mpf(7) ** 3_000  # the matrix squares to 49 I
        entry = mpf(float(product.mantissa[0, 0])) * mpf(2) ** product.exponent
        assert abs(entry / exact - 1) < 1e-11
    np.testing.assert_allclose(
        product.mantissa, product.mantissa[0, 0] * np.eye(4), rtol=1e-11, atol=1e-12
    )
    with pytest.raises(OverflowError, match=r"entries reach 10\^2535"):
        product.value()


# ------------------------------------------------------------------ exact zeros


@every_norm
@pytest.mark.parametrize("size", [1.0, 1e-200, 1e200])
def test_a_nilpotent_product_is_exactly_zero_from_there_on(size: float, norm: str) -> None:
    result = trace(of_matrix(size * np.eye(3, k=1), T=9), norm)
    expected = np.array([0.0, 1.0, 2.0]) * math.log10(size)
    shift = np.log10(np.sqrt([3, 2, 1])) if norm == "frobenius" else 0.0
    np.testing.assert_allclose(result.log10_norm[:3], expected + shift, atol=1e-10)
    np.testing.assert_array_equal(result.log10_norm[3:], np.full(7, -np.inf))
    np.testing.assert_array_equal(result.product(0).value(), np.zeros((3, 3)))


def test_a_dead_relu_ends_the_chain() -> None:
    experiment = of_matrix([[1.0]], ACTIVATIONS["relu"], T=4, x=[[1], [-9], [1], [1]])
    np.testing.assert_array_equal(trace(experiment).log10_norm, [0, 0, 0, -np.inf, -np.inf])


@every_norm
@pytest.mark.parametrize("d", [1, 2, 7, 40])
def test_the_empty_product_is_the_identity(d: int, norm: str) -> None:
    result = trace(of_matrix(0.3 * np.eye(d)), norm)
    np.testing.assert_array_equal(result.product(5).value(), np.eye(d))
    assert result.log10_norm[0] == pytest.approx(
        math.log10(d) / 2 if norm == "frobenius" else 0.0, abs=1e-15
    )


# ------------------------------------------------------------------ checkpoints, batches, noise


@pytest.mark.parametrize("kept", [1, 3 * 49, 5 * 49 + 1, 40 * 49])
def test_products_rebuilt_from_few_checkpoints_are_the_same_bit_for_bit(
    kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    experiment = random_experiment(
        np.random.default_rng(3), TANH, (7, 2, 40, 37), gain=1.4, drive=0.3
    )
    dense = trace(experiment)
    monkeypatch.setattr(chain, "_KEPT_NUMBERS", kept)
    sparse = trace(experiment)
    assert len(sparse.chain.kept) * 49 <= max(kept, 49) < len(dense.chain.kept) * 49 + 49 * 3
    np.testing.assert_array_equal(sparse.log10_norm, dense.log10_norm)
    for k in range(38):
        one, other = sparse.product(k), dense.product(k)
        assert one.exponent == other.exponent
        np.testing.assert_array_equal(one.mantissa, other.mantissa)


def far_apart(t: int) -> Chain:
    """Return a chain of two blocks, one of which shrinks by 40 decades a step."""
    W = np.kron(np.diag([1.0, 1e-40]), np.array([[0.6, 0.8], [-0.8, 0.6]]))
    return walk(DiagTimes(W, np.ones((t, 4))), SPECTRAL, quiet)[0]


CHAINS = {
    "whole": lambda: walk(DiagTimes(gaussian(1, 7), saturating(1, 300, 7)), SPECTRAL, quiet)[0],
    "factored, near": lambda: walk(
        DiagTimes(gaussian(2, 40), saturating(2, 150, 40)), SPECTRAL, quiet
    )[0],
    "factored, far": lambda: walk(
        DiagTimes(gaussian(3, 64), saturating(3, 2_500, 64)), SPECTRAL, quiet
    )[0],
    "rows far apart": lambda: far_apart(90),
    "zero from the fourth step on": lambda: trace(of_matrix(np.eye(4, k=1), T=30)).chain,
}


@pytest.mark.parametrize("name", CHAINS)
def test_many_products_are_those_asked_for_one_by_one(name: str) -> None:
    found = CHAINS[name]()
    t = len(found.slopes)
    lengths = [0, 1, 1, 2, *range(t // 20, t, max(t // 20, 3)), t]
    products = list(found.products(lengths))
    assert [i for i, _ in products] == lengths
    for i, product in products:
        alone = found.product(t - i)
        assert product.exponent == alone.exponent
        np.testing.assert_allclose(product.mantissa, alone.mantissa, rtol=0, atol=1e-12)


def test_many_products_cost_one_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    found = CHAINS["factored, near"]()
    steps: list[int] = []
    advance = Factors.advance

    def counted(self: Factors, start: PartialProduct, n: int, *rest: Array) -> Advanced:
        steps.append(n)
        return advance(self, start, n, *rest)

    monkeypatch.setattr(Factors, "advance", counted)
    assert len(list(found.products(range(151)))) == 151
    assert sum(steps) <= 150


@every_norm
@pytest.mark.parametrize("batch", [1, 49, 5 * 49])
def test_small_batches_change_no_number(
    batch: int, norm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    experiment = random_experiment(np.random.default_rng(3), LOGISTIC, (7, 2, 23, 23), gain=4.0)
    whole = trace(experiment, norm)
    monkeypatch.setattr(chain, "_BATCH_NUMBERS", batch)
    parts = trace(experiment, norm)
    for attribute in ("log10_norm", "factor_norms", "log10_slopes"):
        one, other = getattr(parts, attribute), getattr(whole, attribute)
        np.testing.assert_allclose(one, other, rtol=1e-14, atol=1e-15)
    np.testing.assert_allclose(parts.ladder.floor, whole.ladder.floor, rtol=1e-12)


@every_norm
@pytest.mark.parametrize("d", [1, 2, 4])
def test_factor_norms_and_smallest_singular_values(d: int, norm: str) -> None:
    experiment = random_experiment(np.random.default_rng(d), TANH, (d, 2, 6, 5), gain=1.1)
    result = trace(experiment, norm)
    factors = exact_factors(experiment, result.run.a)
    expected = [float(exact_norm(factor, norm)) for factor in factors]
    np.testing.assert_allclose(result.factor_norms, expected, rtol=1e-13)
    least = [exact_norm(factor**-1, "spectral") ** -1 for factor in reversed(factors)]
    floors = [float(mp.fsum(mp.log10(value) for value in least[:i])) for i in range(6)]
    np.testing.assert_allclose(result.ladder.floor, floors, rtol=1e-11, atol=1e-14)


def test_a_smallest_singular_value_below_rounding_counts_as_zero() -> None:
    singular = np.arange(16.0).reshape(4, 4)  # of rank 2; computed, its σ_min is 1e-16 or so
    assert np.linalg.svd(singular, compute_uv=False)[-1] > 0
    result = trace(of_matrix(singular, T=3))
    np.testing.assert_array_equal(result.ladder.floor, [0, -np.inf, -np.inf, -np.inf])
    assert np.isfinite(result.log10_norm).all()
