"""Axes for values that are already logarithms to base 10, and for whole steps.

A logarithmic axis of the plotting library drops zeros and clamps at 10^±307; these draw log10
values on a linear axis and only write them as powers.
"""

from __future__ import annotations

import math

import pyqtgraph as pg

from engine.figures.numbers import power_label, whole_step

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
