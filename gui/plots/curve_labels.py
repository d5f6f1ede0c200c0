"""Direct labels at the curves' right ends, pushed apart where they would overlap."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.formula.formula import paint_formula
from gui.formula.typeset import typeset

_SIZE = 13.0
_GAP = 3.0
_ROOM_FOR_ALONE = 120  # pixels of height, below which they would lie on other curves
_EDGE = 40.0  # nearer than that to the right edge, labels may meet


@dataclass(frozen=True)
class CurveLabel:
    """A formula, its colour, and where its curve ends or leaves the view, in pixels."""

    template: str
    x: float
    y: float
    colour: str


class CurveLabels(QWidget):
    """An overlay that paints labels along its right edge; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._labels: list[CurveLabel] = []
        self._paper = QColor("white")

    def show_labels(self, labels: list[CurveLabel], paper: str) -> None:
        """Show labels on a background colour that keeps them legible over lines."""
        self._labels, self._paper = labels, QColor(paper)
        self._paper.setAlphaF(0.82)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint every label just above its curve's end; those at the right edge make room."""
        edge = self.width() - _EDGE
        alone = [i for i in self._labels if i.x < edge and self.height() >= _ROOM_FOR_ALONE]
        ordered = sorted((item for item in self._labels if item.x >= edge), key=lambda i: i.y)
        with QPainter(self) as painter:
            for item in alone:
                top = min(max(_top(item), 0.0), self.height() - _height(item))
                self._paint_label(painter, item, top)
            tops = spread([_top(i) for i in ordered], [_height(i) for i in ordered], self.height())
            for item, top in zip(ordered, tops, strict=True):
                self._paint_label(painter, item, top)

    def _paint_label(self, painter: QPainter, item: CurveLabel, top: float) -> None:
        drawn = typeset(item.template, _SIZE)
        left = min(item.x, self.width() - 8.0) - drawn.width
        place = QRectF(left, top, drawn.width, drawn.height)
        painter.fillRect(place.adjusted(-3, 0, 3, 0), self._paper)
        paint_formula(painter, place, item.template, {}, _SIZE, item.colour)


def _height(item: CurveLabel) -> float:
    return typeset(item.template, _SIZE).height


def _top(item: CurveLabel) -> float:
    return item.y - _height(item) - 4


def spread(tops: list[float], heights: list[float], room: float) -> list[float]:
    """Return tops, in their order, moved as little as need be: inside `room`, none overlapping."""
    placed: list[float] = []
    for top, height in zip(tops, heights, strict=True):
        least = placed[-1] + heights[len(placed) - 1] + _GAP if placed else 0.0
        placed.append(min(max(top, least), max(room - height, least)))
    overshoot = placed[-1] + heights[-1] - room if placed else 0.0
    if overshoot <= 0:
        return placed
    placed[-1] -= overshoot
    for (i, _), (j, lower) in pairwise(list(enumerate(placed))[::-1]):
        placed[j] = min(lower, placed[i] - heights[j] - _GAP)
    return placed
