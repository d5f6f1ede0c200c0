"""Numbers as people read them, and exact as they are edited and copied."""

from __future__ import annotations

from engine.numbers import MINUS, power, short

__all__ = ["MINUS", "exact", "power", "short"]


def exact(value: float) -> str:
    """Return the shortest text that reads back bit for bit, in plain ASCII."""
    return repr(float(value))
