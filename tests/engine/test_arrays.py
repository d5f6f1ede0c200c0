"""Frozen arrays: copies, read-only, refused unless every entry is a finite number."""

from __future__ import annotations

import numpy as np
import pytest

from engine.arrays import entry_name, frozen, require_shape
from engine.errors import InputError


def test_entries_are_named_from_one() -> None:
    assert entry_name("W", (1, 2)) == "W[2, 3]"
    assert entry_name("b", (0,)) == "b[1]"
    assert entry_name("t", ()) == "t"


@pytest.mark.parametrize(
    "value",
    [
        [[1, 2], [3, 4]],
        ((1.0, 2.0), (3.0, 4.0)),
        np.array([[1, 2], [3, 4]], dtype=np.int16),
        np.array([[1, 3], [2, 4]], dtype=np.float32).T,
        np.asfortranarray([[1.0, 2.0], [3.0, 4.0]]),
        np.array([[1, 9, 2], [3, 9, 4.0]])[:, ::2],
    ],
)
def test_any_layout_becomes_a_c_ordered_read_only_double(value: object) -> None:
    array = frozen(value, "W", 2)  # type: ignore[arg-type]
    np.testing.assert_array_equal(array, [[1.0, 2.0], [3.0, 4.0]])
    assert array.dtype == np.float64
    assert array.flags.c_contiguous
    assert not array.flags.writeable


def test_the_callers_array_stays_its_own() -> None:
    mine = np.eye(2)
    array = frozen(mine, "W", 2)
    mine[0, 0] = 9.0
    assert array[0, 0] == 1.0
    assert mine.flags.writeable


def test_a_frozen_array_is_not_copied_again() -> None:
    array = frozen(np.eye(2), "W", 2)
    assert frozen(array, "W", 2) is array


def test_a_view_made_before_the_array_was_locked_does_not_reach_the_copy() -> None:
    mine = np.eye(2)
    door = mine[:]
    mine.flags.writeable = False
    array = frozen(mine, "W", 2)
    door[0, 0] = 9.0
    assert array[0, 0] == 1.0


def test_a_read_only_array_is_checked_as_well() -> None:
    locked = np.array([[1.0, np.nan]])
    locked.flags.writeable = False
    with pytest.raises(InputError, match=r"W\[1, 2\] is not a finite number \(nan\)"):
        frozen(locked, "W", 2)


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan])
def test_the_first_entry_that_is_not_finite_is_named(value: float) -> None:
    matrix = np.ones((3, 4))
    matrix[1, 2] = matrix[2, 0] = value
    with pytest.raises(InputError) as caught:
        frozen(matrix, "W", 2)
    assert caught.value.place == "W[2, 3]"
    assert str(caught.value) == (
        f"W[2, 3] is not a finite number ({value}); replace it by a number such as 0.5"
    )


@pytest.mark.parametrize(
    "value",
    [
        [[1, 2], [3]],
        [["a", "b"]],
        {"W": 1},
        object(),
        [[1j]],
        np.array([[1j]]),
        [[10**400]],
    ],
    ids=["ragged", "words", "dict", "object", "complex list", "complex array", "huge integer"],
)
def test_what_is_not_numbers_is_refused_by_name(value: object) -> None:
    with pytest.raises(InputError, match=r"^U ") as caught:
        frozen(value, "U", 2)  # type: ignore[arg-type]
    assert caught.value.remedy


def test_an_integer_below_the_largest_double_is_taken() -> None:
    assert frozen([[10**308]], "W", 2)[0, 0] == 1e308


@pytest.mark.parametrize(
    ("value", "ndim", "message"),
    [
        ([1.0, 2.0], 2, "W has 1 axes, expected 2; give a matrix"),
        (5.0, 2, "W has 0 axes, expected 2; give a matrix"),
        ([[1.0]], 1, "W has 2 axes, expected 1; give a flat list of numbers"),
    ],
)
def test_another_number_of_axes_is_refused(value: object, ndim: int, message: str) -> None:
    with pytest.raises(InputError) as caught:
        frozen(value, "W", ndim)  # type: ignore[arg-type]
    assert str(caught.value) == message


def test_a_wrong_shape_says_both_shapes() -> None:
    require_shape(np.ones((2, 3)), "U", (2, 3), "unused")
    with pytest.raises(InputError) as caught:
        require_shape(np.ones((2, 3)), "U", (2, 1), "give one column")
    assert str(caught.value) == "U is 2 × 3, expected 2 × 1; give one column"
    with pytest.raises(InputError, match="t is a number, expected 2; give two"):
        require_shape(np.array(1.0), "t", (2,), "give two")
