"""InputError: place, fault and remedy."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from engine.errors import InputError


@pytest.mark.parametrize(
    ("place", "file", "text"),
    [
        ("W[2, 3]", "", "W[2, 3] is not finite; replace it"),
        ("", "", "is not finite; replace it"),
        ("W[2, 3]", "net.json", "net.json: W[2, 3] is not finite; replace it"),
        ("", "net.json", "net.json: is not finite; replace it"),
    ],
)
def test_the_message_has_file_place_finding_and_remedy(place: str, file: str, text: str) -> None:
    error = InputError("is not finite", "replace it", place=place, file=file)
    assert str(error) == text
    assert (error.found, error.remedy, error.place, error.file) == (
        "is not finite",
        "replace it",
        place,
        file,
    )


def test_within_a_file_it_is_the_same_error() -> None:
    bare = InputError("is empty", "give a step", place="x")
    said = bare.within(Path("net.json"))
    assert str(said) == "net.json: x is empty; give a step"
    assert (said.place, said.file, bare.file) == ("x", "net.json", "")


def test_it_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="x is empty; give a step"):
        raise InputError("is empty", "give a step", place="x")


def test_it_survives_the_way_out_of_another_process() -> None:
    error = InputError("is empty", "give a step", place="x", file="net.json")
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert str(copy) == str(error)
    assert vars(copy) == vars(error)
