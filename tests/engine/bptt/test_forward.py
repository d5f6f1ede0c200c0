"""The forward pass against PyTorch's step, by hand, and where it leaves the range."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bptt.forward import forward, loss_of, stays_finite
from engine.cells.activations import ACTIVATIONS, IDENTITY, RELU, TANH
from engine.errors import InputError
from engine.experiment.edits import with_array
from engine.experiment.experiment import Experiment
from engine.experiment.loss import Readout
from engine.experiment.network import Network
from tests.engine.activation_oracles import ACTIVATION_ORACLES
from tests.engine.experiments import ACTIVATION_NAMES, experiments, of_matrix, random_experiment
from tests.engine.oracles import autograd


def test_two_steps_by_hand() -> None:
    network = Network([[1, 2], [0, -1]], [[1], [3]], [0.5, 0], [1, 1], RELU)  # type: ignore[arg-type]
    run = forward(Experiment(network, np.array([[1.0], [-2.0]]), np.zeros(2), 2))
    np.testing.assert_array_equal(run.a, [[4.5, 2.0], [7.0, -8.0]])
    np.testing.assert_array_equal(run.s, [[1, 1], [4.5, 2], [7, 0]])


@pytest.mark.parametrize("name", ACTIVATION_NAMES)
@pytest.mark.parametrize("seed", range(6))
def test_each_step_is_pytorchs(name: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    d, m, T = (int(n) for n in (rng.integers(1, 41), rng.integers(1, 6), rng.integers(1, 61)))
    experiment = random_experiment(rng, ACTIVATIONS[name], (d, m, T, T), gain=1.1)
    run = forward(experiment)
    oracle = autograd(experiment, run)
    scale = 1e-14 * (1 + np.abs(run.s).max())
    np.testing.assert_allclose(run.a, oracle.a, rtol=0, atol=d * scale)
    np.testing.assert_allclose(run.s, oracle.s, rtol=1e-13, atol=1e-15)


@settings(max_examples=200, deadline=None)
@given(experiments())
def test_states_are_finite_and_start_at_s0(experiment: Experiment) -> None:
    run = forward(experiment)
    assert run.a.shape == (experiment.T, experiment.network.d)
    assert run.s.shape == (experiment.T + 1, experiment.network.d)
    assert np.isfinite(run.s).all()
    np.testing.assert_array_equal(run.s[0], experiment.network.s0)
    np.testing.assert_array_equal(run.s[1:], experiment.network.activation.value(run.a))


def test_the_loss_step_does_not_change_the_states() -> None:
    early, late = (of_matrix([[0.5]], TANH, T=9, t=t, s0=[1.0]) for t in (1, 9))
    np.testing.assert_array_equal(forward(early).s, forward(late).s)


def test_the_states_are_read_only() -> None:
    run = forward(of_matrix([[0.5]]))
    assert not run.a.flags.writeable
    assert not run.s.flags.writeable


@pytest.mark.parametrize(
    ("experiment", "step"),
    [
        (of_matrix([[1e100]], T=6, s0=[1.0]), 4),
        (of_matrix([[1e308]], T=3, s0=[-10.0]), 1),
        (of_matrix([[2.0, 2.0], [-2.0, -2.0]], T=3, s0=[1.7e308, -1.7e308]), 1),
        (of_matrix([[1.0]], T=5, b=[1.5e308], x=1e308 * np.eye(5)[:, 2:3]), 2),
        (of_matrix([[1.0]], T=5, x=1e308 * np.eye(5)[:, 2:4].sum(1, keepdims=True)), 4),
    ],
)
def test_an_overflow_names_its_first_step(experiment: Experiment, step: int) -> None:
    with pytest.raises(InputError) as caught:
        forward(experiment)
    assert caught.value.place == f"the state s at step {step}"
    assert "leaves the range of a double" in str(caught.value)


def test_a_saturating_network_survives_the_largest_weights() -> None:
    run = forward(of_matrix([[1.7e308]], TANH, T=9, s0=[-1.0]))
    np.testing.assert_array_equal(run.s[1:, 0], -np.ones(9))


def test_subnormal_states_are_kept() -> None:
    assert forward(of_matrix([[0.5]], IDENTITY, T=2, s0=[2e-323])).s[2, 0] == 5e-324


@settings(max_examples=300, deadline=None)
@given(experiments(), st.floats(0.0, 240.0), st.floats(0.0, 300.0))
def test_what_stays_finite_by_the_bound_does(
    experiment: Experiment, weights: float, inputs: float
) -> None:
    with np.errstate(over="ignore", invalid="ignore"):
        scaled = with_array(experiment, "W", experiment.network.W * 10.0**weights)
        scaled = with_array(scaled, "x", scaled.x * 10.0**inputs)
    if stays_finite(scaled):
        forward(scaled)


@pytest.mark.parametrize("name", [o.name for o in ACTIVATION_ORACLES.values() if o.is_bounded])
def test_an_activation_that_saturates_stays_finite_however_long_it_runs(name: str) -> None:
    sigma = ACTIVATIONS[name]
    assert np.abs(sigma.value(np.array([-1e300, -3.0, 0.0, 3.0, 1e300]))).max() <= sigma.ceiling
    assert stays_finite(of_matrix(30 * np.eye(3), sigma, T=10_000))


def test_growth_without_end_is_left_to_the_pass() -> None:
    assert stays_finite(of_matrix([[1.5]], IDENTITY, T=100, s0=[1.0]))
    assert not stays_finite(of_matrix([[1.5]], IDENTITY, T=2000, s0=[1.0]))


def wide_readout(t: int, summed: bool) -> Experiment:
    """Return an experiment whose read-out overflows at step 3 alone, where both states are 1."""
    x = np.array([[-9.0, 9.0], [9.0, -9.0], [9.0, 9.0], [-9.0, 9.0]]) * 1e9
    found = of_matrix(np.zeros((2, 2)), TANH, T=4, t=t, x=x)
    readout = Readout(np.array([[1e308, 1e308], [-1e308, 3.0]]), np.zeros(2), 0)
    return replace(found, readout=readout, summed=summed)


@pytest.mark.parametrize(("t", "summed"), [(3, False), (3, True), (4, True)])
def test_a_read_out_that_overflows_is_refused_with_its_step(t: int, summed: bool) -> None:
    with pytest.raises(InputError) as caught:
        forward(wide_readout(t, summed))
    assert str(caught.value) == (
        "the read-out V s + c at step 3 leaves the range of a double; "
        "use smaller entries of V and c, or smaller states"
    )


@pytest.mark.parametrize(("t", "summed"), [(2, False), (2, True), (4, False)])
def test_a_read_out_may_overflow_at_a_step_without_loss(t: int, summed: bool) -> None:
    experiment = wide_readout(t, summed)
    assert not stays_finite(experiment)
    assert np.isfinite(loss_of(experiment, forward(experiment)))


@pytest.mark.parametrize(("V", "c"), [(1e307, 0.0), (1.0, 1e305)])
def test_a_bound_on_the_read_out_counts(V: float, c: float) -> None:
    modest = of_matrix([[0.5]], TANH, T=3)
    readout = Readout(np.array([[V], [V]]), np.array([c, -c]), 0)
    assert stays_finite(modest)
    assert not stays_finite(replace(modest, readout=readout))


def test_a_summed_loss_is_the_sum_of_the_losses() -> None:
    experiment = of_matrix([[0.5]], IDENTITY, T=3, t=2, s0=[8.0], y=[1.0])  # states 4, 2, 1
    run = forward(experiment)
    assert loss_of(experiment, run) == 0.5
    assert loss_of(replace(experiment, summed=True), run) == 4.5 + 0.5


def test_a_loss_above_a_double_is_infinite() -> None:
    experiment = of_matrix([[1.0]], RELU, T=2, s0=[1e200])
    assert loss_of(experiment, forward(experiment)) == np.inf
