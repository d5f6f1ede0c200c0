"""δ_k, the terms and their sums against autograd, finite differences and 60 digits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from mpmath import mp, mpf

from engine.bptt.forward import forward
from engine.bptt.gradient import PARAMETERS
from engine.bptt.trace import trace
from engine.cells.activations import ACTIVATIONS, IDENTITY, TANH
from engine.chain.scaled import LOG10_2, Scaled
from engine.experiment.edits import array_of, with_array
from engine.experiment.experiment import Experiment
from engine.experiment.loss import Readout
from engine.experiment.network import Network
from tests.engine.experiments import ACTIVATION_NAMES, experiments, of_matrix, random_experiment
from tests.engine.oracles import DIGITS, autograd, exact_log10, relative_error

every_activation = pytest.mark.parametrize("name", ACTIVATION_NAMES)
every_parameter = pytest.mark.parametrize("parameter", PARAMETERS)
SHAPES = [
    (1, 1, 1, 1),
    (1, 4, 7, 3),
    (2, 3, 60, 60),
    (13, 2, 31, 30),
    (40, 5, 60, 41),
    (6, 6, 9, 1),
]


def drawn(name: str, shape: tuple[int, int, int, int], gain: float = 1.1) -> Experiment:
    rng = np.random.default_rng(sum(shape))
    return random_experiment(rng, ACTIVATIONS[name], shape, gain=gain, drive=0.7)


def assert_close(scaled: Scaled, expected: np.ndarray) -> None:
    room = 1e-9 * float(np.abs(expected).max(initial=0.0))
    np.testing.assert_allclose(scaled.value(), expected, rtol=1e-9, atol=room)


# ------------------------------------------------------------------ autograd


@every_activation
@pytest.mark.parametrize("shape", SHAPES)
def test_delta_terms_and_gradients_are_autograds(
    name: str, shape: tuple[int, int, int, int]
) -> None:
    experiment = drawn(name, shape)
    result = trace(experiment)
    gradients, oracle = result.gradients, autograd(experiment, result.run)
    for k in range(result.t + 1):
        assert_close(gradients.delta_at(k), oracle.delta[k])
    for parameter in PARAMETERS:
        for k in range(1, result.t + 1):
            assert_close(gradients.term(k, parameter), oracle.terms[parameter][k - 1])
        assert_close(gradients.total(parameter), oracle.terms[parameter].sum(axis=0))


@every_activation
@pytest.mark.parametrize("shape", SHAPES)
def test_the_norms_are_those_of_autograd(name: str, shape: tuple[int, int, int, int]) -> None:
    experiment = drawn(name, shape)
    result = trace(experiment)
    oracle = autograd(experiment, result.run)
    delta = np.linalg.norm(oracle.delta[::-1], axis=1)
    np.testing.assert_allclose(result.delta_norm, delta, rtol=1e-9)
    for parameter, terms in oracle.terms.items():
        norms = np.linalg.norm(terms[::-1].reshape(result.t, -1), axis=1)
        logs = result.gradients.log10_term_norm(parameter)
        np.testing.assert_allclose(10.0**logs, norms, rtol=1e-9)
    np.testing.assert_array_equal(result.term_norm, 10.0 ** result.gradients.log10_term_norm())
    assert_close(result.gradients.total(), result.gradient)


# ------------------------------------------------------------------ finite differences


@every_parameter
@every_activation
@pytest.mark.parametrize(("t", "T"), [(6, 6), (4, 9), (1, 1)])
def test_the_gradient_is_the_difference_quotient_of_the_loss(
    name: str, parameter: str, t: int, T: int
) -> None:
    experiment = drawn(name, (3, 2, T, t), gain=0.8)
    array = array_of(experiment, parameter)
    numeric = np.empty_like(array)
    for index in np.ndindex(array.shape):
        numeric[index] = quotient(experiment, parameter, index)
    total = trace(experiment).gradients.total(parameter).value()
    np.testing.assert_allclose(total, numeric, rtol=1e-6, atol=1e-8)


def quotient(experiment: Experiment, parameter: str, index: tuple[int, ...]) -> float:
    losses = []
    for h in (1e-6, -1e-6):
        array = array_of(experiment, parameter).copy()
        array[index] += h
        moved = with_array(experiment, parameter, array)
        state = forward(moved).s[moved.t]
        losses.append(0.5 * float(np.sum((state - moved.y) ** 2)))
    return (losses[0] - losses[1]) / 2e-6


# ------------------------------------------------------------------ what it is made of


@settings(max_examples=150, deadline=None)
@given(experiments(largest=8))
def test_delta_is_the_product_applied_to_the_loss(experiment: Experiment) -> None:
    result = trace(experiment)
    g = Scaled.of(result.run.s[result.t] - experiment.y)
    # cancellation in Pᵀ g is measured against ‖P‖ ‖g‖, that in P against ∏ ‖J_j‖: not against
    # what is left, which may be rounding alone
    steps = (result.t + 1) * experiment.network.d
    for k in (0, result.t // 2, result.t):
        delta, product = result.gradients.delta_at(k), result.product(k)
        found = np.ldexp(delta.mantissa, delta.exponent - product.exponent - g.exponent)
        expected = product.mantissa.T @ g.mantissa
        lost = result.log10_factor_norms[result.t - k] - product.exponent * LOG10_2
        size = 1e-13 * float(np.linalg.norm(product.mantissa)) + 1e-15 * 10.0 ** min(lost, 300.0)
        room = steps * size * float(np.linalg.norm(g.mantissa))
        np.testing.assert_allclose(found, expected, rtol=0, atol=room)


@settings(max_examples=150, deadline=None)
@given(experiments(largest=8))
def test_a_terms_norm_is_the_norm_of_the_term(experiment: Experiment) -> None:
    gradients = trace(experiment).gradients
    for parameter in PARAMETERS:
        logs = gradients.log10_term_norm(parameter)
        for k in range(1, experiment.t + 1):
            log10 = gradients.term(k, parameter).log10_norm()
            assert log10 == pytest.approx(logs[experiment.t - k], abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(experiments(largest=8))
def test_from_rest_the_first_w_term_is_exactly_zero(experiment: Experiment) -> None:
    rest = with_array(experiment, "s0", np.zeros(experiment.network.d))
    gradients = trace(rest).gradients
    assert gradients.log10_term_norm()[-1] == -np.inf
    np.testing.assert_array_equal(gradients.term(1).mantissa, 0.0 * rest.network.W)


def test_no_loss_means_no_gradient() -> None:
    experiment = of_matrix(np.eye(2), TANH, T=4, s0=[0.5, -0.5])
    reached = forward(experiment).s[4]
    result = trace(with_array(experiment, "y", reached))
    assert result.loss == 0.0
    np.testing.assert_array_equal(result.delta_norm, np.zeros(5))
    np.testing.assert_array_equal(result.gradient, np.zeros((2, 2)))


def test_a_relu_unit_that_is_off_passes_nothing_back() -> None:
    experiment = of_matrix(np.eye(2), ACTIVATIONS["relu"], T=1, x=[[1.0, -1.0]], y=[5.0, 5.0])
    gradients = trace(experiment).gradients
    np.testing.assert_array_equal(gradients.delta_at(0).value(), [-4.0, 0.0])
    np.testing.assert_array_equal(gradients.total("b").value(), [-4.0, 0.0])
    np.testing.assert_array_equal(gradients.total("U").value(), [[-4.0, 4.0], [0.0, 0.0]])


def test_without_inputs_the_gradient_by_u_is_empty() -> None:
    network = Network(np.eye(2), np.zeros((2, 0)), np.ones(2), np.ones(2), TANH)
    gradients = trace(Experiment(network, np.zeros((3, 0)), np.zeros(2), 3)).gradients
    assert gradients.total("U").value().shape == (2, 0)
    np.testing.assert_array_equal(gradients.log10_term_norm("U"), np.full(3, -np.inf))


# ------------------------------------------------------------------ past a double


def test_a_gradient_beyond_a_double() -> None:
    last = np.eye(1000)[:, -1:]  # s stays 0 until x_1000 = 1
    gradients = trace(of_matrix([[7.0]], T=1000, x=last, y=[3.0])).gradients
    with mp.workdps(DIGITS):
        exact = 1000 * mp.log10(mpf(7)) + mp.log10(2)
        assert relative_error(gradients.log10_delta_norm()[-1], exact) < 1e-11
        total = (mpf(7) ** 1000 - 1) / 6 * 2
        bias = gradients.total("b")
        assert abs(mpf(float(bias.mantissa[0])) * mpf(2) ** bias.exponent / total + 1) < 1e-11


def test_terms_that_are_zero_are_zero_however_large_the_gradient() -> None:
    result = trace(of_matrix([[7.0]], T=1000, y=[1.0]))
    np.testing.assert_array_equal(result.gradients.term(1).value(), [[0.0]])
    np.testing.assert_array_equal(result.gradient, [[0.0]])


@pytest.mark.parametrize("t", [300, 700])
def test_growing_states_and_a_growing_gradient_are_summed_in_full(t: int) -> None:
    s0 = 1e-300  # s_t = 7^t s0 fits; every one of the t terms is 7^(t−1) s0 s_t
    result = trace(of_matrix([[7.0]], IDENTITY, T=t, s0=[s0]))
    total = result.gradients.total("W")
    with mp.workdps(DIGITS):
        exact = t * mpf(7) ** (2 * t - 1) * mpf(s0) ** 2
        found = mpf(float(total.mantissa[0, 0])) * mpf(2) ** total.exponent
        assert abs(found / exact - 1) < 1e-9


def test_a_loss_at_the_ends_of_the_range() -> None:
    result = trace(of_matrix([[1.0]], T=1, s0=[1.7e308], y=[-1.7e308]))
    assert result.loss == np.inf
    assert relative_error(result.gradients.log10_delta_norm()[0], exact_log10(2 * mpf(1.7e308))) < (
        1e-12
    )


def test_a_class_that_is_far_behind_adds_nothing_to_the_gradient() -> None:
    subject = of_matrix([[1.0]], IDENTITY, T=1, s0=[4e12], y=[0.0])
    subject = replace(subject, readout=Readout([[-1.0], [1.0]], [0.0, 0.0], 1))
    assert trace(subject).gradient == 0.0
