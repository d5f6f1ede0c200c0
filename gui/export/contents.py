"""From a choice to a file's content, and in words what it comes to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from engine.figures.tables import table_csv, table_npz
from gui.export.choice import Choice
from gui.export.encoders import Reel
from gui.export.picture import pdf, picture, png
from gui.export.subjects import Scene
from gui.export.svg import svg
from gui.export.sweep import Sweep


def drawn(widget: QWidget, background: str, choice: Choice) -> Callable[[], bytes]:
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


def sweep_of(choice: Choice, scene: Scene) -> Sweep:
    """Return the way that an animation goes."""
    return Sweep(scene.study.trace.t, choice.forward, choice.rate, choice.pace)


def reel_of(sweep: Sweep, size: QSize) -> Reel:
    """Return the frames that an animation of this size has."""
    return Reel(size.width(), size.height(), sweep.rate, sweep.frames)


def picture_words(choice: Choice, size: QSize, _scene: Scene) -> str:
    """Say how large a picture will be."""
    if choice.format == "png":
        pixels = size * choice.scale
        return f"{pixels.width()} × {pixels.height()} pixels"
    return f"{size.width()} × {size.height()}, sharp at any size"


def animation_words(choice: Choice, size: QSize, scene: Scene) -> str:
    """Say how large and long an animation will be."""
    sweep = sweep_of(choice, scene)
    large = f"{size.width()} × {size.height()} pixels"
    return f"{large}, {sweep.frames} frames, {sweep.seconds:.1f} s"
