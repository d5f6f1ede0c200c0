"""Edits: a new experiment each time, the old one unchanged to the last bit."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.cells.activations import ACTIVATIONS, RELU
from engine.errors import InputError
from engine.experiment.edits import (
    ARRAYS,
    array_of,
    scaled_to,
    with_activation,
    with_array,
    with_cells,
    with_steps,
    with_t,
    with_units,
)
from engine.experiment.experiment import Experiment
from tests.engine.experiments import experiments, of_matrix, random_experiment

EDITS: dict[str, Callable[[Experiment], Experiment]] = {
    "array": lambda e: with_array(e, "W", e.network.W + 1),
    "cell": lambda e: with_cells(e, "U", {(0, 0): 9.0}),
    "activation": lambda e: with_activation(e, RELU),
    "scale": lambda e: scaled_to(e, 1.0, 3.0),
    "t": lambda e: with_t(e, 1),
    "fewer steps": lambda e: with_steps(e, 1),
    "more steps": lambda e: with_steps(e, e.T + 3),
    "one unit": lambda e: with_units(e, 1),
    "more units": lambda e: with_units(e, e.network.d + 2),
}


def snapshot(experiment: Experiment) -> list[bytes]:
    arrays = [array_of(experiment, name) for name in ARRAYS]
    return [array.tobytes() + repr(array.shape).encode() for array in arrays]


def small(m: int = 3) -> Experiment:
    return random_experiment(np.random.default_rng(0), ACTIVATIONS["tanh"], (3, m, 5, 4))


@settings(max_examples=60, deadline=None)
@given(experiments(largest=6), st.sampled_from(sorted(EDITS)))
def test_no_edit_touches_the_old_experiment(experiment: Experiment, name: str) -> None:
    before, t, network = snapshot(experiment), experiment.t, experiment.network
    EDITS[name](experiment)
    assert snapshot(experiment) == before
    assert (experiment.t, experiment.network) == (t, network)


@pytest.mark.parametrize("name", ARRAYS)
def test_one_array_is_replaced_and_the_others_are_shared(name: str) -> None:
    old = small()
    new = with_array(old, name, array_of(old, name) + 1)
    np.testing.assert_array_equal(array_of(new, name), array_of(old, name) + 1)
    assert all(array_of(new, other) is array_of(old, other) for other in ARRAYS if other != name)


@pytest.mark.parametrize("name", ARRAYS)
def test_cells_go_where_their_index_says(name: str) -> None:
    old = small()
    index = (2, 1) if array_of(old, name).ndim == 2 else (2,)
    array = array_of(with_cells(old, name, {index: -7.5}), name)
    assert array[index] == -7.5
    assert np.count_nonzero(array != array_of(old, name)) == 1


def test_several_cells_at_once_and_back_again() -> None:
    old = small()
    there = with_cells(old, "W", {(0, 1): 1e-300, (2, 2): -0.0})
    back = with_cells(there, "W", {i: float(old.network.W[i]) for i in ((0, 1), (2, 2))})
    assert snapshot(back) == snapshot(old)


def test_a_cell_that_is_not_finite_is_named() -> None:
    with pytest.raises(InputError) as caught:
        with_cells(small(), "W", {(1, 2): float("nan")})
    assert caught.value.place == "W[2, 3]"


def test_a_number_beyond_a_double_is_bad_input() -> None:
    with pytest.raises(InputError):
        with_cells(small(), "W", {(1, 2): 10**400})


def test_a_wrong_shape_is_refused() -> None:
    with pytest.raises(InputError, match="y is 2, expected 3"):
        with_array(small(), "y", [1.0, 2.0])


def test_another_activation() -> None:
    assert with_activation(small(), RELU).network.activation is RELU


def test_scaling_by_norm() -> None:
    old = small()
    new = scaled_to(old, 0.5, 2.0)
    np.testing.assert_array_equal(new.network.W, 4.0 * old.network.W)
    assert np.count_nonzero(scaled_to(old, 0.5, 0.0).network.W) == 0


def test_a_zero_matrix_cannot_be_scaled() -> None:
    with pytest.raises(InputError, match="W is zero and cannot be scaled; enter a number"):
        scaled_to(of_matrix([[0.0]]), 0.0, 1.0)


@pytest.mark.parametrize("wanted", [1.7e308, np.inf])
def test_scaling_out_of_range_is_bad_input(wanted: float) -> None:
    with pytest.raises(InputError, match=r"^W\["):
        scaled_to(of_matrix([[0.0, 5.0], [3.0, 4.0]]), 2.0, wanted)


def test_the_loss_moves_within_the_sequence() -> None:
    assert with_t(small(), 2).t == 2
    with pytest.raises(InputError, match="t is 6; choose a step from 1 to 5"):
        with_t(small(), 6)


@pytest.mark.parametrize(
    ("t", "T", "expected"), [(4, 9, 4), (5, 9, 9), (5, 3, 3), (4, 3, 3), (2, 3, 2), (4, 4, 4)]
)
def test_a_loss_at_the_end_stays_at_the_end(t: int, T: int, expected: int) -> None:
    old = with_t(small(), t)
    new = with_steps(old, T)
    assert (new.T, new.t) == (T, expected)
    np.testing.assert_array_equal(new.x[:3], old.x[: min(3, T)])
    assert not new.x[5:].any()


@pytest.mark.parametrize("size", [0, -1])
def test_a_size_below_one_is_bad_input(size: int) -> None:
    for edit in (with_steps, with_units):
        with pytest.raises(InputError):
            edit(small(), size)


@pytest.mark.parametrize("d", [1, 2, 3, 4, 7])
def test_units_keep_what_fits(d: int) -> None:
    old = small(m=3)
    new = with_units(old, d)
    kept = min(d, 3)
    assert (new.network.d, new.network.m, new.T, new.t) == (d, d, 5, 4)
    for name in ("W", "U"):
        np.testing.assert_array_equal(
            array_of(new, name)[:kept, :kept], array_of(old, name)[:kept, :kept]
        )
    np.testing.assert_array_equal(new.network.W[kept:], np.zeros((d - kept, d)))
    np.testing.assert_array_equal(new.network.W[:, kept:], np.zeros((d, d - kept)))
    np.testing.assert_array_equal(new.network.U[kept:, kept:], np.eye(d - kept))
    np.testing.assert_array_equal(new.x[:, :kept], old.x[:, :kept])
    for name in ("b", "s0", "y"):
        vector = array_of(new, name)
        np.testing.assert_array_equal(vector[:kept], array_of(old, name)[:kept])
        assert not vector[kept:].any()


@pytest.mark.parametrize("m", [2, 5])
@pytest.mark.parametrize("d", [1, 2, 3, 6])
def test_inputs_of_another_width_stay_as_they_are(d: int, m: int) -> None:
    old = small(m)
    new = with_units(old, d)
    assert new.network.U.shape == (d, m)
    np.testing.assert_array_equal(new.x, old.x)
    assert not new.network.U[3:].any()
