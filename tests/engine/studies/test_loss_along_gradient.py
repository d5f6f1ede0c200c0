"""The loss along the gradient against single experiments, a parabola and scipy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from engine.bptt.forward import forward, loss_of
from engine.bptt.trace import trace
from engine.cells.activations import ACTIVATIONS, IDENTITY, LOGISTIC, RELU, TANH
from engine.experiment.edits import with_array
from engine.experiment.experiment import Experiment
from engine.experiment.loss import Readout
from engine.studies.loss_along_gradient import LossAlongGradient, look_along, losses_along, unit
from tests.engine.experiments import ACTIVATION_NAMES, of_matrix, random_experiment


def drawn(name: str, summed: bool, entropy: bool) -> Experiment:
    rng = np.random.default_rng(5)
    found = random_experiment(rng, ACTIVATIONS[name], (4, 3, 9, 8), gain=0.9)
    readout = Readout(rng.standard_normal((3, 4)), rng.standard_normal(3), 2) if entropy else None
    return replace(found, summed=summed, readout=readout)


def looked(experiment: Experiment, view: float = 0.0) -> LossAlongGradient:
    found = look_along(experiment, trace(experiment).gradients.total("W"), view)
    assert found is not None
    return found


@pytest.mark.parametrize("summed", [False, True])
@pytest.mark.parametrize("entropy", [False, True])
@pytest.mark.parametrize("name", ACTIVATION_NAMES)
def test_each_loss_is_that_of_the_experiment_with_w_moved(
    name: str, summed: bool, entropy: bool
) -> None:
    experiment = drawn(name, summed, entropy)
    direction = unit(trace(experiment).gradients.total("W"))
    distances = np.array([0.0, 1e-3, 0.4, 3.0])
    networks = [
        with_array(experiment, "W", experiment.network.W - r * direction) for r in distances
    ]
    moved = [loss_of(network, forward(network)) for network in networks]
    np.testing.assert_allclose(losses_along(experiment, direction, distances), moved, rtol=1e-12)


def test_what_leaves_a_double_is_infinite() -> None:
    experiment = of_matrix([[1.0]], IDENTITY, T=400, s0=[1.0])
    losses = losses_along(experiment, np.array([[1.0]]), np.array([0.0, 40.0]))
    np.testing.assert_array_equal(losses, [0.5, np.inf])


def test_the_minimum_of_a_parabola() -> None:
    # one linear step: φ(r) = ½(‖e‖ − r‖s₀‖)² with the error e
    experiment = of_matrix(np.eye(2), IDENTITY, T=1, s0=[3.0, 4.0], y=[0.0, 5.0])
    error = np.linalg.norm([3.0, -1.0])
    ray = looked(experiment)
    assert ray.minimum == pytest.approx(error / 5.0, rel=1e-3)
    assert ray.start == pytest.approx(error**2 / 2)
    assert ray.least < 1e-5 * ray.start
    assert ray.drop == ray.start - ray.least


@pytest.mark.parametrize("seed", [0, 1, 2, 3, 5])
def test_the_minimum_is_scipys(seed: int) -> None:
    experiment = random_experiment(np.random.default_rng(seed), TANH, (3, 2, 6, 6), gain=0.8)
    ray = looked(experiment)
    direction = unit(trace(experiment).gradients.total("W"))
    assert ray.minimum is not None
    found = optimize.minimize_scalar(
        lambda r: losses_along(experiment, direction, np.array([r]))[0],
        bounds=(0.8 * ray.minimum, 1.25 * ray.minimum),
        method="bounded",
        options={"xatol": 1e-9},
    )
    assert ray.minimum == pytest.approx(found.x, rel=2e-3)
    assert ray.least == pytest.approx(found.fun, rel=1e-5)


def test_it_is_the_first_minimum_and_the_loss_falls_up_to_it() -> None:
    experiment = random_experiment(np.random.default_rng(7), TANH, (4, 2, 40, 40), gain=1.6)
    ray = looked(experiment)
    assert ray.minimum is not None
    before = ray.losses[ray.distances <= ray.minimum]
    assert (np.diff(before) <= ray.noise).all()
    assert (ray.losses < ray.least - ray.noise).any() or ray.least == ray.losses.min()


def test_a_minimum_close_to_where_we_stand_is_found() -> None:
    # y out of reach of the logistic, W next to its best: a minimum far below φ(0)/‖g‖
    start = of_matrix([[0.3]], IDENTITY, T=2, s0=[1.0], x=[[1.0], [0.0]], y=[1.0], b=[0.5])
    for _ in range(60):
        found = trace(start)
        W = start.network.W - 0.05 * found.gradient
        start = with_array(start, "W", W)
    ray = looked(start)
    assert ray.minimum is not None
    assert 0 < ray.minimum < 0.05


def test_no_minimum_where_the_loss_falls_for_good() -> None:
    experiment = of_matrix([[0.0]], LOGISTIC, T=2, s0=[1.0], y=[1.0])
    ray = looked(experiment)
    assert ray.minimum is None
    assert ray.least == ray.losses[-1] < ray.start


def test_no_direction_without_a_gradient() -> None:
    experiment = of_matrix([[0.5]], TANH, T=3)
    assert look_along(experiment, trace(experiment).gradients.total("W")) is None


def test_a_gradient_beyond_a_double_has_a_direction() -> None:
    ray = looked(of_matrix([[3.0]], IDENTITY, T=322, s0=[1.0], y=[1.0]), view=np.inf)
    assert ray.minimum is not None
    assert ray.start == pytest.approx(0.5 * 3.0**644, rel=1e-9)
    assert ray.minimum < 4.0


def test_a_loss_beyond_a_double_is_not_drawn() -> None:
    experiment = of_matrix([[3.0]], IDENTITY, T=400, s0=[1.0])
    assert look_along(experiment, trace(experiment).gradients.total("W")) is None


def test_the_picture_reaches_past_the_step() -> None:
    ray = looked(drawn("tanh", False, False), view=50.0)
    assert ray.distances[0] == 0.0
    assert (np.diff(ray.distances) > 0).all()
    assert ((ray.distances > 50.0) & (ray.distances < 60.0)).any()


def test_it_reports_and_can_be_ended() -> None:
    experiment = drawn("tanh", False, False)
    told: list[int] = []
    look_along(experiment, trace(experiment).gradients.total("W"), 1.0, lambda i, _: told.append(i))
    assert told == [1, 2]


@pytest.mark.parametrize("largest", [1e155, 1.7e308])
def test_a_w_whose_squares_leave_a_double_still_has_its_minimum(largest: float) -> None:
    # the first unit stays at zero, so that the loss does not feel its weight
    experiment = of_matrix([[largest, 0.0], [0.0, 0.5]], IDENTITY, T=1, s0=[0.0, 1.0], y=[0.0, 2.0])
    assert looked(experiment).minimum == pytest.approx(1.5, rel=1e-5)


def test_small_cross_entropies_fall_visibly() -> None:
    found = of_matrix([[0.5]], TANH, T=3, b=[1.0])
    confident = Readout(np.array([[1.0], [-1.0]]), np.array([17.0, -17.0]), 0)
    ray = looked(replace(found, readout=confident))
    assert 2.8e-16 < ray.start < 2.9e-16
    assert ray.drop > 0.05 * ray.start > ray.noise


def test_a_minimum_between_the_coarse_distances_is_found() -> None:
    # the loss wriggles: coarse distances alone see it fall for good
    experiment = random_experiment(np.random.default_rng(537), TANH, (3, 2, 6, 6), gain=3.0)
    ray = looked(experiment)
    direction = unit(trace(experiment).gradients.total("W"))
    dense = losses_along(experiment, direction, np.linspace(0.0, float(ray.distances[-1]), 4001))
    rises = bool((dense > np.minimum.accumulate(dense) + 0.01 * np.ptp(dense)).any())
    assert (ray.minimum is not None) == rises


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.sampled_from(["tanh", "logistic", "softplus", "identity", "softsign"]),
    st.integers(1, 4),
    st.booleans(),
)
def test_a_minimum_is_one_by_a_dense_scan(seed: int, name: str, t: int, summed: bool) -> None:
    rng = np.random.default_rng(seed)
    experiment = random_experiment(rng, ACTIVATIONS[name], (3, 2, t, t), gain=0.7)
    experiment = replace(experiment, summed=summed)
    ray = looked(experiment)
    direction = unit(trace(experiment).gradients.total("W"))
    end = ray.minimum or float(ray.distances[-1])
    before = losses_along(experiment, direction, np.linspace(0.0, end, 2001))
    room = 0.02 * (ray.start - ray.least) + 2 * ray.noise
    assert (before <= np.minimum.accumulate(before) + room).all()
    assert before.min() >= ray.least - room
    if ray.minimum is not None:
        after = losses_along(experiment, direction, end * np.linspace(1.0, 50.0, 2001))
        assert after.max() > ray.least


@pytest.mark.parametrize("view", [2e3, 1e6])
def test_a_minimum_is_found_to_three_digits_however_far_the_view(view: float) -> None:
    # s_4 = ½(1 + w + w² + w³) from w = ½: the minimum is between the reach, 8, and the next sample
    experiment = of_matrix([[0.5]], RELU, T=4, x=np.full((4, 1), 0.5), y=[1000.0])
    assert looked(experiment, view).minimum == pytest.approx(root(1000.0) - 0.5, rel=1e-3)


def root(target: float) -> float:
    low, high = 0.0, 100.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (
            (middle, high) if (1 + middle + middle**2 + middle**3) / 2 < target else (low, middle)
        )
    return low
