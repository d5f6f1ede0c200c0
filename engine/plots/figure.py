"""A plot of a study as a figure, and as SVG, PDF or PNG, without a screen.

from engine.studies.study import study
from engine.plots.figure import draw

svg = draw(study(load("rotation.json")), "norm", "svg")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import InputError
from engine.numbers import trimmed
from engine.plots import canvas
from engine.plots.colours import LIGHT, Theme
from engine.plots.naming import printable, title_of
from engine.plots.page import Page
from engine.plots.plots import checked_k, plot_called
from engine.studies.study import Study

if TYPE_CHECKING:
    from matplotlib.figure import Figure

KINDS = ("svg", "pdf", "png")
SIZE = (900, 560)
SMALLEST, LARGEST = 200, 8000  # CSS pixels a side

_SCALES = (1.0, 4.0)
_MOST_PIXELS = 1 << 26  # of a PNG: 256 MB while it is drawn


def figure(
    study: Study,
    plot: str,
    *,
    theme: Theme = LIGHT,
    size: tuple[int, int] = SIZE,
    k: int | None = None,
) -> Figure:
    """Return the plot as a figure of matplotlib, which is imported now and not before.

    Args:
        study: what is shown.
        plot: one of `PLOTS`.
        theme: the colours.
        size: width and height in CSS pixels, 96 to the inch.
        k: where the animation stands, 0 … t; None for all factors multiplied.

    Raises:
        InputError: there is no such plot, or k or the size is out of range.
    """
    shown, at = plot_called(plot), checked_k(study, k)
    _require_size(*size)
    with canvas.drawing():
        made = canvas.blank(*size, theme.card)
        shown.draw(Page(made, theme, *size), study, at)
        made.draw_without_rendering()  # ticks take their fonts here, while the settings hold
    return made


def draw(  # noqa: PLR0913 - each is an option of the command line
    study: Study,
    plot: str,
    kind: str,
    *,
    theme: Theme = LIGHT,
    size: tuple[int, int] = SIZE,
    scale: float = 1.0,
    k: int | None = None,
    svg_text: bool = False,
) -> bytes:
    """Return the plot as a file; the same arguments give the same bytes.

    Args:
        study, plot, theme, size, k: as for `figure`.
        kind: svg, pdf or png.
        scale: of a PNG, picture elements to a CSS pixel, 1 … 4.
        svg_text: whether an SVG keeps text as text, in place of outlines.

    Raises:
        InputError: as for `figure`, or the kind or the scale is none of these.
    """
    if kind not in KINDS:
        raise InputError(f"is {kind[:40]!r}", f"choose one of {', '.join(KINDS)}", place="format")
    _require_scale(scale, size)
    made = figure(study, plot, theme=theme, size=size, k=k)
    title = printable(f"{title_of(study)}: {plot_called(plot).title}")
    with canvas.drawing():
        if kind == "svg":
            return canvas.svg_bytes(made, title, svg_text)
        return (
            canvas.pdf_bytes(made, title) if kind == "pdf" else canvas.png_bytes(made, title, scale)
        )


def _require_size(width: int, height: int) -> None:
    for name, side in (("width", width), ("height", height)):
        if not SMALLEST <= side <= LARGEST:
            remedy = f"choose {SMALLEST} to {LARGEST} pixels"
            raise InputError(f"is {side}", remedy, place=f"the figure's {name}")


def _require_scale(scale: float, size: tuple[int, int]) -> None:
    least, most = _SCALES
    if not least <= scale <= most:
        remedy = f"choose a number from {trimmed(least)} to {trimmed(most)}"
        raise InputError(f"is {trimmed(scale)}", remedy, place="scale")
    width, height = size
    if width * height * scale**2 > _MOST_PIXELS:
        across, down = trimmed(width * scale), trimmed(height * scale)
        found = f"would have {across} × {down} picture elements"
        raise InputError(found, "choose a smaller size or scale", place="the figure")
