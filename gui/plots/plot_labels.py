"""Names of curves at places given in a plot's own coordinates."""

from __future__ import annotations

from typing import NamedTuple

import pyqtgraph as pg
from PySide6.QtCore import QPointF

from gui.plots.curve_labels import CurveLabel, CurveLabels

_LEAST_LEFT = 30.0


class PlotLabel(NamedTuple):
    """A formula at a point of a plot, in a colour."""

    template: str
    x: float
    y: float
    colour: str


def place_labels(
    plot: pg.PlotWidget, overlay: CurveLabels, labels: list[PlotLabel], paper: str
) -> None:
    """Lay the overlay over the plot's inside and put the labels where their points are."""
    box = plot.getViewBox()
    area = plot.mapFromScene(box.sceneBoundingRect()).boundingRect()
    overlay.setGeometry(area)
    placed = []
    for label in labels:
        at = plot.mapFromScene(box.mapViewToScene(QPointF(label.x, label.y))) - area.topLeft()
        x = max(at.x() + 12.0, _LEAST_LEFT)
        placed.append(CurveLabel(label.template, x, float(at.y()), label.colour))
    overlay.show_labels(placed, paper)
