"""The network's door: what it takes, what it refuses and how it says so."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from typing import Any

import numpy as np
import pytest

from engine.cells.activations import LOGISTIC, TANH
from engine.errors import InputError
from engine.experiment.network import Network

WEIGHTS: dict[str, Any] = {
    "W": np.eye(2),
    "U": np.ones((2, 3)),
    "b": np.zeros(2),
    "s0": np.zeros(2),
}


def message(**changes: object) -> str:
    with pytest.raises(InputError) as caught:
        Network(**{**WEIGHTS, **changes})
    return str(caught.value)


def test_sizes_are_read_off_the_weights() -> None:
    network = Network(**WEIGHTS)
    assert (network.d, network.m, network.activation) == (2, 3, TANH)


def test_a_network_of_w_alone_reads_one_input_a_unit() -> None:
    network = Network.of([[1, 2], [3, 4]], LOGISTIC)
    np.testing.assert_array_equal(network.W, [[1, 2], [3, 4]])
    np.testing.assert_array_equal(network.U, np.eye(2))
    np.testing.assert_array_equal(np.r_[network.b, network.s0], np.zeros(4))
    assert network.activation is LOGISTIC


@pytest.mark.parametrize("name", WEIGHTS)
def test_every_array_is_a_read_only_copy(name: str) -> None:
    mine = {key: array.copy() for key, array in WEIGHTS.items()}
    network = Network(**mine)
    mine[name][...] = 7.0
    kept = getattr(network, name)
    np.testing.assert_array_equal(kept, WEIGHTS[name])
    with pytest.raises(ValueError, match="read-only"):
        kept[...] = 7.0


def test_fields_cannot_be_replaced_in_place() -> None:
    with pytest.raises(FrozenInstanceError):
        Network(**WEIGHTS).W = np.eye(2)  # type: ignore[misc]


def test_replacing_one_array_shares_the_others() -> None:
    network = Network(**WEIGHTS)
    other = replace(network, W=2 * network.W)
    assert other.U is network.U
    np.testing.assert_array_equal(network.W, np.eye(2))


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"W": np.zeros((0, 0))}, "W is empty; give at least one unit"),
        (
            {"W": np.ones((2, 3))},
            "W is 2 × 3, expected 2 × 2; make W square: one row and one column a unit",
        ),
        (
            {"U": np.ones((3, 1))},
            "U is 3 × 1, expected 2 × 1; give one row for each of the 2 units of W",
        ),
        ({"b": [1.0]}, "b is 1, expected 2; give one number for each of the 2 units of W"),
        ({"s0": [1, 2, 3]}, "s0 is 3, expected 2; give one number for each of the 2 units of W"),
        ({"b": [[1.0], [2.0]]}, "b has 2 axes, expected 1; give a flat list of numbers"),
        (
            {"U": [[1, 2, 3], [4, np.inf, 6]]},
            "U[2, 2] is not a finite number (inf); replace it by a number such as 0.5",
        ),
        (
            {"s0": [0, np.nan]},
            "s0[2] is not a finite number (nan); replace it by a number such as 0.5",
        ),
        ({"W": "rotation"}, "W is not an array of numbers; give rows of equal length"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(changes: dict[str, object], text: str) -> None:
    assert message(**changes) == text


@pytest.mark.parametrize("W", [[], [[]], [1.0, 2.0], np.ones((2, 3)), [[np.nan]]])
def test_of_refuses_what_is_no_square_matrix(W: object) -> None:
    with pytest.raises(InputError, match=r"^W"):
        Network.of(W)


def test_a_network_without_inputs_is_a_network() -> None:
    assert Network(np.eye(2), np.zeros((2, 0)), np.zeros(2), np.zeros(2)).m == 0
