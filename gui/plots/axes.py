"""Axes for values that are already logarithms to base 10, and for whole steps.

A logarithmic axis of the plotting library drops zeros and clamps at 10^±307; these draw log10
values on a linear axis and only write them as powers.
"""

from __future__ import annotations

import math
from typing import Any

import pyqtgraph as pg
from PySide6.QtGui import QColor, QPainter

from engine.numbers import even_labels, power_ticks, step_ticks
from gui.fonts import text_font
from gui.theme import Theme

_APART = 40.0  # about how many pixels lie between two ticks of a vertical axis
_OVER_THE_EDGE = 40  # pixels that a number may reach beyond its axis before it is moved
_BEHIND = -1000.0  # the curves' view is at −100, and axes are put before it
Ticks = list[tuple[float, list[float]]]


def show_grid(plot: pg.PlotWidget) -> None:
    """Rule a plot with horizontal lines behind its curves."""
    plot.showGrid(y=True)
    plot.getAxis("left").setZValue(_BEHIND)


def show_steps(
    plot: pg.PlotWidget, first: int, last: int, padding: float, beside: float = 0.0
) -> None:
    """Show the steps `first` … `last`, with that many steps free `beside` them, and padding."""
    plot.getAxis("bottom").steps = first, last
    plot.setXRange(first - beside, last + beside, padding=padding)


class Axis(pg.AxisItem):
    """An axis that is drawn directly, with opaque lines.

    The library records its drawing and plays it back, which takes up to ten times as long; its
    lines let others shine through, which takes thirty times as long.
    """

    picture: Any  # what is to be drawn; the library forgets it when the range changes

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self._texts: dict[float, str] = {}
        self.setTickFont(text_font(10))
        self.setStyle(tickLength=0, tickAlpha=255)

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme's colours."""
        self.setTextPen(QColor(theme.muted))
        self.setPen(QColor(theme.border))
        self.setTickPen(QColor(theme.grid))

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Write as many digits as tell the ticks apart."""
        return even_labels([value * scale for value in values], spacing * scale)

    def paint(self, painter: QPainter, _option: object, _widget: object = None) -> None:
        """Draw what was worked out for the present range."""
        painter.save()
        if self.picture is None:
            if self.style["tickFont"]:
                painter.setFont(self.style["tickFont"])
            specs = self.generateDrawSpecs(painter)
            self.picture = specs  # after the texts were measured, which forgets it once more
        if self.picture is not None:
            self.drawPicture(painter, *self.picture)
        painter.restore()


class PowerAxis(Axis):
    """A vertical axis for log10 values: 10⁻³ 1 10³, or 0.5 1 2 over less than three decades."""

    def tickValues(self, least: float, most: float, size: float) -> Ticks:
        """Choose the ticks that a figure of the same range has."""
        self._texts = power_ticks(least, most, size / _APART)
        return [(1.0, list(self._texts))]

    def tickStrings(self, values: list[float], _scale: float, _spacing: float) -> list[str]:
        """Write 10^value."""
        return [self._texts[value] for value in values]


class StepAxis(Axis):
    """A horizontal axis of whole steps; `apart` is about how many pixels lie between two ticks."""

    def __init__(self, side: str, apart: float = 80.0) -> None:
        super().__init__(side)
        self.setStyle(hideOverlappingLabels=_OVER_THE_EDGE)
        self._apart = apart
        self.steps: tuple[int, int] | None = None  # those there are; without, all in view

    def tickValues(self, least: float, most: float, size: float) -> Ticks:
        """Choose ticks that far apart, two at least, the last step among them."""
        first, last = self.steps or (math.ceil(least), math.floor(most))
        first, last = max(math.ceil(least), first), min(math.floor(most), last)
        self._texts = step_ticks(first, last, max(size / self._apart, 2))
        return [(1.0, list(self._texts))]

    def tickStrings(self, values: list[float], _scale: float, _spacing: float) -> list[str]:
        """Write whole numbers."""
        return [self._texts[value] for value in values]

    def generateDrawSpecs(self, painter: QPainter) -> Any:
        """Keep the numbers at both ends inside the axis, where the library would leave them out."""
        specs = super().generateDrawSpecs(painter)
        bounds = self.mapRectFromParent(self.geometry())
        for rect, _flags, _text in specs[2] if specs else ():
            rect.moveLeft(max(rect.left(), bounds.left()))
            rect.moveRight(min(rect.right(), bounds.right()))
        return specs
