"""A widget as an image of 1 to 4 times the screen's pixels, and an image as a PNG file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter, QPen, QRegion
from PySide6.QtWidgets import QGraphicsItem, QWidget

from engine.errors import InputError
from engine.numbers import count
from gui.overrides import raised
from gui.widgets.elided import ElidedLabel
from gui.widgets.panel import Panel

SCALE = 3
_MOST_PIXELS = 100_000_000


def picture(widget: QWidget, background: str, scale: int = SCALE) -> QImage:
    """Let a widget and its children paint themselves at `scale` times the pixels.

    Raises:
        InputError: the image would have more pixels than there should be memory for.
    """
    pixels = widget.width() * widget.height() * scale**2
    if pixels > _MOST_PIXELS:
        raise InputError(
            f"would have {count(round(pixels / 1e6))} million pixels, "
            f"at most {_MOST_PIXELS // 1_000_000}",
            "choose a smaller size or scale",
            place="the picture",
        )
    image = QImage(widget.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor(background))
    with raised(), as_a_picture(widget), _finer(widget, scale), QPainter(image) as painter:
        widget.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    return image


def png(image: QImage) -> bytes:
    """Return an image as a PNG file.

    Raises:
        InputError: the image has no pixels.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(image):
        raise InputError("cannot be drawn", "choose a size of at least one pixel")
    return bytes(buffer.data().data())


@contextmanager
def as_a_picture(widget: QWidget) -> Iterator[None]:
    """Let plots draw dots as outlines, not as pixels made for the screen, and hide mouse hints."""
    hints = [(line, line.text()) for line in widget.findChildren(ElidedLabel) if line.is_hint]
    for line, _ in hints:
        line.setText("")
    dots = [item for item in _items(widget) if isinstance(item, pg.ScatterPlotItem)]
    for item in dots:
        item.setExportMode(True, {"antialias": True})
    try:
        yield
    finally:
        for item in dots:
            item.setExportMode(False)
        for line, text in hints:
            line.show_hint(text)


@contextmanager
def _finer(widget: QWidget, scale: int) -> Iterator[None]:
    """Let plots and panels paint for an image with `scale` pixels for each of the screen's.

    pyqtgraph's pens are so many pixels of the image wide, whatever its scale: they are replaced by
    wider ones meanwhile. Panels draw their own images as finely.
    """
    if scale == 1:
        yield
        return
    items = _items(widget)
    axes = [item for item in items if isinstance(item, pg.AxisItem)]
    pens = [(held, name, pen) for held in _attributes(items) for name, pen in _cosmetic(held)]
    panels = [part for part in (widget, *widget.findChildren(Panel)) if isinstance(part, Panel)]
    _set([(held, name, _wider(pen, scale)) for held, name, pen in pens], axes, panels, scale)
    try:
        yield
    finally:
        _set(pens, axes, panels, 1)


def _set(
    pens: Iterable[tuple[dict[str, Any], str, QPen]],
    axes: list[pg.AxisItem],
    panels: list[Panel],
    sharpness: int,
) -> None:
    for held, name, pen in pens:
        held[name] = pen
    for axis in axes:
        axis.picture = None  # the axis as it was last painted, with the other pens
    for panel in panels:
        panel.set_sharpness(sharpness)


def _items(widget: QWidget) -> list[QGraphicsItem]:
    views = widget.findChildren(pg.GraphicsView)
    return [item for view in views for item in view.scene().items()]


def _attributes(items: list[QGraphicsItem]) -> Iterator[dict[str, Any]]:
    """Yield where pyqtgraph's items keep their pens."""
    for item in items:
        yield from (getattr(item, "__dict__", {}), getattr(item, "opts", None) or {})


def _cosmetic(held: dict[str, Any]) -> list[tuple[str, QPen]]:
    pens = [(name, pen) for name, pen in held.items() if isinstance(pen, QPen)]
    return [(name, pen) for name, pen in pens if pen.isCosmetic()]


def _wider(pen: QPen, scale: int) -> QPen:
    wide = QPen(pen)
    wide.setWidthF(scale * (pen.widthF() or 1.0))
    return wide
