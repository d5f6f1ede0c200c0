"""σ and σ' with γ marked, and where the units of one step stand on σ'."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.arrays import Array
from engine.numbers import short, trimmed
from engine.plots.factor import factor_in_view
from engine.plots.naming import Table, title_of
from engine.plots.page import MARGIN, Page, Style, points
from engine.studies.study import Study

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_REACH = 6.0  # the largest |a| in view; units beyond it stand at the edge
_POINTS = 241
_SATURATED = 0.1  # of γ, below which a slope is called saturated
_LEFT, _BELOW = 56, 62


def draw_calculus(page: Page, study: Study, k: int) -> None:
    """Draw σ on the left, σ' with the units of the factor in view on the right."""
    sigma, j = study.experiment.network.activation, factor_in_view(study, k)
    units = study.trace.run.a[j - 1]
    off = int((np.abs(sigma.slope(units)) < _SATURATED * sigma.gamma).sum())
    sentence = (
        f"γ = sup |σ′| = {trimmed(sigma.gamma, 10)} at {sigma.attained_at}. Step {j}: {off} of "
        f"{len(units)} units saturated (σ′ below 0.1γ)."
    )
    top = page.head(f"{title_of(study)}: the slope of {sigma.name}", sentence) + 36
    width = (page.width - 2 * _LEFT - 2 * MARGIN) / 2
    height = page.height - top - _BELOW
    left = page.chart(_LEFT, top, width, height)
    right = page.chart(2 * _LEFT + MARGIN + width, top, width, height)
    a = np.linspace(-_REACH, _REACH, _POINTS)
    _draw_curve(page, left, a, sigma.value(a), page.theme.text)
    _draw_curve(page, right, a, sigma.slope(a), page.theme.accent)
    page.formula(_LEFT + width / 2, top - 22, rf"s = {sigma.latex}(a)")
    page.formula(2 * _LEFT + MARGIN + 1.5 * width, top - 22, rf"\sigma'(a) = {sigma.slope_latex}")
    _mark_gamma(page, right, sigma.gamma, sigma.peak)
    _draw_units(page, right, units, sigma.slope(units), sigma.gamma)


def calculus_table(study: Study, _k: int) -> Table:
    """Return a, value and slope: σ and σ' as they are drawn; the units' a_j are in the trace."""
    sigma = study.experiment.network.activation
    a = np.linspace(-_REACH, _REACH, _POINTS)
    return {"a": a, "value": sigma.value(a), "slope": sigma.slope(a)}


def _draw_curve(page: Page, axes: Axes, a: Array, y: Array, colour: str) -> None:
    low, high = min(float(y.min()), 0.0), float(y.max())
    room = 0.1 * (high - low)
    axes.set(xlim=(-_REACH, _REACH), ylim=(low - 0.5 * room, high + 1.2 * room))
    x = {float(v): trimmed(v) for v in range(-6, 7, 2)}
    page.ticks(axes, x, {v: short(v, 2) for v in sorted({low, 0.0, (low + high) / 2, high})})
    page.name_axes(axes, "pre-activation a")
    axes.axhline(0.0, color=page.theme.muted, linewidth=points(1))
    axes.plot(a, y, color=colour, linewidth=points(3), clip_on=False, gid="curve")


def _mark_gamma(page: Page, axes: Axes, gamma: float, peak: float | None) -> None:
    theme = page.theme
    axes.axhline(gamma, color=theme.bound, linewidth=points(2), linestyle="--", gid="gamma")
    y = page.height - float(axes.transData.transform((0.0, gamma))[1])
    right = axes.get_position().x1 * page.width
    page.text(right, y - 14, f"γ = {short(gamma)}", 15, theme.bound, ha="right")
    if peak is not None:
        style: Style = {"markersize": points(11), "markeredgecolor": theme.card}
        axes.plot([peak], [gamma], "D", color=theme.bound, zorder=5, **style)


def _draw_units(page: Page, axes: Axes, a: Array, slopes: Array, gamma: float) -> None:
    theme = page.theme
    off = np.abs(slopes) < _SATURATED * gamma
    colours = np.where(off, theme.cool, theme.accent)
    axes.scatter(
        np.clip(a, -_REACH, _REACH), slopes, points(10) ** 2, list(colours), zorder=4,
        edgecolors=theme.card, linewidths=points(1.2), clip_on=False, gid="units",
    )  # fmt: skip
