"""Limits of networks and files, checked before memory is allocated."""

from __future__ import annotations

from collections.abc import Collection

from engine.errors import InputError

MEGABYTE = 1 << 20
JSON_BYTES = 64 * MEGABYTE
BINARY_BYTES = 1024 * MEGABYTE

UNITS = 2048
STEPS = 100_000
NUMBERS = 1 << 26  # in one array: 512 MB
TENSORS = 10_000  # in one file
NAME_LETTERS = 1000


def require_units(d: int, place: str = "W") -> None:
    """Raise InputError at `place` if d units are too many."""
    if d > UNITS:
        raise InputError(f"has {d} units", f"use at most {UNITS}", place=place)


def require_steps(T: int, width: int, place: str = "x") -> None:
    """Raise InputError unless T steps, each of `width` units or inputs, fit into memory."""
    if T > STEPS:
        raise InputError(f"has {T} steps", f"use at most {STEPS}", place=place)
    if T * width > NUMBERS:
        raise InputError(
            f"has {T} steps of {width} numbers",
            f"use at most {NUMBERS // width} steps of that width",
            place=place,
        )


def require_numbers(count: int, place: str) -> None:
    """Raise InputError unless an array of `count` numbers fits into memory."""
    if count > NUMBERS:
        raise InputError(f"holds {count} numbers", f"use at most {NUMBERS}", place=place)


def require_tensors(names: Collection[str], most: int = TENSORS) -> None:
    """Raise InputError if a file names more than `most` tensors, or one at great length."""
    if len(names) > most:
        raise InputError(f"holds {len(names)} tensors", f"save at most {most} in a file")
    longest = max(map(len, names), default=0)
    if longest > NAME_LETTERS:
        found = f"names a tensor with {longest} letters"
        raise InputError(found, f"use at most {NAME_LETTERS}")
