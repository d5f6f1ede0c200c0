"""Axes for values that are already logarithms to base 10, and for whole steps.

A logarithmic axis of the plotting library drops zeros and clamps at 10^±307; these draw log10
values on a linear axis and only write them as powers.
"""

from __future__ import annotations

import math

import pyqtgraph as pg

from gui.widgets.numbers import SUPERSCRIPT

_PLAIN = 4  # decades within which a tick is written out
_STEPS = (1, 2, 5)
_TICKS = 7
_WITHIN_A_DECADE = (1, 2, 5)
Ticks = list[tuple[float, list[float]]]


class PowerAxis(pg.AxisItem):
    """A vertical axis for log10 values: 10⁻³ 10⁰ 10³, or 0.5 1 2 over less than three decades."""

    def tickValues(self, least: float, most: float, _size: float) -> Ticks:
        """Choose whole decades, or 1, 2 and 5 in each where only a few are in view."""
        if most - least < 3:
            decades = range(math.floor(least), math.ceil(most) + 1)
            values = [n + math.log10(v) for n in decades for v in _WITHIN_A_DECADE]
        else:
            step = whole_step((most - least) / _TICKS)
            values = [float(v) for v in range(math.ceil(least / step) * step, int(most) + 1, step)]
        return [(1.0, [v for v in values if least <= v <= most])]

    def tickStrings(self, values: list[float], _scale: float, _spacing: float) -> list[str]:
        """Write 10^value."""
        return [power_label(value) for value in values]


class StepAxis(pg.AxisItem):
    """A horizontal axis of whole steps."""

    def tickValues(self, least: float, most: float, size: float) -> Ticks:
        """Choose about one tick every 80 pixels."""
        step = whole_step((most - least) / max(size / 80, 2))
        first = math.ceil(least / step) * step
        return [(float(step), [float(v) for v in range(first, int(most) + 1, step)])]

    def tickStrings(self, values: list[float], _scale: float, _spacing: float) -> list[str]:
        """Write whole numbers."""
        return [f"{value:.0f}" for value in values]


def whole_step(wanted: float) -> int:
    """Return the least of 1, 2, 5, 10, 20, 50, … that is at least `wanted`."""
    decade = int(10 ** math.floor(math.log10(max(wanted, 1.0))))
    return next((n * decade for n in _STEPS if n * decade >= wanted), 10 * decade)


def power_label(value: float) -> str:
    """Return 10^value: "10⁻³" for whole exponents, "0.2" between them."""
    exponent = math.floor(value + 1e-9)
    if value - exponent > 1e-9:
        return f"{10.0**value:.3g}" if abs(value) < _PLAIN else _between(value, exponent)
    return {0: "1", 1: "10"}.get(exponent, "10" + str(exponent).translate(SUPERSCRIPT))


def _between(value: float, exponent: int) -> str:
    mantissa = 10.0 ** (value - exponent)
    return f"{mantissa:.0f}×10{str(exponent).translate(SUPERSCRIPT)}"
