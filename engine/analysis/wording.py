"""Numbers inside sentences: as many digits as it takes for the sentence to stay true."""

from __future__ import annotations

import math

from engine.figures.numbers import power, short

SAME = 1e-12  # a relative difference below which two numbers differ by rounding alone

_MOST_DIGITS = 17
_WRITTEN_OUT = 3.0  # decades around 1 within which a number may need more digits than three
_SMALL_SHARE = 1e-3


def apart(value: float, threshold: float = 1.0, digits: int = 3) -> str:
    """Return the number to `digits` digits, or to as many as tell it from `threshold`."""
    if value == threshold:
        return short(value, digits)
    texts = ((short(value, n), short(threshold, n)) for n in range(digits, _MOST_DIGITS))
    return next((text for text, other in texts if text != other), short(value, _MOST_DIGITS))


def size(log10: float) -> str:
    """Return the magnitude 10^`log10`, however large, told from 1: 0.9996, 37.0, 1.4×10⁸."""
    if abs(log10) < _WRITTEN_OUT:
        return apart(10.0**log10)
    return power(log10)


def percent(share: float) -> str:
    """Return a share of 1: 0.2 %, 34 %; 100 % only of a share that is 1 to twelve digits."""
    if abs(share - 1.0) <= SAME:
        return "100 %"
    if 0.0 < share < _SMALL_SHARE:
        return f"{power(math.log10(share) + 2)} %"
    for digits in (2, 3):
        text = short(100.0 * share, digits)
        if text != short(100.0, digits):
            return f"{text} %" if share else "0 %"
    return "over 99.9 %" if share < 1.0 else "just over 100 %"


def count(number: int, noun: str) -> str:
    """Return "1 step" or "3 steps"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
