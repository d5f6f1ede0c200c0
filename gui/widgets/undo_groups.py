"""Undo groups: numbers shared by all edits of one drag or key press, one undo step each."""

from __future__ import annotations

from itertools import count

_numbers = count()


def next_undo_group() -> int:
    """Return a new, unique group number."""
    return next(_numbers)
