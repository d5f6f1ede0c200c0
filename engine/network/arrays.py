"""Frozen arrays: read-only float64 copies, refused at the door unless every entry is finite."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.errors import InputError

Array = NDArray[np.float64]


def entry_name(name: str, index: tuple[int, ...]) -> str:
    """Return an entry's name with indices from 1: ("W", (1, 2)) → "W[2, 3]"."""
    return f"{name}[{', '.join(str(i + 1) for i in index)}]" if index else name


def frozen(value: ArrayLike, name: str, ndim: int) -> Array:
    """Return `value` as a read-only, C-ordered float64 copy with `ndim` axes.

    An array that already is all that is returned as it stands.

    Raises:
        InputError: not numbers, another number of axes, or an entry that is not finite.
    """
    if isinstance(value, np.ndarray) and _is_frozen(value, ndim):
        return value
    try:
        array = np.array(value, dtype=np.float64, order="C")
    except (ValueError, TypeError) as error:
        raise InputError(
            "is not an array of numbers", "give rows of equal length", place=name
        ) from error
    if array.ndim != ndim:
        raise InputError(
            f"has {array.ndim} axes, expected {ndim}",
            "give a matrix" if ndim == 2 else "give a flat list of numbers",
            place=name,
        )
    _require_finite(array, name)
    array.flags.writeable = False
    return array


def require_shape(array: Array, name: str, shape: tuple[int, ...], why: str) -> None:
    """Raise InputError unless `array` has `shape`; `why` says what fixes it."""
    if array.shape != shape:
        found, wanted = (" × ".join(map(str, s)) or "a number" for s in (array.shape, shape))
        raise InputError(f"is {found}, expected {wanted}", why, place=name)


def _is_frozen(array: Array, ndim: int) -> bool:
    return (
        array.dtype == np.float64
        and array.ndim == ndim
        and array.base is None
        and array.flags.c_contiguous
        and not array.flags.writeable
    )


def _require_finite(array: Array, name: str) -> None:
    finite = np.isfinite(array)
    if not finite.all():
        index = tuple(int(i) for i in np.argwhere(~finite)[0])
        raise InputError(
            f"is not a finite number ({array[index]})",
            "replace it by a number such as 0.5",
            place=entry_name(name, index),
        )
