"""Text of one number: −0.42, 4.4×10⁻⁴, 34 %, 12.3°, 1,024."""

from __future__ import annotations

import math

MINUS = "−"

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_LEAST_PLAIN, _MOST_PLAIN = -3, 4  # decimal exponents of the numbers written without a power
_MOST_DIGITS = 17  # which distinguish any two doubles
_NO_ANGLE = 1e-9  # degrees, below which an angle is rounding
_NEARLY_ALL = 0.9995


def short(value: float, digits: int = 3) -> str:
    """Return about `digits` significant digits, one fewer below 1: 12.3, 0.92, 4.4×10⁻⁴, 0.

    "0" is an exact zero; every other number shows a digit that is not 0.
    """
    if value == 0 or not math.isfinite(value):
        return _special(value)
    exponent, fewer = _exponent(value, digits), max(digits - 1, 1)
    if not _LEAST_PLAIN <= exponent <= _MOST_PLAIN:
        return _rounded(value, fewer)
    return fixed(value, max((digits if exponent >= 0 else fewer) - 1 - exponent, 0))


def trimmed(value: float, digits: int = 6) -> str:
    """Return up to `digits` significant digits, no trailing zeros: 0.25, 4, 1.5×10⁻⁷, 10⁻⁹."""
    if value == 0 or not math.isfinite(value):
        return _special(value)
    return without_zeros(_rounded(value, digits))


def fixed(value: float, decimals: int) -> str:
    """Return the number with that many decimals, without a sign if all digits are 0."""
    if not math.isfinite(value):
        return _special(value)
    text = f"{value:.{decimals}f}"
    if not text.strip("-0."):
        return text.lstrip("-")
    return text.replace("-", MINUS)


def power(log10: float, digits: int = 2) -> str:
    """Return the magnitude 10^`log10`, however large: 0.563, 221, 3.1×10⁻¹², and 0 for −inf.

    A number written with a power of ten has `digits` digits.
    """
    if not math.isfinite(log10):
        return "0" if log10 == -math.inf else _special(log10)
    mantissa, exponent = scientific(log10, 3)
    if _LEAST_PLAIN <= exponent < _MOST_PLAIN:
        return f"{10.0**log10:.{max(2 - exponent, 0)}f}"
    mantissa, exponent = scientific(log10, digits)
    return f"{mantissa}×{ten_to(exponent)}"


def signed_power(negative: bool, log10: float) -> str:
    """Return the number with that sign and the magnitude 10^`log10`: −7.6×10⁻¹²⁰⁵."""
    sign = MINUS if negative and log10 > -math.inf else ""
    return f"{sign}{power(log10)}"


def told_from_one(value: float, digits: int = 3) -> str:
    """Return `digits` significant digits, or as many as distinguish the number from 1: 0.99998."""
    if value == 1 or not math.isfinite(value):
        return trimmed(value, digits)
    enough = (n for n in range(digits, _MOST_DIGITS) if float(f"{value:.{n - 1}e}") != 1.0)
    return trimmed(value, next(enough, _MOST_DIGITS))


def percent(share: float) -> str:
    """Return a share of 1 with two digits: 0.23 %, 34 %; 0 % and 100 % only if exact."""
    if share in (0.0, 1.0) or not math.isfinite(share):
        return f"{_special(100 * share)} %" if share != 1 else "100 %"
    if _NEARLY_ALL <= share < 1:
        return "over 99.9 %"
    if 1 < share < 2 - _NEARLY_ALL:
        return "over 100 %"
    if not 1e-5 < abs(share) < 1e3:
        return f"{signed_power(share < 0, math.log10(abs(share)) + 2)} %"
    least = 1 if 0.99 <= share < 1 else 0
    decimals = max(1 - _exponent(100 * share, 2), least)
    return f"{without_zeros(fixed(100 * share, decimals))} %"


def degrees(radians: float) -> str:
    """Return an angle given in radians in degrees: 12.3°, 0.004°, or a dash for none."""
    if math.isnan(radians):
        return "–"
    size = math.degrees(radians)
    return "0°" if abs(size) < _NO_ANGLE else f"{short(size)}°"


def exact(value: float) -> str:
    """Return the shortest text that reads back bit for bit, in plain ASCII."""
    return repr(float(value))


def count(number: int) -> str:
    """Return a whole number with thousands separators: 1,024."""
    return f"{number:,}".replace("-", MINUS)


def ten_to(exponent: int) -> str:
    """Return a power of ten: 10⁻³."""
    return f"10{str(exponent).translate(_SUPERSCRIPT)}"


def scientific(log10: float, digits: int) -> tuple[str, int]:
    """Return mantissa and exponent of 10^`log10`; the mantissa is rounded first and below 10."""
    exponent = math.floor(log10)
    mantissa = f"{10.0 ** (log10 - exponent):.{digits - 1}f}"
    if mantissa.startswith("10"):
        return f"{1:.{digits - 1}f}", exponent + 1
    return mantissa, exponent


def without_zeros(text: str) -> str:
    """Drop the trailing zeros of a number, and a mantissa that is then 1."""
    number, times, rest = text.partition("×")
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    if times and number.lstrip(MINUS) == "1":
        return number.removesuffix("1") + rest
    return number + times + rest


def _rounded(value: float, digits: int) -> str:
    """Return exactly `digits` significant digits, as a power of ten where it is far from 1."""
    mantissa, _, exponent = f"{value:.{max(digits, 1) - 1}e}".partition("e")
    decimals = digits - 1 - int(exponent)
    if _LEAST_PLAIN <= int(exponent) <= max(_MOST_PLAIN, digits - 1):
        return fixed(float(f"{mantissa}e{exponent}"), max(decimals, 0))
    return f"{mantissa.replace('-', MINUS)}×{ten_to(int(exponent))}"


def _exponent(value: float, digits: int) -> int:
    """Return the decimal exponent after rounding to `digits` digits."""
    return int(f"{value:.{max(digits, 1) - 1}e}".partition("e")[2])


def _special(value: float) -> str:
    if value == 0:
        return "0"
    if math.isnan(value):
        return "NaN"
    return "∞" if value > 0 else f"{MINUS}∞"
