"""The network unrolled through time, and the norm of every factor below its edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.chain.scaled import log10
from engine.numbers import power_ticks, step_ticks, whole_step
from engine.plots.colours import Theme
from engine.plots.naming import Table, title_of
from engine.plots.page import MARGIN, Page, Style, points
from engine.plots.ramp import mixed
from engine.studies.study import Study
from engine.studies.wording import counted, loss_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LEFT, _NAMES = 72, 90
_STRIP = 110  # pixels for the states
_LARGEST, _SMALLEST = 9.0, 1.2  # radius of a state, in pixels
_LABEL_ROOM = 46.0
_MOST_APART = 60  # factors, more than which stand without gaps
_DECADE = 1.0  # |log10| of a factor's norm at which its edge has its full colour


def draw_chain(page: Page, study: Study, k: int) -> None:
    """Draw states and edges, coloured where the gradient has come by, and each factor's norm."""
    trace = study.trace
    multiplied = counted(trace.t - k, "factor")
    words = f"{loss_words(trace)} at t = {trace.t}; {multiplied} multiplied"
    sentence = f"{words}, back to s[{k}]. Warm factors grow, cool ones shrink."
    top = page.head(f"{title_of(study)}: unrolled through time", sentence)
    width = page.width - _LEFT - MARGIN - _NAMES
    strip = page.axes(_LEFT, top, width, _STRIP)
    steps = study.experiment.T
    strip.set(xlim=(-0.5, steps + 0.5), ylim=(0, _STRIP))
    colours = [factor_colour(page.theme, float(norm)) for norm in trace.factor_norms]
    _draw_edges(strip, page.theme, colours, (k, trace.t, steps))
    _draw_states(page, strip, study, k)
    below = top + _STRIP + 12
    chart = page.chart(_LEFT, below, width, page.height - below - 62)
    _draw_norms(page, chart, study, colours)


def chain_table(study: Study, _k: int) -> Table:
    """Return j, factor_norm and log10_factor_norm of each factor ∂s_j/∂s_{j−1}, j = 1 … t."""
    norms = study.trace.factor_norms
    logs = log10(norms)
    return {"j": np.arange(1, len(norms) + 1), "factor_norm": norms, "log10_factor_norm": logs}


def factor_colour(theme: Theme, norm: float) -> str:
    """Return warm for a factor that may grow, cool for one that shrinks, by how much."""
    log10_norm = np.log10(norm) if norm > 0 else -np.inf
    share = float(np.clip(0.5 + abs(log10_norm) / _DECADE, 0.5, 1.0))
    return mixed(theme.warm if log10_norm > 0 else theme.cool, theme.border, share)


def _draw_edges(axes: Axes, theme: Theme, colours: list[str], steps: tuple[int, int, int]) -> None:
    k, t, T = steps
    walked = [k < j <= t for j in range(1, T + 1)]
    inks = [colours[j] if on else theme.border for j, on in enumerate(walked)]
    widths = [points(4.0 if on else 2.0) for on in walked]
    axes.hlines(
        np.full(T, 0.5 * _STRIP), np.arange(T), np.arange(1, T + 1), colors=inks, linewidths=widths,
        zorder=1, gid="edges",
    )  # fmt: skip


def _draw_states(page: Page, axes: Axes, study: Study, k: int) -> None:
    theme, t, T = page.theme, study.trace.t, study.experiment.T
    pitch = axes.get_position().width * page.width / (T + 1)
    radius = min(max(0.3 * pitch, _SMALLEST), _LARGEST)
    states = np.arange(T + 1)
    reached = (states >= k) & (states <= t)
    fills = np.where(reached, theme.accent_soft, theme.window)
    fills[t] = theme.accent
    edges = np.where(reached, theme.accent, theme.border)
    if radius >= 2.0:
        style: Style = {"edgecolors": list(edges), "linewidths": points(1.4), "zorder": 2}
        area = points(2 * radius) ** 2
        axes.scatter(states, np.full(T + 1, 0.5 * _STRIP), area, list(fills), **style)
    _label_states(axes, theme, (t, T), pitch, radius)


def _label_states(
    axes: Axes, theme: Theme, steps: tuple[int, int], pitch: float, radius: float
) -> None:
    t, T = steps
    every = whole_step(_LABEL_ROOM / pitch)
    shown = {j for j in range(0, T + 1, every) if abs(j - t) * pitch >= 0.8 * _LABEL_ROOM}
    for j in sorted({*shown, t}):
        ink = theme.text if j == t else theme.muted
        below: Style = {"fontsize": points(16), "ha": "center", "va": "top"}
        axes.text(j, 0.5 * _STRIP - radius - 8, f"$s_{{{j}}}$", color=ink, **below)
    above: Style = {"fontsize": points(20), "ha": "center", "va": "bottom", "color": theme.accent}
    axes.text(t, 0.5 * _STRIP + radius + 8, r"$\mathcal{L}$", **above)


def _draw_norms(page: Page, axes: Axes, study: Study, colours: list[str]) -> None:
    """Draw the norm of each factor as a stem from 1, below its edge."""
    theme, trace, T = page.theme, study.trace, study.experiment.T
    logs, base = log10(trace.factor_norms), trace.log10_base
    finite = np.flatnonzero(np.isfinite(logs))
    seen = [0.0, *logs[finite], *([base] if np.isfinite(base) else [])]
    room = max(0.12 * float(np.ptp(seen)), 0.05)
    low, high = float(min(seen)) - room, float(max(seen)) + room
    axes.set(xlim=(-0.5, T + 0.5), ylim=(low, high))
    width = axes.get_position().width * page.width
    page.ticks(
        axes,
        step_ticks(0, T, width / 80),
        power_ticks(low, high, axes.get_position().height * page.height / 45),
    )
    page.name_axes(axes, "factor j: norm of ∂s[j]/∂s[j−1]")
    axes.axhline(0.0, color=theme.muted, linewidth=points(1))
    inks = [colours[i] for i in finite]
    share = 0.5 if T <= _MOST_APART else 1.1
    thick = points(min(share * width / (T + 1), 9.0))
    axes.vlines(finite + 0.5, 0.0, logs[finite], colors=inks, linewidths=thick, gid="norms")
    if np.isfinite(base):
        axes.axhline(base, color=theme.bound, linewidth=points(2), linestyle="--")
        _name_bound(page, axes, base)


def _name_bound(page: Page, axes: Axes, base: float) -> None:
    y = page.height - float(axes.transData.transform((0.0, base))[1])
    right = axes.get_position().x1 * page.width + 10
    page.text(right, y, r"$\gamma\lambda$", 18, page.theme.bound, parse_math=True)
