"""The terms of ∂L/∂W: their sizes with the running sum, and the share of the sum each makes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.chain.scaled import from_log10
from engine.numbers import common_power, power, power_ticks, short, step_ticks, unit_text
from engine.plots.naming import Table, title_of
from engine.plots.page import MARGIN, Page, Style, points
from engine.plots.ramp import mixed
from engine.studies.analyses import GradientTerms
from engine.studies.gradient_decomposition import CANCELLED, GradientDecomposition
from engine.studies.study import Study
from engine.studies.verdict import slopes_underflow
from engine.studies.wording import share

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LEFT, _NAMES, _BETWEEN, _BELOW = 72, 120, 24, 62
_FAINT = 0.25
_MOST_APART = 60  # bars, more than which stand without gaps
_LEAST_SPAN = 0.5  # decades


def draw_gradient(page: Page, study: Study, k: int) -> None:
    """Draw the terms over k, those summed down to the present k in full colour."""
    parts = study.get(GradientTerms())
    top = page.head(f"{title_of(study)}: the gradient's terms", _sentence(study, parts))
    width, room = page.width - _LEFT - MARGIN - _NAMES, page.height - top - _BELOW - _BETWEEN
    sizes = page.chart(_LEFT, top, width, 0.6 * room)
    below = page.chart(_LEFT, top + 0.6 * room + _BETWEEN, width, 0.4 * room)
    _draw_sizes(page, sizes, parts, max(k, 1))
    _draw_shares(page, below, parts, max(k, 1))
    start = "losses at steps j ≥ k" if study.experiment.summed else "loss at t"
    page.name_axes(below, f"k: the paths that leave the {start} and end at step k")


def _sentence(study: Study, parts: GradientDecomposition) -> str:
    """Say how long the gradient is, and what cancels."""
    if parts.log10_term.max() == -math.inf:
        way = "zero in double arithmetic" if slopes_underflow(study.trace) else "exactly zero"
        return f"The gradient is {way}."
    if parts.cancelled:
        return f"The terms cancel: less than {share(CANCELLED)} of their sizes is left in the sum."
    if not parts.is_known:
        return "Factors cancel in the products, and what rounding leaves is part of this gradient."
    size = f"‖∂L/∂W‖ = {power(parts.log10_total)}"
    if int(np.isfinite(parts.log10_term).sum()) == 1:
        return f"{size}, from one term; nothing cancels."
    return f"{size}, {share(parts.kept)} of what the sizes add up to; the rest cancels."


def gradient_table(study: Study, _k: int) -> Table:
    """Return a line for each term, k = t … 1.

    log10_term_norm and log10_running_norm, of the term and of the sum of the terms t … k; cosine
    to ∂L/∂W; share, cosine · ‖term‖ / ‖∂L/∂W‖, which add up to 1.
    """
    parts = study.get(GradientTerms())
    t = len(parts.log10_term)
    return {
        "k": t - np.arange(t),
        "log10_term_norm": parts.log10_term,
        "log10_running_norm": parts.running.log10_norm,
        "cosine": parts.cosine,
        "share": from_log10(_log10_shares(parts)) * np.sign(parts.cosine),
    }


def _log10_shares(parts: GradientDecomposition) -> Array:
    """Return log10 |cosine| ‖term‖ / ‖∂L/∂W‖; −inf where there is no gradient."""
    if parts.log10_total == -math.inf:
        return np.full(len(parts.log10_term), -np.inf)
    with np.errstate(divide="ignore"):
        logs: Array = np.log10(np.abs(parts.cosine)) + parts.log10_term - parts.log10_total
    return logs


def _draw_sizes(page: Page, axes: Axes, parts: GradientDecomposition, k: int) -> None:
    theme, t = page.theme, len(parts.log10_term)
    steps, terms, running = t - np.arange(t), parts.log10_term, parts.running.log10_norm
    finite = np.concatenate([terms, running])
    finite = finite[np.isfinite(finite)]
    least, most = (float(finite.min()), float(finite.max())) if len(finite) else (-1.0, 0.0)
    span = max(most - least, _LEAST_SPAN)
    low, high = least - 0.12 * span, most + 0.08 * span
    axes.set(xlim=(0.4, t + 0.6), ylim=(low, high))
    page.ticks(axes, {}, power_ticks(low, high, axes.get_position().height * page.height / 45))
    there = np.isfinite(terms)
    inks = np.full(int(there.sum()), theme.accent)
    _draw_bars(
        page, axes, "terms", (steps[there], low, terms[there]), _faded(page, steps[there], k, inks)
    )
    style: Style = {"facecolors": theme.card, "edgecolors": theme.muted, "linewidths": points(1.3)}
    zeros = steps[~there]
    axes.scatter(zeros, np.full(len(zeros), low + 0.05 * (high - low)), points(7) ** 2, **style)
    line = np.isfinite(running) & (steps >= k)
    axes.plot(steps[line], running[line], color=theme.text, linewidth=points(2), gid="running")
    _beside(page, axes, ((r"\Vert \mathrm{term}_k \Vert", theme.accent), ("", ""),
                         (r"\Vert \sum_{i \geq k} \mathrm{term}_i \Vert", theme.text)))  # fmt: skip


def _draw_shares(page: Page, axes: Axes, parts: GradientDecomposition, k: int) -> None:
    theme, t = page.theme, len(parts.log10_term)
    steps, logs = t - np.arange(t), _log10_shares(parts)
    largest = float(logs.max())
    decades = common_power(largest) if math.isfinite(largest) else 0
    values = from_log10(logs - decades) * np.sign(parts.cosine)
    low, high = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
    room = 0.08 * (high - low) or 1.0
    axes.set(xlim=(0.4, t + 0.6), ylim=(low - room, high + room))
    page.ticks(axes, step_ticks(1, t, axes.get_position().width * page.width / 80),
               {height: short(height, 2) for height in (0.0, low, high)})  # fmt: skip
    signs = np.where(values > 0, theme.warm, theme.cool)
    _draw_bars(page, axes, "shares", (steps, 0.0, values), _faded(page, steps, k, signs))
    axes.axhline(0.0, color=theme.muted, linewidth=points(1))
    x, y = _right_of(page, axes)
    numbers = f"numbers {unit_text(decades)}" if decades else ""
    for i, line in enumerate(("share of ∂L/∂W,", "Σ = 1", numbers)):
        page.text(x, y + 18 * i, line, 13, page.theme.muted)


def _draw_bars(
    page: Page,
    axes: Axes,
    key: str,
    bars: tuple[NDArray[np.int64], float, Array],
    colours: list[str],
) -> None:
    """Draw bars as one collection of wide lines: where they stand, from where, to where."""
    steps, base, tops = bars
    low, high = axes.get_xlim()
    pitch = axes.get_position().width * page.width / (high - low)
    width = points(pitch * (0.8 if high - low <= _MOST_APART else 1.05))
    axes.vlines(steps, base, tops, colors=colours, linewidths=width, gid=key)


def _faded(page: Page, steps: NDArray[np.int64], k: int, full: NDArray[np.str_]) -> list[str]:
    """Return the colours of bars: faint where they are not yet summed."""
    paper = page.theme.card
    return [
        ink if step >= k else mixed(ink, paper, _FAINT)
        for step, ink in zip(steps.tolist(), full.tolist(), strict=True)
    ]


def _beside(page: Page, axes: Axes, names: tuple[tuple[str, str], ...]) -> None:
    """Write names right of the axes, one below the other."""
    x, y = _right_of(page, axes)
    for i, (name, colour) in enumerate(names):
        if name:
            page.text(x, y + 18 * i, f"${name}$", 17, colour, parse_math=True)


def _right_of(page: Page, axes: Axes) -> tuple[float, float]:
    box = axes.get_position()
    return box.x1 * page.width + 12, (1.0 - box.y1) * page.height + 16
