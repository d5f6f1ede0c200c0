"""From a choice to a file's content, to what the preview shows, and in words what it comes to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize

from engine.plots.figure import draw
from engine.plots.plots import PLOTS
from engine.plots.tables import table_csv, table_npz
from gui.export.encoders import AnimationSpec
from gui.export.export_options import FIGURE, ExportOptions
from gui.export.export_targets import ExportTargets, Scene
from gui.export.frame_schedule import FrameSchedule

_LINES = 40  # of a table in the preview


def file_of_plot(targets: ExportTargets, choice: ExportOptions) -> Callable[[], bytes]:
    """Return what makes the figure of a plot, or its data, and touches no widget."""
    scene, plot = targets.scene, targets.plot(choice.what)
    if choice.kind.holds == FIGURE:
        return _figure(targets, choice, choice.format)
    return partial(data, scene, plot, choice.format)


def glimpse_of_plot(targets: ExportTargets, choice: ExportOptions) -> Callable[[], bytes | str]:
    """Return what makes a PNG of the figure, or the first lines of the data, for the preview."""
    if choice.kind.holds == FIGURE:
        return _figure(targets, choice, "png")
    scene, plot = targets.scene, targets.plot(choice.what)
    return lambda: _first_lines(data(scene, plot, "csv"))


def _figure(targets: ExportTargets, choice: ExportOptions, kind: str) -> Callable[[], bytes]:
    """Return what draws the figure as the command line does, at the step in view."""
    size = targets.size(choice)
    return partial(
        draw, targets.scene.study, targets.plot(choice.what), kind, theme=targets.theme(choice),
        size=(size.width(), size.height()), k=targets.scene.playhead.k, svg_text=choice.svg_text,
    )  # fmt: skip


def data(scene: Scene, plot: str, format_: str) -> bytes:
    """Return the data behind a plot at the step in view; it touches no widget."""
    write = table_csv if format_ == "csv" else table_npz
    return write(scene.study, plot, scene.playhead.k)


def frame_schedule_of(choice: ExportOptions, scene: Scene) -> FrameSchedule:
    """Return the way that an animation goes."""
    return FrameSchedule(scene.study.trace.t, choice.forward, choice.rate, choice.pace)


def animation_spec_of(sweep: FrameSchedule, size: QSize) -> AnimationSpec:
    """Return the frames that an animation of this size has."""
    return AnimationSpec(size.width(), size.height(), sweep.rate, sweep.frames)


def plot_words(choice: ExportOptions, size: QSize, plot: str) -> str:
    """Say what a file of a plot will hold."""
    if choice.kind.holds == FIGURE:
        title = PLOTS[plot].title
        return f"{title}: {size.width()} × {size.height()}, sharp at any size"
    return f"{choice.kind.name} behind the plot, at the step in view"


def picture_words(choice: ExportOptions, size: QSize, _scene: Scene) -> str:
    """Say how large a picture will be."""
    pixels = size * choice.scale
    return f"{pixels.width()} × {pixels.height()} pixels"


def animation_words(choice: ExportOptions, size: QSize, scene: Scene) -> str:
    """Say how large and long an animation will be."""
    sweep = frame_schedule_of(choice, scene)
    large = f"{size.width()} × {size.height()} pixels"
    return f"{large}, {sweep.frames} frames, {sweep.seconds:.1f} s"


def _first_lines(table: bytes) -> str:
    lines = table.decode().splitlines()
    more = [f"… {len(lines) - _LINES} more lines"] if len(lines) > _LINES else []
    return "\n".join([*lines[:_LINES], *more])
