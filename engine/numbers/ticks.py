"""Axis ticks: their positions and labels."""

from __future__ import annotations

import math
from collections.abc import Sequence

from engine.numbers.text import scientific, ten_to, trimmed, without_zeros

_WITHIN_A_DECADE = (1, 2, 5)
_FEW_DECADES = 3
_FEWEST_TICKS, _MOST_TICKS = 3, 5  # decades that fit into a low plot
_FEWEST = 2  # ticks needed to read a scale
_LEAST_PLAIN, _MOST_PLAIN = -3, 4  # log10 between which numbers are written out
_DIGITS = 3
_NEXT_TO_NOTHING = 1e-6  # share of a step, below which a tick is at 0


def power_ticks(least: float, most: float, count: float) -> dict[float, str]:
    """Return about `count` ticks of a log10 axis: 10⁻³ 1 10³, or 0.5 1 2 over few decades."""
    count = max(count, 1.0)
    if not most > least:
        return {}
    if most - least < _FEW_DECADES:
        base = math.floor(least)  # which keeps the powers in the range of a double
        inside, digits = _plain_ticks(least - base, most - base, count)
        plain = least >= _LEAST_PLAIN and most <= _MOST_PLAIN
        return {v + base: _number(v + base, digits, plain) for v in inside}
    step = whole_step((most - least) / count)
    while len(numbers := _multiples(step, least, most)) < _FEWEST:
        step = whole_step(step / 2.5)  # the next smaller one
    return {float(n * step): power_label(n * step) for n in numbers}


def step_ticks(least: int, most: int, count: float) -> dict[float, str]:
    """Return about `count` whole ticks from `least` to `most`, the last step among them."""
    step = whole_step((most - least) / max(count, 1.0))
    multiples = (n * step for n in _multiples(step, least, most))
    inner = [v for v in multiples if most - v >= 0.6 * step]
    return {float(v): trimmed(v, len(str(most)) + 1) for v in (*inner, most) if v >= least}


def whole_step(wanted: float) -> int:
    """Return the least of 1, 2, 5, 10, 20, 50, … that is at least `wanted`."""
    decade = int(10 ** math.floor(math.log10(max(wanted, 1.0))))
    return next((n * decade for n in _WITHIN_A_DECADE if n * decade >= wanted), 10 * decade)


def power_label(log10: float) -> str:
    """Return 10^log10 for a tick: "10⁻³" for whole exponents, "0.2" or "2×10⁵" between them."""
    exponent = round(log10)
    if abs(log10 - exponent) < 1e-9:
        return {0: "1", 1: "10"}.get(exponent, ten_to(exponent))
    return _number(log10, _DIGITS, _LEAST_PLAIN <= log10 <= _MOST_PLAIN)


def even_labels(values: Sequence[float], spacing: float) -> list[str]:
    """Return the labels of evenly spaced ticks, with as many digits as distinguish them."""
    largest = max(map(abs, values), default=0.0)
    if not (largest > 0 and spacing > 0):
        return [trimmed(value, _DIGITS) for value in values]
    digits = math.floor(math.log10(largest)) - math.floor(math.log10(spacing)) + 2
    near_zero = _NEXT_TO_NOTHING * spacing
    return [trimmed(v if abs(v) > near_zero else 0.0, max(digits, _DIGITS)) for v in values]


def _multiples(step: float, least: float, most: float) -> range:
    """Return the whole numbers n with `least` ≤ n · step ≤ `most`."""
    return range(math.ceil(least / step), math.floor(most / step) + 1)


def _plain_ticks(least: float, most: float, count: float) -> tuple[list[float], int]:
    """Return ticks at 1, 2 and 5 in each decade, or at 1 alone; at even steps if too few.

    Also the number of digits that distinguishes them.
    """
    decades = range(math.floor(least), math.ceil(most) + 1)
    for marks in (_WITHIN_A_DECADE, (1,)):
        values = [n + math.log10(v) for n in decades for v in marks]
        inside = [v for v in values if least <= v <= most]
        if _FEWEST_TICKS <= len(inside) <= max(2 * count, _MOST_TICKS):
            return inside, _DIGITS
    low, high = 10.0**least, 10.0**most
    step = _round_step((high - low) / count)
    while len(numbers := _multiples(step, low, high)) < _FEWEST:
        step = _round_step(step / 2.5)  # the next smaller one
    digits = math.floor(math.log10(high)) - math.floor(math.log10(step)) + 1
    return [math.log10(n * step) for n in numbers], max(digits, _DIGITS)


def _round_step(wanted: float) -> float:
    """Return the least of … 0.1, 0.2, 0.5, 1, … that is at least `wanted`."""
    decade = 10.0 ** math.floor(math.log10(wanted))
    return next((n * decade for n in _WITHIN_A_DECADE if n * decade >= wanted), 10 * decade)


def _number(log10: float, digits: int, plain: bool) -> str:
    """Return 10^log10, written out or as 2×10⁵, or 10⁵ where the 2 would be a 1."""
    if plain:
        return trimmed(10.0**log10, digits)
    mantissa, exponent = scientific(log10, digits)
    return without_zeros(f"{mantissa}×{ten_to(exponent)}")
