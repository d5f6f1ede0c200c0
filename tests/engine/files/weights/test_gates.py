"""GRU and LSTM weights are recognised by shape and by name."""

from __future__ import annotations

import pytest

from engine.files.weights.gates import gated, gates_by_name


@pytest.mark.parametrize(("shape", "kind"), [((5, 15), "a GRU"), ((5, 20), "an LSTM")])
def test_three_gates_are_a_gru_and_four_an_lstm(shape: tuple[int, ...], kind: str) -> None:
    error = gated("R", shape)
    assert error is not None
    assert kind in error.found
    assert error.place == "R"


@pytest.mark.parametrize("shape", [(5, 5), (5, 10), (15, 5), (5, 25), (0, 0), (15,), ()])
def test_any_other_shape_is_no_gated_layer(shape: tuple[int, ...]) -> None:
    assert gated("R", shape) is None


def test_the_first_name_of_a_gated_layer_is_reported_once() -> None:
    names = {"fc/w": (2, 2), "my_GRU/w": (2, 2), "lstm/w": (2, 2)}
    (error,) = gates_by_name(names)
    assert (error.place, "a GRU" in error.found) == ("my_GRU/w", True)
    assert list(gates_by_name({"rnn/w": (2, 2)})) == []
