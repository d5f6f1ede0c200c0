"""A figure's page: a title, a sentence below it, and places in pixels from the top left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.plots.canvas import MEDIUM
from engine.plots.colours import Theme
from engine.plots.naming import printable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

MARGIN = 24
_TITLE, _SENTENCE = 18, 13  # pixels high
_ROOM_FOR_SENTENCE = 320  # pixels of height, below which the picture needs it all
_TICK_ROOM = 16.0  # pixels between two numbers up an axis
_LINES = 2
_LEAST_SIDE = 12.0

Style = dict[str, Any]  # options of the drawing library


@dataclass(frozen=True, eq=False)
class Page:
    """A figure to be drawn on.

    Attributes:
        figure: of the drawing library.
        theme: every colour comes from it.
        width, height: CSS pixels.
    """

    figure: Figure
    theme: Theme
    width: int
    height: int

    def head(self, title: str, sentence: str = "") -> float:
        """Write what the figure shows; return where the room below begins."""
        left, room = MARGIN, self.width - 2 * MARGIN
        shown = self._elided(printable(title), room, _TITLE, MEDIUM)
        self.text(left, 27, shown, _TITLE, weight=MEDIUM)
        if self.height < _ROOM_FOR_SENTENCE or not sentence:
            return 54
        lines = self._wrapped(printable(sentence), room)
        for i, line in enumerate(lines):
            self.text(left, 53 + 18 * i, line, _SENTENCE, self.theme.muted)
        return 62 + 18 * len(lines)

    def text(
        self, x: float, y: float, text: str, size: float, colour: str = "", **style: Any
    ) -> Text:
        """Write a text whose middle is y pixels below the top; `style` as the library has it."""
        usual: Style = {"va": "center", "weight": 400, "parse_math": False}
        ink = colour or self.theme.text
        x, y = x / self.width, 1.0 - y / self.height
        return self.figure.text(x, y, text, fontsize=points(size), color=ink, **(usual | style))

    def formula(self, x: float, y: float, latex: str, size: float = 17, **style: Any) -> Text:
        """Write mathematics centred at a place."""
        return self.text(x, y, f"${latex}$", size, ha="center", parse_math=True, **style)

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Return axes over a rectangle, without frame, ticks or background."""
        width, height = max(width, _LEAST_SIDE), max(height, _LEAST_SIDE)
        place = (
            left / self.width, 1.0 - (top + height) / self.height,
            width / self.width, height / self.height,
        )  # fmt: skip
        axes = self.figure.add_axes(place)
        axes.set_facecolor("none")
        for side in axes.spines.values():
            side.set_visible(False)
        axes.set(xticks=[], yticks=[])
        return axes

    def chart(self, left: float, top: float, width: float, height: float) -> Axes:
        """Return axes for curves: a line at the left and at the bottom, faint lines across."""
        axes = self.axes(left, top, width, height)
        for side in ("left", "bottom"):
            axes.spines[side].set(visible=True, color=self.theme.border, linewidth=points(1))
        axes.set_axisbelow(True)
        return axes

    def ticks(self, axes: Axes, x: Mapping[float, str], y: Mapping[float, str]) -> None:
        """Label both axes at given places; limits are set before.

        A number that would lie on one given before it is left out.
        """
        axes.set_xticks(list(x), list(x.values()))
        y = _apart(axes, y)
        axes.set_yticks(list(y), list(y.values()))
        axes.tick_params(length=0, pad=points(7), labelsize=points(13), colors=self.theme.muted)
        axes.grid(axis="y", color=self.theme.grid, linewidth=points(1))

    def name_axes(self, axes: Axes, x: str, y: str = "") -> None:
        """Write below and beside the axes what they measure."""
        style: Style = {"color": self.theme.muted, "fontsize": points(13), "parse_math": False}
        axes.set_xlabel(x, labelpad=points(8), **style)
        if y:
            axes.set_ylabel(y, labelpad=points(8), **style)

    def measured(self, text: str, size: float, weight: int = 400) -> float:
        """Return how many pixels wide a text is."""
        probe = self.text(0, 0, text, size, weight=weight)
        width = float(probe.get_window_extent().width)
        probe.remove()
        return width

    def _elided(self, text: str, room: float, size: float, weight: int) -> str:
        """Return the text, cut with an ellipsis where it is too wide."""
        if self.measured(text, size, weight) <= room:
            return text
        fits, too_long = 0, len(text)
        while too_long - fits > 1:
            middle = (fits + too_long) // 2
            wide = self.measured(f"{text[:middle]}…", size, weight) > room
            fits, too_long = (fits, middle) if wide else (middle, too_long)
        return f"{text[:fits].rstrip()}…"

    def _wrapped(self, text: str, room: float) -> list[str]:
        """Return the text in at most two lines; what does not fit is cut."""
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if len(lines) < _LINES and self.measured(longer, _SENTENCE) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        return [self._elided(line, room, _SENTENCE, 400) for line in lines]


def _apart(axes: Axes, ticks: Mapping[float, str]) -> dict[float, str]:
    """Return the ticks up an axis whose numbers have room beside those before them."""
    kept: dict[float, str] = {}
    places: list[float] = []
    for value, text in ticks.items():
        place = float(axes.transData.transform((0.0, value))[1])
        if all(abs(place - other) >= _TICK_ROOM for other in places):
            kept[value] = text
            places.append(place)
    return kept


def points(pixels: float) -> float:
    """Return CSS pixels, 96 to the inch, as points, 72 to the inch."""
    return 0.75 * pixels
