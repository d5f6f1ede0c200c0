"""From a choice to a file's content, and in words what it comes to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from engine.plots.tables import table_csv, table_npz
from gui.export.encoders import AnimationSpec
from gui.export.export_options import ExportOptions
from gui.export.export_targets import Scene
from gui.export.frame_schedule import FrameSchedule
from gui.export.raster import pdf, picture, png
from gui.export.svg import svg


def drawn(widget: QWidget, background: str, choice: ExportOptions) -> Callable[[], bytes]:
    """Draw a widget; return what makes the file of it, which may be called in a worker.

    Raises:
        InputError: it would have too many pixels.
    """
    if choice.format == "png":
        return partial(png, picture(widget, background, choice.scale))
    content = svg(widget, background) if choice.format == "svg" else pdf(widget, background)
    return lambda: content


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


def picture_words(choice: ExportOptions, size: QSize, _scene: Scene) -> str:
    """Say how large a picture will be."""
    if choice.format == "png":
        pixels = size * choice.scale
        return f"{pixels.width()} × {pixels.height()} pixels"
    return f"{size.width()} × {size.height()}, sharp at any size"


def animation_words(choice: ExportOptions, size: QSize, scene: Scene) -> str:
    """Say how large and long an animation will be."""
    sweep = frame_schedule_of(choice, scene)
    large = f"{size.width()} × {size.height()} pixels"
    return f"{large}, {sweep.frames} frames, {sweep.seconds:.1f} s"
