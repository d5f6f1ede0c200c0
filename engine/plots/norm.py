"""The norm of the accumulated product against its bound, with the rungs between."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from engine.bptt.trace import Trace
from engine.files.trace_out import columns
from engine.numbers import power, power_ticks, step_ticks
from engine.plots.colours import Theme
from engine.plots.curves import Curve, draw_curves, name_curves
from engine.plots.naming import Table, title_of
from engine.plots.page import MARGIN, Page, Style, points
from engine.studies.study import Study
from engine.studies.verdict import slopes_underflow

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LEFT, _BELOW, _NAMES = 72, 62, 150
_ROOM_FOR_WORDS = 560  # pixels of width
_FLOOR_DECADES = 3.0  # how far below the product the lowest rung may stretch the axis
_PRODUCT = r"\Vert \partial s_t / \partial s_k \Vert"
_BOUND = r"\mathrm{bound}\;(\gamma\lambda)^{t-k}"
_SLOPES = r"\prod \lambda\, \max\,|\sigma'(a_j)|"
_FACTORS = r"\prod \Vert \partial s_j / \partial s_{j-1} \Vert"
_FLOOR = r"\prod \sigma_{\min}(\partial s_j / \partial s_{j-1})"


def draw_norm(page: Page, study: Study, k: int) -> None:
    """Draw the product's norm over t − k, bold down to k, with its bound and its rungs."""
    trace = study.trace
    top = page.head(f"{title_of(study)}: product norm and its bound", study.verdict.sentence)
    width = page.width - _LEFT - MARGIN - _NAMES
    axes = page.chart(_LEFT, top, width, page.height - top - _BELOW)
    low, high = _range(trace)
    axes.set(xlim=(0, trace.t), ylim=(low, high))
    page.ticks(
        axes,
        step_ticks(0, trace.t, width / 80),
        power_ticks(low, high, (page.height - top - _BELOW) / 55),
    )
    page.name_axes(axes, "steps back through time, t − k")
    axes.axhline(0.0, color=page.theme.muted, linewidth=points(1), gid="one")
    _shade_slack(axes, trace, page.theme)
    curves = _curves(trace, page.theme, trace.t - k)
    draw_curves(axes, curves)
    name_curves(page, axes, [curve for curve in curves[::-1] if curve.name])
    _mark_end(page, axes, trace, trace.t - k)


def norm_table(study: Study, _k: int) -> Table:
    """Return the columns of the trace: one row for each k = t … 0, logarithms to base 10."""
    return columns(study.trace)


def _curves(trace: Trace, theme: Theme, back: int) -> list[Curve]:
    rest = trace.log10_norm
    return [
        Curve("floor", _FLOOR, trace.ladder.floor, theme.cool, 1.5, ":"),
        Curve("product", _PRODUCT, rest, theme.accent, 1.8, alpha=0.45),
        Curve("played", "", rest[: back + 1], theme.accent, 3.6),
        Curve("factors", _FACTORS, trace.log10_factor_norms, theme.muted, 1.5),
        Curve("slopes", _SLOPES, trace.log10_slopes, theme.muted, 1.5, ":"),
        Curve("bound", _BOUND, trace.log10_bound, theme.bound, 2.4, "--"),
    ]


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
    size, bound = float(trace.log10_norm[back]), float(trace.log10_bound[back])
    name = f"‖∂s[{trace.t}]/∂s[{trace.t - back}]‖ = {power(size)}"
    return name if back == 0 else f"{name}, bound {power(bound)}"


def _range(trace: Trace) -> tuple[float, float]:
    """Return the range that holds every curve; the floor may stretch it a little only."""
    curves = (trace.log10_norm, trace.log10_bound, trace.log10_slopes, trace.log10_factor_norms)
    values = np.concatenate([curve[np.isfinite(curve)] for curve in curves])
    least, most = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
    floor = trace.ladder.floor[np.isfinite(trace.ladder.floor)]
    least = min(least, max(float(floor.min()), least - _FLOOR_DECADES))
    room = 0.06 * (most - least) if most - least > 0.5 else 0.5
    return least - room, most + room if math.isfinite(most) else room
