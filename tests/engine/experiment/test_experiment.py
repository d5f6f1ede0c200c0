"""The experiment's door: inputs, target and t have to fit the network."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine.errors import InputError
from engine.experiment.experiment import Experiment
from engine.experiment.network import Network

NETWORK = Network(np.eye(2), np.ones((2, 3)), np.zeros(2), np.zeros(2))
FIELDS: dict[str, Any] = {"network": NETWORK, "x": np.zeros((4, 3)), "y": np.zeros(2), "t": 4}


def test_the_sequence_is_as_long_as_its_inputs() -> None:
    assert Experiment(**FIELDS).T == 4
    assert Experiment(**{**FIELDS, "t": 1}).T == 4


@pytest.mark.parametrize("name", ["x", "y"])
def test_inputs_and_target_are_read_only_copies(name: str) -> None:
    mine = np.ones_like(FIELDS[name])
    experiment = Experiment(**{**FIELDS, name: mine})
    mine[...] = 7.0
    kept = getattr(experiment, name)
    np.testing.assert_array_equal(kept, np.ones_like(mine))
    with pytest.raises(ValueError, match="read-only"):
        kept[...] = 7.0


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"x": np.zeros((0, 3))}, "x is empty; give at least one step of input"),
        (
            {"x": np.zeros((4, 2))},
            "x is 4 × 2, expected 4 × 3; give 3 numbers a step, one a column of U",
        ),
        ({"x": np.zeros(4)}, "x has 1 axes, expected 2; give a matrix"),
        ({"y": np.zeros(3)}, "y is 3, expected 2; give one target for each of the 2 units"),
        ({"t": 0}, "t is 0; choose a step from 1 to 4"),
        ({"t": 5}, "t is 5; choose a step from 1 to 4"),
        ({"t": -1}, "t is -1; choose a step from 1 to 4"),
        (
            {"x": [[0, 0, 0], [0, 0, -np.inf], [0, 0, 0], [0, 0, 0]]},
            "x[2, 3] is not a finite number (-inf); replace it by a number such as 0.5",
        ),
        (
            {"y": [np.nan, 0]},
            "y[1] is not a finite number (nan); replace it by a number such as 0.5",
        ),
    ],
)
def test_what_does_not_fit_is_refused_by_name(changes: dict[str, Any], text: str) -> None:
    with pytest.raises(InputError) as caught:
        Experiment(**{**FIELDS, **changes})
    assert str(caught.value) == text
