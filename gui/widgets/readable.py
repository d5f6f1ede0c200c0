"""Arrays of any magnitude as numbers that can be read, times a power of ten."""

from __future__ import annotations

import math

from engine.backprop.scaled import LOG10_2, Scaled
from engine.figures.numbers import readable
from engine.numbers import signed_power, unit_text

__all__ = ["entry_text", "readable", "unit_text"]


def entry_text(scaled: Scaled, *index: int) -> str:
    """Return one entry of an array of any magnitude."""
    mantissa = float(scaled.mantissa[index])
    size = math.log10(abs(mantissa)) + scaled.exponent * LOG10_2 if mantissa else -math.inf
    return signed_power(mantissa < 0, size)
