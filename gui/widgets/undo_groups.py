"""Numbers for gestures: all edits of one drag or key press share one, and become one undo step."""

from __future__ import annotations

from itertools import count

_numbers = count()


def next_undo_group() -> int:
    """Return a number no other gesture has."""
    return next(_numbers)
