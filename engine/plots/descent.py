"""The loss along the gradient's direction: where W stands, the minimum, where a step lands."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.arrays import Array
from engine.numbers import short, trimmed
from engine.plots.naming import Table, title_of
from engine.plots.page import MARGIN, Page, Style, points
from engine.studies.analyses import StepAlongGradient
from engine.studies.descent import Rule
from engine.studies.loss_along_gradient import LossAlongGradient
from engine.studies.step_outcome import StepClass, StepOutcome
from engine.studies.study import Study

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WORD_ROLES = {StepClass.TOO_SMALL: "cool", StepClass.GOOD: "good", StepClass.OVERSHOOTS: "warm"}

_RULE = Rule(0.1)  # the learning rate that the window begins with
_LEFT, _BELOW = 96, 62
_ROOM = 3.0  # how far above the start the view may go, in drops to the minimum
_APART = 0.12  # shares of an axis that two ticks need between them


@dataclass(frozen=True)
class _View:
    """The part of φ that is drawn, on 0 … 1 both ways, so that no magnitude reaches the axes."""

    width: float
    low: float
    high: float

    def x(self, distance: Array | float) -> Array:
        return np.asarray(distance, dtype=np.float64) / self.width

    def y(self, loss: Array | float) -> Array:
        return (np.asarray(loss, dtype=np.float64) - self.low) / (self.high - self.low)


def draw_descent(page: Page, study: Study, _k: int) -> None:
    """Draw φ(r) = L(W − r g/‖g‖), its first minimum and the step W ← W − 0.1 ∂L/∂W."""
    title = f"{title_of(study)}: the loss along the gradient"
    found = study.get(StepAlongGradient(_RULE))
    ray, step = found.ray, found.landing
    if ray is None or step is None:
        page.head(title, "The gradient is zero or the loss beyond a double: nothing to draw.")
        return
    top = page.head(title, f"η = {trimmed(_RULE.eta)}: {step.word}. {step.sentence}") + 8
    axes = page.chart(_LEFT, top, page.width - _LEFT - 2 * MARGIN, page.height - top - _BELOW)
    axes.set(xlim=(0, 1), ylim=(-0.08, 1.12))
    view = _view(ray, step)
    inside = (ray.distances <= view.width) & np.isfinite(ray.losses)
    x, y = view.x(ray.distances[inside]), np.minimum(view.y(ray.losses[inside]), 1.4)
    axes.plot(x, y, color=page.theme.text, linewidth=points(2.6), gid="loss")
    page.ticks(axes, _distances(ray, step, view), _losses(ray, view))
    page.name_axes(axes, "distance ‖ΔW‖ from the present W", "loss L")
    _mark(page, axes, ray, step, view)


def descent_table(study: Study, _k: int) -> Table:
    """Return distance and loss: φ(r) where it was sampled; no line where there is no direction."""
    ray = study.get(StepAlongGradient(_RULE)).ray
    if ray is None:
        return {"distance": np.zeros(0), "loss": np.zeros(0)}
    return {"distance": ray.distances, "loss": ray.losses}


def _view(ray: LossAlongGradient, step: StepOutcome) -> _View:
    """Return a view past the minimum and past the landing, and not far above the start."""
    wanted = 2.4 * (ray.minimum or 0.0)
    if math.isfinite(step.distance):
        wanted = max(wanted, 1.12 * step.distance)
    farthest = float(ray.distances[-1])
    width = min(wanted, farthest) or farthest
    seen = ray.losses[(ray.distances <= width) & np.isfinite(ray.losses)]
    drop = ray.start - ray.least or abs(ray.start) or 1.0
    top = max(float(seen.max()), step.loss if math.isfinite(step.loss) else ray.start)
    high = max(min(top, ray.start + _ROOM * drop), ray.start + 0.25 * drop)
    return _View(width, min(float(seen.min()), step.loss), high)


def _mark(page: Page, axes: Axes, ray: LossAlongGradient, step: StepOutcome, view: _View) -> None:
    theme = page.theme
    if ray.minimum is not None:
        at = float(view.x(ray.minimum))
        axes.axvline(at, color=theme.good, linewidth=points(1.6), linestyle="--", gid="minimum")
        _name(axes, at, -0.05, "first minimum", theme.good)
    above = step.loss > view.high
    colour = getattr(theme, WORD_ROLES[step.word])
    end = 1.0 if above else float(view.y(step.loss))
    place = min(float(view.x(step.distance)), 1.0)
    _dot(page, axes, 0.0, float(view.y(ray.start)), theme.accent)
    _dot(page, axes, place, end, colour, "^" if above else "o")
    _name(axes, 0.0, float(view.y(ray.start)) + 0.05, "W now", theme.accent)
    _name(axes, place, end + 0.05, f"one step, η = {trimmed(_RULE.eta)}", colour)


def _dot(page: Page, axes: Axes, x: float, y: float, colour: str, shape: str = "o") -> None:
    style: Style = {"markersize": points(13), "markeredgecolor": page.theme.card, "zorder": 6}
    axes.plot([x], [y], shape, color=colour, clip_on=False, **style)


def _name(axes: Axes, x: float, y: float, text: str, colour: str) -> None:
    ha = "left" if x < 0.75 else "right"
    shift = points(8 if ha == "left" else -8)
    axes.annotate(
        text, (x, y), (shift, 0), textcoords="offset points", ha=ha, va="center",
        fontsize=points(14), color=colour, parse_math=False, zorder=7,
    )  # fmt: skip


def _losses(ray: LossAlongGradient, view: _View) -> dict[float, str]:
    ticks = {float(view.y(ray.start)): short(ray.start)}
    least = float(view.y(ray.least))
    if abs(next(iter(ticks)) - least) > _APART and short(ray.least) != short(ray.start):
        ticks[least] = short(ray.least)
    return ticks


def _distances(ray: LossAlongGradient, step: StepOutcome, view: _View) -> dict[float, str]:
    """Return where the step lands, and start and minimum where there is room beside it."""
    ticks: dict[float, str] = {}
    for distance in (step.distance, ray.minimum, 0.0):
        if distance is None or not distance <= view.width:
            continue
        at = float(view.x(distance))
        if all(abs(at - other) > _APART for other in ticks):
            ticks[at] = short(distance) if distance else "0"
    return ticks
