"""Numbers as people read them in a figure: compact in a cell, as a power of ten when far away."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from engine.backprop.scaled import LOG10_2, Array, Scaled

MINUS = "−"
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

_LONGEST = 8
_PLAIN_DECADES = 1.3  # around 1, in which entries are shown as they are
_WITHIN_A_DECADE = (1, 2, 5)
_FEW_DECADES = 3
_FEWEST_TICKS, _MOST_TICKS = 3, 5  # that stand without crowding in a low figure
_WRITTEN_OUT = 4  # decades around 1 within which a tick is written out


def short(value: float, digits: int = 3) -> str:
    """Return about `digits` significant digits in some eight characters: 0.92, 12.3, 1.0e−4.

    Nothing but zero looks like zero.
    """
    if not math.isfinite(value):
        return _not_finite(value)
    exponent = _exponent(value, digits)
    if -digits <= exponent <= 4:
        decimals = digits - 1 - exponent if exponent > 0 else max(digits - 1, -exponent)
        return _signed(f"{value:.{max(decimals, 0)}f}")
    text = _without_padding(f"{value:.{max(digits - 2, 0)}e}")
    return _signed(text if len(text) <= _LONGEST else _without_padding(f"{value:.0e}"))


def power(log10: float) -> str:
    """Return the magnitude 10^`log10`, however large: 0.563, 221, 3.1×10⁻¹², and 0 for −inf."""
    if not math.isfinite(log10):
        return "0" if log10 == -math.inf else _not_finite(log10)
    if -3 <= log10 < 4:
        magnitude = 10.0**log10
        return f"{magnitude:.{max(2 - _exponent(magnitude, 3), 0)}f}"
    exponent = math.floor(log10)
    mantissa = f"{10.0 ** (log10 - exponent):.1f}"
    if mantissa == "10.0":
        mantissa, exponent = "1.0", exponent + 1
    return f"{mantissa}×{_ten_to(exponent)}"


def readable(scaled: Scaled) -> tuple[Array, int]:
    """Return the entries, and the power of ten they are to be multiplied by; 0 near 1."""
    largest = float(np.abs(scaled.mantissa).max(initial=0.0))
    if largest == 0:
        return scaled.mantissa, 0
    log10_largest = math.log10(largest) + scaled.exponent * LOG10_2
    if abs(log10_largest) <= _PLAIN_DECADES:
        return scaled.value(), 0
    decades = math.floor(log10_largest)
    return scaled.mantissa * (10.0 ** (log10_largest - decades) / largest), decades


def unit_text(decades: int) -> str:
    """Return "×10⁻⁵", or nothing for 0."""
    return f"×{_ten_to(decades)}" if decades else ""


def power_ticks(least: float, most: float, count: float) -> dict[float, str]:
    """Return about `count` ticks of a log10 axis: 10⁻³ 1 10³, or 0.5 1 2 over few decades."""
    count = max(count, 1.0)
    if most - least < _FEW_DECADES and max(-least, most) < _WRITTEN_OUT:
        return _labelled(_plain_ticks(least, most, count), lambda log: f"{10.0**log:.3g}")
    step = whole_step((most - least) / count)
    first = math.ceil(least / step) * step
    values = range(first, math.floor(most) + 1, step)
    return _labelled([float(v) for v in values], power_label)


def _plain_ticks(least: float, most: float, count: float) -> list[float]:
    """Return ticks at 1, 2 and 5 in each decade, or at 1 alone; at even steps if too few."""
    decades = range(math.floor(least), math.ceil(most) + 1)
    for marks in (_WITHIN_A_DECADE, (1,)):
        values = [n + math.log10(v) for n in decades for v in marks]
        inside = [v for v in values if least <= v <= most]
        if _FEWEST_TICKS <= len(inside) <= max(2 * count, _MOST_TICKS):
            return inside
    low, high = 10.0**least, 10.0**most
    step = _round_step((high - low) / count)
    numbers = range(math.ceil(low / step), math.floor(high / step) + 1)
    return [math.log10(n * step) for n in numbers if n > 0]


def _round_step(wanted: float) -> float:
    """Return the least of … 0.1, 0.2, 0.5, 1, … that is at least `wanted`."""
    decade = 10.0 ** math.floor(math.log10(wanted))
    return next((n * decade for n in _WITHIN_A_DECADE if n * decade >= wanted), 10 * decade)


def step_ticks(least: int, most: int, count: float) -> dict[float, str]:
    """Return about `count` whole ticks from `least` to `most`, the last step among them."""
    step = whole_step((most - least) / max(count, 1.0))
    first = math.ceil(least / step) * step
    inner = [v for v in range(first, most + 1, step) if most - v >= 0.6 * step]
    return _labelled([float(v) for v in (*inner, most)], lambda value: f"{value:.0f}")


def whole_step(wanted: float) -> int:
    """Return the least of 1, 2, 5, 10, 20, 50, … that is at least `wanted`."""
    decade = int(10 ** math.floor(math.log10(max(wanted, 1.0))))
    return next((n * decade for n in _WITHIN_A_DECADE if n * decade >= wanted), 10 * decade)


def power_label(log10: float) -> str:
    """Return 10^log10 for a tick: "10⁻³" for whole exponents, "0.2" or "2×10⁵" between them."""
    exponent = math.floor(log10 + 1e-9)
    if log10 - exponent > 1e-9:
        if abs(log10) < _WRITTEN_OUT:
            return f"{10.0**log10:.3g}"
        return f"{10.0 ** (log10 - exponent):.0f}×{_ten_to(exponent)}"
    return {0: "1", 1: "10"}.get(exponent, _ten_to(exponent))


def _labelled(values: list[float], text: Callable[[float], str]) -> dict[float, str]:
    return {value: text(value) for value in values}


def _ten_to(exponent: int) -> str:
    return f"10{str(exponent).translate(SUPERSCRIPT)}"


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
