"""Where recorded strokes go: a canvas in a widget's pixels."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QFont, QImage, QPainterPath, QPen, QTransform

_ENLARGED, _MOST_PIXELS = 4, 2400  # for each of the widget's pixels, and in all, a side

Clips = tuple[QPainterPath, ...]


@dataclass(frozen=True)
class Style:
    """How a stroke is drawn; a point is drawn where it lies in every one of the clips."""

    opacity: float = 1.0
    clips: Clips = ()
    smooth: bool = False


@dataclass(frozen=True)
class Text:
    """A piece of text in one font and colour, at a point of a transformed plane."""

    words: str
    at: QPointF
    font: QFont
    pen: QPen
    transform: QTransform


class StrokeSink(Protocol):
    """What takes the strokes, in the widget's pixels.

    `outlines` tells whether text should come as outlines to `draw`, or as text to `write`.
    """

    outlines: bool

    def draw(self, path: QPainterPath, pen: QPen, brush: QBrush, style: Style) -> None:
        """Draw a shape; the pen's width is in the widget's pixels too."""

    def place(self, target: QRectF, image: QImage, style: Style) -> None:
        """Draw an image into a rectangle, smoothed only if the style says so."""

    def write(self, text: Text, style: Style) -> None:
        """Write a piece of text."""


def enlarged(image: QImage, target: QRectF) -> QImage:
    """Return an image with each pixel made a square of many: readers blur what is small."""
    times = ceil(_ENLARGED * target.width() / max(image.width(), 1))
    most = _MOST_PIXELS // max(image.width(), image.height(), 1)
    return image.scaled(image.size() * max(min(times, most), 1))
