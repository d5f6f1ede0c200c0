"""Arrays of any magnitude as numbers that can be read, times a power of ten."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from engine.backprop.scaled import LOG10_2, Scaled
from gui.widgets.numbers import MINUS, SUPERSCRIPT, power

Array = NDArray[np.float64]

_PLAIN = 1.3  # decades around 1 in which entries are shown as they are


def readable(scaled: Scaled) -> tuple[Array, int]:
    """Return the entries, and the power of ten they are to be multiplied by; 0 near 1."""
    largest = float(np.abs(scaled.mantissa).max(initial=0.0))
    if largest == 0:
        return scaled.mantissa, 0
    log10_largest = math.log10(largest) + scaled.exponent * LOG10_2
    if abs(log10_largest) <= _PLAIN:
        return scaled.value(), 0
    decades = math.floor(log10_largest)
    return scaled.mantissa * (10.0 ** (log10_largest - decades) / largest), decades


def unit_text(decades: int) -> str:
    """Return "×10⁻⁵", or nothing for 0."""
    return f"×10{str(decades).translate(SUPERSCRIPT)}" if decades else ""


def entry_text(scaled: Scaled, *index: int) -> str:
    """Return one entry of an array of any magnitude."""
    mantissa = float(scaled.mantissa[index])
    if mantissa == 0:
        return "0"
    size = power(math.log10(abs(mantissa)) + scaled.exponent * LOG10_2)
    return size if mantissa > 0 else f"{MINUS}{size}"
