"""The eigenvalues of W, and how many directions survive the product."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.numbers import power_ticks, short, step_ticks
from engine.plots.naming import Table, title_of
from engine.plots.page import MARGIN, Page, Style, points
from engine.studies.analyses import ProductSingularValues
from engine.studies.spectrum import SURVIVING, SingularValues, surviving_words
from engine.studies.study import Study
from engine.studies.wording import SAME, counted, radius_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_CURVES = 32
_ROUND = 181  # points of a circle
_LEFT, _BELOW = 72, 62
_FAR = 2.0  # how far beyond the eigenvalues a circle may be, to be shown


def draw_spectrum(page: Page, study: Study, k: int) -> None:
    """Draw the complex plane on the left, σ_i(P) over t − k on the right."""
    values = study.get(ProductSingularValues())
    sentence = (
        f"ρ {radius_text(study.constants)}, λ = {short(study.trace.lam)}; "
        f"{_directions(values, study.trace.t - k)}."
    )
    top = page.head(f"{title_of(study)}: spectrum", sentence) + 28
    side = min(0.42 * page.width - MARGIN, page.height - top - _BELOW)
    _draw_eigenvalues(page, study, (MARGIN, top, side))
    left = MARGIN + side + _LEFT
    width, height = page.width - left - MARGIN, page.height - top - _BELOW
    axes = page.chart(left, top, width, height)
    _draw_directions(page, axes, values, study.trace.t - k)
    page.text(MARGIN + side / 2, top - 16, "eigenvalues of W", 13, page.theme.muted, ha="center")
    page.formula(left + width / 2, top - 16, r"\sigma_i(\partial s_t / \partial s_k)")


def _directions(values: SingularValues, back: int) -> str:
    """Say how many directions survive so many steps back."""
    steps = counted(values.looked_at(back), "step")
    return f"after {steps} {surviving_words(values.at(back))}"


def spectrum_table(study: Study, _k: int) -> Table:
    """Return a line for each i = 1 … d.

    i; eigenvalue_real, eigenvalue_imag and eigenvalue_size, largest size first; then a column
    log10_sigma_N for each length N = t − k looked at, with log10 σ_i of that product.
    """
    values = study.get(ProductSingularValues())
    eigenvalues = study.constants.eigenvalues
    order = np.argsort(-np.abs(eigenvalues), kind="stable")
    table: Table = {
        "i": np.arange(1, len(order) + 1),
        "eigenvalue_real": eigenvalues.real[order],
        "eigenvalue_imag": eigenvalues.imag[order],
        "eigenvalue_size": np.abs(eigenvalues)[order],
    }
    names = (f"log10_sigma_{step}" for step in values.steps_back.tolist())
    return table | dict(zip(names, values.logs, strict=True))


def _draw_eigenvalues(page: Page, study: Study, place: tuple[float, float, float]) -> None:
    left, top, side = place
    theme, eigenvalues = page.theme, study.constants.eigenvalues
    axes = page.axes(left, top, side, side)
    axes.set_gid("eigenvalues")
    critical = 1.0 / study.trace.gamma
    reach = 1.15 * max(study.constants.rho, 1.0)
    if critical <= _FAR * reach:
        reach = max(reach, 1.15 * critical)
    axes.set(xlim=(-reach, reach), ylim=(-reach, reach))
    for line in (axes.axhline, axes.axvline):
        line(0.0, color=theme.border, linewidth=points(1))
    _circle(axes, 1.0, "1", theme.muted)
    if critical != 1.0 and critical < reach:
        _circle(axes, critical, f"1/γ = {short(critical)}", theme.bound)
    colours = [theme.warm if abs(value) > 1 + SAME else theme.cool for value in eigenvalues]
    size = points(9 if len(eigenvalues) <= 64 else 5) ** 2
    axes.scatter(
        eigenvalues.real, eigenvalues.imag, size, colours, linewidths=0, zorder=3, clip_on=False
    )


def _circle(axes: Axes, radius: float, name: str, colour: str) -> None:
    angles = np.linspace(0.0, 2 * np.pi, _ROUND)
    x, y = radius * np.cos(angles), radius * np.sin(angles)
    axes.plot(x, y, "--", color=colour, linewidth=points(1.5))
    corner = -0.75 * radius
    style: Style = {"fontsize": points(12), "ha": "right", "va": "top", "parse_math": False}
    axes.text(corner, corner, name, color=colour, **style)


def _draw_directions(page: Page, axes: Axes, values: SingularValues, back: int) -> None:
    """Draw up to 32 of the curves, evenly chosen, the largest always."""
    theme, steps, d = page.theme, values.steps_back, values.logs.shape[1]
    chosen = np.linspace(0, d - 1, min(d, _MOST_CURVES)).round().astype(int)
    logs = values.logs[:, chosen]
    finite = logs[np.isfinite(logs)]
    least, most = float(finite.min()), float(finite.max())
    room = max(0.06 * (most - least), 0.5 - (most - least) / 2)
    axes.set(xlim=(0, int(steps[-1])), ylim=(least - room, most + room))
    box = axes.get_position()
    wide, high = box.width * page.width / 80, box.height * page.height / 55
    heights = power_ticks(least - room, most + room, high)
    page.ticks(axes, step_ticks(0, int(steps[-1]), wide), heights)
    page.name_axes(axes, "steps back through time, t − k")
    limit = logs[:, 0] + SURVIVING
    for curve in logs.T[:0:-1]:
        _draw_direction(page, axes, steps, curve, limit)
    style: Style = {"linewidth": points(1.2), "color": theme.muted}
    axes.plot(steps, np.where(np.isfinite(limit), limit, np.nan), ":", **style)
    largest = np.where(np.isfinite(logs[:, 0]), logs[:, 0], np.nan)
    axes.plot(steps, largest, color=theme.accent, linewidth=points(3), gid="largest")
    if back < steps[-1]:
        axes.axvline(back, color=theme.accent, linewidth=points(1.2), linestyle="--")


def _draw_direction(
    page: Page, axes: Axes, steps: NDArray[np.int64], logs: Array, limit: Array
) -> None:
    """Draw one curve: cool from where it falls below a thousandth of the largest."""
    reachable = np.isfinite(logs)
    alive = reachable & (logs > limit)
    for colour, shown in ((page.theme.text, alive), (page.theme.cool, reachable & ~alive)):
        joined = shown.copy()
        joined[:-1] |= shown[1:] & reachable[:-1]  # a line reaches its first point from the last
        y = np.where(joined, logs, np.nan)
        axes.plot(steps, y, color=colour, linewidth=points(1.1), alpha=0.8)
