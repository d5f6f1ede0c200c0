"""Numbers as people read them: compact in a cell, exact in an editor, as a power when far away."""

from __future__ import annotations

import math

MINUS = "−"
_LONGEST = 8
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def short(value: float, digits: int = 3) -> str:
    """Return about `digits` significant digits in at most eight characters or so.

    For three digits: from 0.01 up to five digits before the point a number has at most two
    decimals, so that weights line up (0.92, −0.61, 0.08, 12.3); 0.004 has one more, and what
    lies beyond reads 1.0e−4. Nothing but zero looks like zero.
    """
    if not math.isfinite(value):
        return _not_finite(value)
    exponent = _exponent(value, digits)
    if -digits <= exponent <= 4:
        decimals = digits - 1 - exponent if exponent > 0 else max(digits - 1, -exponent)
        return _signed(f"{value:.{max(decimals, 0)}f}")
    text = f"{value:.{max(digits - 2, 0)}e}"
    if len(_without_padding(text)) > _LONGEST:
        text = f"{value:.0e}"
    return _signed(_without_padding(text))


def exact(value: float) -> str:
    """Return the shortest text that reads back bit for bit, in plain ASCII."""
    return repr(float(value))


def power(log10: float) -> str:
    """Return the magnitude 10^`log10`: 0.563, 221, 3.1×10⁻¹², and 0 for −inf.

    The magnitude itself may lie far outside the range of a double.
    """
    if not math.isfinite(log10):
        return "0" if log10 == -math.inf else _not_finite(log10)
    if -3 <= log10 < 4:
        magnitude = 10.0**log10
        return f"{magnitude:.{max(2 - _exponent(magnitude, 3), 0)}f}"
    exponent = math.floor(log10)
    mantissa = f"{10.0 ** (log10 - exponent):.1f}"
    if mantissa == "10.0":
        mantissa, exponent = "1.0", exponent + 1
    return f"{mantissa}×10{str(exponent).translate(SUPERSCRIPT)}"


def _exponent(value: float, digits: int) -> int:
    """Return the decimal exponent after rounding to `digits` digits; 0 for zero."""
    return int(f"{value:.{digits - 1}e}".partition("e")[2])


def _without_padding(text: str) -> str:
    mantissa, _, exponent = text.partition("e")
    return f"{mantissa}e{int(exponent)}"


def _signed(text: str) -> str:
    is_zero = not any(digit in text for digit in "123456789")
    return text.lstrip("-") if is_zero else text.replace("-", MINUS)


def _not_finite(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    return "∞" if value > 0 else f"{MINUS}∞"
