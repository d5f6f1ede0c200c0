"""Curves over steps, each named at its end in its own colour rather than in a legend."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from engine.arrays import Array
from engine.plots.page import Page, Style, points

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ABOVE = 14.0  # pixels between a curve's end inside the picture and its name


@dataclass(frozen=True, eq=False)
class Curve:
    """A curve to draw.

    Attributes:
        key: what it is called in a file.
        name: as mathematics; empty for a curve without a name.
        values: one for each step from 0; it ends where they are −inf.
        colour: of its name.
        line: the colour of the curve.
        width: in pixels.
        dash: lengths of strokes and gaps, in widths; none for a solid line.
    """

    key: str
    name: str
    values: Array
    colour: str
    line: str
    width: float
    dash: tuple[float, ...] = ()


def draw_curves(axes: Axes, curves: list[Curve]) -> None:
    """Draw every curve as far as it is finite."""
    for curve in curves:
        steps = np.flatnonzero(np.isfinite(curve.values))
        axes.plot(
            steps, curve.values[steps], color=curve.line, linewidth=points(curve.width),
            linestyle=(0, curve.dash) if curve.dash else "-", solid_joinstyle="round",
            gid=curve.key,
        )  # fmt: skip


def name_curves(page: Page, axes: Axes, curves: list[Curve], size: float = 17) -> None:
    """Write the names right of the axes, spread so that none lies on another.

    A curve that does not reach the right edge is named where it ends or leaves the view. Names of
    curves that end together keep the order in which they are given, from the top.
    """
    low, high = axes.get_ylim()
    last = int(axes.get_xlim()[1])
    at_edge = []
    for curve in curves:
        inside = np.flatnonzero((curve.values >= low) & (curve.values <= high))
        if not len(inside) or not inside[-1]:
            continue
        x, y = _pixels(page, axes, float(inside[-1]), float(curve.values[inside[-1]]))
        if inside[-1] >= last:
            at_edge.append((y, curve))
        else:
            _name_inside(page, curve, x, y, size)
    _name_at_edge(page, axes, sorted(at_edge, key=lambda end: round(end[0])), size)


def spread(middles: list[float], gap: float, low: float, high: float) -> list[float]:
    """Return rising places moved as little as need be: `gap` apart and within low … high."""
    placed: list[float] = []
    for middle in middles:
        placed.append(max(middle, low, placed[-1] + gap if placed else low))
    if placed and placed[-1] > high:
        placed[-1] = high
        for (i, _), (j, upper) in pairwise(list(enumerate(placed))[::-1]):
            placed[j] = min(upper, placed[i] - gap)
    return placed


def _name_inside(page: Page, curve: Curve, x: float, y: float, size: float) -> None:
    box: Style = {
        "facecolor": page.theme.card,
        "alpha": 0.82,
        "edgecolor": "none",
        "pad": points(2),
    }
    text = f"${curve.name}$"
    page.text(x + 8, y - _ABOVE, text, size, curve.colour, parse_math=True, bbox=box, zorder=9)


def _name_at_edge(page: Page, axes: Axes, ends: list[tuple[float, Curve]], size: float) -> None:
    box = axes.get_position()
    right, top = box.x1 * page.width, (1.0 - box.y1) * page.height
    bottom = (1.0 - box.y0) * page.height
    places = spread([y for y, _ in ends], 1.7 * size, top, bottom)
    for y, (_, curve) in zip(places, ends, strict=True):
        page.text(right + 10, y, f"${curve.name}$", size, curve.colour, parse_math=True)


def _pixels(page: Page, axes: Axes, x: float, y: float) -> tuple[float, float]:
    """Return where a point of the axes is on the page, from the top left."""
    across, up = axes.transData.transform((x, y))
    return float(across), page.height - float(up)
