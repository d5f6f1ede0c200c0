"""Arrays of any magnitude as numbers that can be read, times a power of ten."""

from __future__ import annotations

import math

import numpy as np

from engine.chain.scaled import LOG10_2, Array, Scaled
from engine.numbers import common_power, signed_power


def readable(scaled: Scaled) -> tuple[Array, int]:
    """Return the entries, and the power of ten they are to be multiplied by; 0 near 1."""
    largest = float(np.abs(scaled.mantissa).max(initial=0.0))
    if largest == 0:
        return scaled.mantissa, 0
    log10_largest = math.log10(largest) + scaled.exponent * LOG10_2
    decades = common_power(log10_largest)
    if decades == 0:
        return scaled.value(), 0
    return scaled.mantissa * (10.0 ** (log10_largest - decades) / largest), decades


def entry_text(scaled: Scaled, *index: int) -> str:
    """Return one entry of an array of any magnitude."""
    mantissa = float(scaled.mantissa[index])
    size = math.log10(abs(mantissa)) + scaled.exponent * LOG10_2 if mantissa else -math.inf
    return signed_power(mantissa < 0, size)
