"""Numbers as people read them, and exact as they are edited and copied."""

from __future__ import annotations

from engine.figures.numbers import MINUS, SUPERSCRIPT, power, short

__all__ = ["MINUS", "SUPERSCRIPT", "exact", "power", "short"]


def exact(value: float) -> str:
    """Return the shortest text that reads back bit for bit, in plain ASCII."""
    return repr(float(value))
