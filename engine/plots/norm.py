"""The norm of the accumulated product against its bound, with the rungs between."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.arrays import Array
from engine.bptt.trace import Trace
from engine.files.columns import columns
from engine.numbers import power, power_ticks, step_ticks
from engine.plots.colours import Theme
from engine.plots.curves import Curve, draw_curves, name_curves
from engine.plots.naming import Table, title_of
from engine.plots.norm_curves import (
    BOLD,
    CURVES,
    NORM_CURVES,
    NormCurve,
    norm_range,
    with_room,
)
from engine.plots.norm_words import norm_words
from engine.plots.page import MARGIN, Page, Style, points
from engine.plots.ramp import mixed
from engine.studies.study import Study
from engine.studies.verdict import slopes_underflow

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LEFT, _BELOW, _NAMES = 72, 62, 150
_ROOM_FOR_WORDS = 560  # pixels of width


def draw_norm(page: Page, study: Study, k: int) -> None:
    """Draw the product's norm over t − k, bold down to k, with its bound and its rungs."""
    trace = study.trace
    top = page.head(f"{title_of(study)}: product norm and its bound", study.verdict.sentence)
    width = page.width - _LEFT - MARGIN - _NAMES
    axes = page.chart(_LEFT, top, width, page.height - top - _BELOW)
    low, high = with_room(*norm_range(study))
    axes.set(xlim=(0, trace.t), ylim=(low, high))
    page.ticks(
        axes,
        step_ticks(0, trace.t, width / 80),
        power_ticks(low, high, (page.height - top - _BELOW) / 55),
    )
    page.name_axes(axes, "steps back through time, t − k")
    axes.axhline(0.0, color=page.theme.muted, linewidth=points(1), gid="one")
    _shade_slack(axes, trace, page.theme)
    curves = [_drawn(curve, curve.log10(study), page.theme) for curve in NORM_CURVES]
    played = replace(CURVES["product"], key="played", latex="", width=BOLD, share=1.0)
    so_far = trace.log10_norm[: trace.t - k + 1]
    draw_curves(axes, [*curves, _drawn(played, so_far, page.theme)])
    name_curves(page, axes, curves)
    _mark_end(page, axes, trace, trace.t - k)


def norm_table(study: Study, _k: int) -> Table:
    """Return the columns of the trace: one row for each k = t … 0, logarithms to base 10."""
    return columns(study.trace)


def _drawn(curve: NormCurve, log10_values: Array, theme: Theme) -> Curve:
    colour: str = getattr(theme, curve.colour)
    line = mixed(colour, theme.card, curve.share)
    return Curve(curve.key, curve.latex, log10_values, colour, line, curve.width, curve.dash)


def _shade_slack(axes: Axes, trace: Trace, theme: Theme) -> None:
    both = np.isfinite(trace.log10_norm) & np.isfinite(trace.log10_bound)
    steps = np.flatnonzero(both)
    lower, upper = trace.log10_norm[steps], trace.log10_bound[steps]
    axes.fill_between(steps, lower, upper, color=theme.slack, linewidth=0, zorder=0)


def _mark_end(page: Page, axes: Axes, trace: Trace, back: int) -> None:
    """Mark where the product stands, or from where on it is exactly zero."""
    theme, finite = page.theme, np.flatnonzero(trace.log10_norm > -np.inf)
    last = int(finite[-1])
    if back > last:
        style: Style = {"markeredgecolor": theme.accent, "markerfacecolor": theme.card}
        _dot(axes, last, float(trace.log10_norm[last]), style)
        zero = "zero in double arithmetic" if slopes_underflow(trace) else "exactly zero"
        words = f"{zero} from t − k = {last + 1} on"
        _beside(page, axes, last, float(trace.log10_norm[last]), words)
        return
    size = float(trace.log10_norm[back])
    _dot(axes, back, size, {"markeredgecolor": theme.card, "markerfacecolor": theme.accent})
    if back < trace.t:
        axes.axvline(back, color=theme.accent, linewidth=points(1.2), linestyle="--")
        _beside(page, axes, back, size, _words(trace, back))


def _dot(axes: Axes, x: int, y: float, style: Style) -> None:
    size: Style = {"markersize": points(11), "markeredgewidth": points(2)}
    axes.plot([x], [y], "o", clip_on=False, zorder=8, gid="now", **size, **style)


def _beside(page: Page, axes: Axes, x: int, y: float, words: str) -> None:
    """Write a few words below a point, on the side where there is room, if there is any."""
    if page.width < _ROOM_FOR_WORDS:
        return
    right = x < 0.6 * axes.get_xlim()[1]
    box: Style = {"facecolor": page.theme.card, "edgecolor": page.theme.border, "pad": points(5)}
    axes.annotate(
        words, (x, y), (points(14 if right else -14), points(-24)), textcoords="offset points",
        ha="left" if right else "right", va="center", fontsize=points(13), zorder=9,
        color=page.theme.text, parse_math=False, bbox=box,
    )  # fmt: skip


def _words(trace: Trace, back: int) -> str:
    name = norm_words(trace, back)
    return name if back == 0 else f"{name}, bound {power(float(trace.log10_bound[back]))}"
