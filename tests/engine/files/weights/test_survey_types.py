"""Shapes of a layer's tensors: those that fit together, and the message about those that do not."""

from __future__ import annotations

import pytest

from engine.errors import InputError
from engine.files.weights.survey_types import Layer, fitting, shape_text, split_name


def layer(transposed: bool = False, biases: tuple[str, ...] = ("b",)) -> Layer:
    return Layer("rnn", "plain", "W", "U", biases, transposed, None, "")


def test_matching_shapes_are_accepted_in_either_orientation() -> None:
    for transposed, U in ((False, (3, 2)), (True, (2, 3))):
        found = layer(transposed)
        assert fitting(found, {"W": (3, 3), "U": U, "b": (3,)}) is found


@pytest.mark.parametrize(
    ("shapes", "transposed", "place"),
    [
        ({"W": (3, 4), "U": (3, 2), "b": (3,)}, False, "W"),
        ({"W": (3,), "U": (3, 2), "b": (3,)}, False, "W"),
        ({"W": (3, 3), "U": (2, 3), "b": (3,)}, False, "U"),
        ({"W": (3, 3), "U": (3, 2), "b": (3,)}, True, "U"),
        ({"W": (3, 3), "U": (3, 2), "b": (4,)}, False, "b"),
        ({"W": (2049, 2049), "U": (2049, 2), "b": (2049,)}, False, "W"),
    ],
    ids=["not square", "vector", "U transposed", "U not transposed", "long bias", "too large"],
)
def test_the_tensor_that_does_not_fit_is_named(shapes, transposed: bool, place: str) -> None:
    error = fitting(layer(transposed), shapes)
    assert isinstance(error, InputError)
    assert error.place == place


def test_names_are_split_at_the_last_separator() -> None:
    assert split_name("net/rnn.kernel") == ("net/rnn.", "kernel")
    assert split_name("a.b/c") == ("a.b/", "c")
    assert split_name("W") == ("", "W")


def test_a_shape_is_written_after_the_name_of_its_tensor() -> None:
    assert shape_text((4, 2)) == "is 4 × 2"
    assert shape_text(()) == "is a single number"
