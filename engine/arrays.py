"""Frozen arrays: read-only float64 copies of finite numbers."""

from __future__ import annotations

from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.errors import InputError

Array = NDArray[np.float64]

# Arrays frozen here, by id. Read-only alone is not enough: the creator can make an array writable.
_OURS: WeakValueDictionary[int, Array] = WeakValueDictionary()


def entry_name(name: str, index: tuple[int, ...]) -> str:
    """Return an entry's name with indices from 1: ("W", (1, 2)) → "W[2, 3]"."""
    return f"{name}[{', '.join(str(i + 1) for i in index)}]" if index else name


def frozen(value: ArrayLike, name: str, ndim: int) -> Array:
    """Return `value` as a read-only, C-ordered float64 copy with `ndim` axes.

    An array frozen by this function before is returned unchanged.

    Raises:
        InputError: not numbers, another number of axes, or an entry that is not finite.
    """
    if isinstance(value, np.ndarray) and _OURS.get(id(value)) is value and value.ndim == ndim:
        return value
    array = _doubles(value, name)
    if array.ndim != ndim:
        raise InputError(
            f"has {array.ndim} axes, expected {ndim}",
            "give a matrix" if ndim == 2 else "give a flat list of numbers",
            place=name,
        )
    _require_finite(array, name)
    array.flags.writeable = False
    _OURS[id(array)] = array
    return array


def require_shape(array: Array, name: str, shape: tuple[int, ...], why: str) -> None:
    """Raise InputError unless `array` has `shape`; `why` says what fixes it."""
    if array.shape != shape:
        found, wanted = (" × ".join(map(str, s)) or "a number" for s in (array.shape, shape))
        raise InputError(f"is {found}, expected {wanted}", why, place=name)


def _doubles(value: ArrayLike, name: str) -> Array:
    try:
        if not np.iscomplexobj(value):
            return np.array(value, dtype=np.float64, order="C")
    except (ValueError, TypeError, OverflowError):
        pass
    raise InputError("is not an array of numbers", "give rows of equal length", place=name)


def _require_finite(array: Array, name: str) -> None:
    finite = np.isfinite(array)
    if not finite.all():
        index = tuple(int(i) for i in np.argwhere(~finite)[0])
        raise InputError(
            f"is not a finite number ({array[index]})",
            "replace it by a number such as 0.5",
            place=entry_name(name, index),
        )
