"""Where heatmaps stand on a page, and what goes around them."""

from __future__ import annotations

from engine.numbers import step_ticks
from engine.plots.heatmap import Square
from engine.plots.page import MARGIN, Page, points


def centred(page: Page, top: float, bottom: float) -> Square:
    """Return the largest square in the middle of the page between two heights."""
    side = max(min(bottom - top, page.width - 4 * MARGIN), 10.0)
    return Square((page.width - side) / 2, top, side)


def number_cells(page: Page, square: Square, d: int) -> None:
    """Write the numbers of rows and columns, from 1, beside a d × d heatmap."""
    for value, text in step_ticks(1, d, min(d, square.side / 36)).items():
        at = (value - 0.5) * square.side / d
        page.text(square.left + at, square.top - 9, text, 11, page.theme.muted, ha="center")
        page.text(square.left - 8, square.top + at, text, 11, page.theme.muted, ha="right")


def frame(page: Page, square: Square) -> None:
    """Frame a heatmap in the accent colour."""
    axes = page.axes(square.left - 4, square.top - 4, square.side + 8, square.side + 8)
    for side in axes.spines.values():
        side.set(visible=True, color=page.theme.accent, linewidth=points(2))
