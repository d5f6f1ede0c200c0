"""What holds of the figure of every plot: places of axes, ticks, names, dashes, texts."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.gallery import entry
from engine.plots.colours import DARK, LIGHT, Theme
from engine.plots.figure import figure
from engine.plots.norm_curves import NORM_CURVES
from engine.plots.plots import PLOTS
from engine.studies.study import Study, study
from tests.engine.plots.drawn import SVG, drawn, group

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D
    from matplotlib.text import Text
    from matplotlib.transforms import Bbox

SIZES = [(900, 560), (480, 320), (1280, 720)]
BACK = "steps back through time, t − k"
K = 15
# of each chart, in the order in which they are drawn: the names of its axes
CHARTS: dict[str, list[tuple[str, str]]] = {
    "norm": [(BACK, "")],
    "factor": [],
    "product": [],
    "film": [],
    "chain": [("factor j: norm of ∂s[j]/∂s[j−1]", "")],
    "gradient": [("", ""), ("k: the paths that leave the loss at t and end at step k", "")],
    "spectrum": [(BACK, "")],
    "weights": [],
    "calculus": [("pre-activation a", ""), ("pre-activation a", "")],
    "descent": [("distance ‖ΔW‖ from the present W", "loss L")],
}
every_plot = pytest.mark.parametrize("plot", CHARTS)
every_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@cache
def found() -> Study:
    return study(entry("opening").load())


@cache
def made(plot: str, size: tuple[int, int] = SIZES[0]) -> Figure:
    return figure(found(), plot, size=size, k=K)


def charts(plot: str, size: tuple[int, int] = SIZES[0]) -> list[Axes]:
    """Return the axes that have a line at the left, in pixels from which curves are read."""
    return [
        axes
        for axes in made(plot, size).axes
        if axes.spines["left"].get_visible() and not axes.spines["right"].get_visible()
    ]


def filled(plot: str, size: tuple[int, int]) -> list[Axes]:
    """Return the axes in which something is drawn; a frame around others is none of these."""
    return [axes for axes in made(plot, size).axes if axes.lines or axes.collections or axes.images]


def box_of(text: Text) -> Bbox:
    return text.get_window_extent()


def texts(plot: str, size: tuple[int, int]) -> list[Text]:
    """Return every text that can be seen."""
    from matplotlib.text import Text  # noqa: PLC0415 - the library is brought in by the figure

    shown = made(plot, size).findobj(Text)
    return [text for text in shown if text.get_visible() and text.get_text().strip()]


def test_no_plot_is_missing() -> None:
    assert set(CHARTS) == set(PLOTS)


@every_plot
@every_size
def test_axes_lie_inside_the_page_and_apart(plot: str, size: tuple[int, int]) -> None:
    boxes = [axes.get_position() for axes in filled(plot, size)]
    assert boxes
    for box in boxes:
        assert -1e-9 <= box.x0 < box.x1 <= 1 + 1e-9
        assert -1e-9 <= box.y0 < box.y1 <= 1 + 1e-9
        assert box.width * size[0] >= 40
        assert box.height * size[1] >= 8
    for one, other in combinations(boxes, 2):
        across = min(one.x1, other.x1) - max(one.x0, other.x0)
        down = min(one.y1, other.y1) - max(one.y0, other.y0)
        assert min(across, down) <= 1e-9


@every_plot
@every_size
def test_charts_have_ticks_and_names_of_axes(plot: str, size: tuple[int, int]) -> None:
    drawn_charts = charts(plot, size)
    assert [(axes.get_xlabel(), axes.get_ylabel()) for axes in drawn_charts] == CHARTS[plot]
    for axes in drawn_charts:
        across = [tick.get_text() for tick in axes.get_xticklabels()]
        up = [tick.get_text() for tick in axes.get_yticklabels()]
        assert all((*across, *up))
        assert len(set(up)) == len(up) >= 2
        assert len(set(across)) == len(across)
        assert len(across) >= 2 or not axes.get_xlabel()


@every_plot
@every_size
def test_tick_labels_do_not_lie_on_each_other(plot: str, size: tuple[int, int]) -> None:
    for axes in charts(plot, size):
        for labels in (axes.get_xticklabels(), axes.get_yticklabels()):
            for one, other in combinations(map(box_of, labels), 2):
                assert not one.overlaps(other)


@every_plot
@every_size
def test_every_text_lies_inside_the_page(plot: str, size: tuple[int, int]) -> None:
    for text in texts(plot, size):
        box = box_of(text)
        assert box.x0 >= -1, text.get_text()
        assert box.y0 >= -1, text.get_text()
        assert box.x1 <= size[0] + 1, text.get_text()
        assert box.y1 <= size[1] + 1, text.get_text()


def end_of(line: Line2D) -> float:
    """Return how high the last point in view of a curve is on the page, in pixels."""
    axes = line.axes
    assert axes is not None
    low, high = axes.get_ylim()
    y = np.asarray(line.get_ydata(), dtype=float)
    inside = np.flatnonzero((y >= low) & (y <= high))
    return float(axes.transData.transform((0.0, y[inside[-1]]))[1])


@pytest.mark.parametrize("size", [(900, 560), (1280, 720)], ids=str)
def test_each_curve_of_the_norm_plot_is_named_at_its_end(size: tuple[int, int]) -> None:
    names = [text for text in made("norm", size).texts if text.get_text().startswith("$")]
    curves = {line.get_gid(): line for line in made("norm", size).axes[0].lines}
    assert len(names) == len(NORM_CURVES)
    for curve in NORM_CURVES:
        same = [text for text in names if text.get_color() == getattr(LIGHT, curve.colour)]
        middles = [(box_of(text).y0 + box_of(text).y1) / 2 for text in same]
        end = end_of(curves[curve.key])
        assert min(abs(middle - end) for middle in middles) <= 1.7 * 17, curve.key


def test_the_norm_plots_names_stand_in_the_order_of_their_curves() -> None:
    names = [text for text in made("norm").texts if text.get_text().startswith("$")]
    colours = [text.get_color() for text in sorted(names, key=lambda text: -box_of(text).y0)]
    expected = [LIGHT.bound, LIGHT.muted, LIGHT.muted, LIGHT.accent, LIGHT.cool]
    assert colours == expected


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@every_plot
def test_dashed_lines_are_dashed_in_the_file_and_no_others(plot: str, theme: Theme) -> None:
    svg = drawn(found(), plot, theme=theme, k=K)
    lines = [
        line for axes in made(plot).axes for line in axes.lines if line.get_linestyle() != "None"
    ]
    dashed = [line for line in lines if line.get_linestyle() in ("--", ":", "-.")]
    paths = [path for path in svg.iter(f"{SVG}path") if "stroke-dasharray" in path.get("style", "")]
    assert len(paths) == len(dashed)
    for line in lines:
        if line.get_gid():
            style = next(group(svg, str(line.get_gid())).iter(f"{SVG}path")).get("style", "")
            assert ("stroke-dasharray" in style) == (line in dashed), line.get_gid()


def test_the_plots_that_promise_a_dashed_line_have_one() -> None:
    for plot in ("norm", "chain", "spectrum", "calculus", "descent"):
        assert "--" in {line.get_linestyle() for axes in made(plot).axes for line in axes.lines}


def test_both_charts_of_the_calculus_are_equally_large() -> None:
    left, right = (axes.get_position() for axes in charts("calculus"))
    assert left.width == pytest.approx(right.width)
    assert left.height == pytest.approx(right.height)
    assert left.width > 0.3
