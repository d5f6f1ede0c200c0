"""Reads the numbers that the program writes, as exact fractions."""

from __future__ import annotations

import re
from fractions import Fraction

_PLAIN = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")
_NUMBER = re.compile(
    r"(?P<sign>−?)(?:(?P<mantissa>\d+(?:\.\d+)?)(?P<times>×|$))?(?:10(?P<power>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?"
)


def read(text: str) -> tuple[Fraction, Fraction]:
    """Return the number written and the unit of its last digit; fail on any other way to write."""
    found = _NUMBER.fullmatch(text)
    assert found, text
    mantissa, power = found["mantissa"] or "1", found["power"] or ""
    exponent = int(power.translate(_PLAIN)) if power else 0
    if power:
        assert re.fullmatch(r"[1-9](\.\d+)?", mantissa), text
    assert bool(power) == (found["times"] == "×" or found["mantissa"] is None), text
    assert not (found["sign"] and not re.search("[1-9]", mantissa)), text
    unit = Fraction(10) ** (exponent - len(mantissa.partition(".")[2]))
    size = Fraction(mantissa) * Fraction(10) ** exponent
    return -size if found["sign"] else size, unit


def says(text: str, value: float) -> bool:
    """Whether the number written is within half a unit of its last digit of `value`."""
    shown, unit = read(text)
    return abs(shown - Fraction(value)) <= unit / 2
