"""Heatmap of a matrix: one symmetric scale, numbers in the cells if they fit."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from engine.numbers import CellFormat, cell_formats
from engine.plots.blocks import largest_entries
from engine.plots.ramp import colours
from gui.theme import LIGHT, Theme
from gui.widgets.cell_text import fitting_format
from gui.widgets.repaint import settle
from gui.widgets.tint import Ramp

Array = NDArray[np.float64]

_MOST_NUMBERS = 40 * 40  # more do not fit into any window
_FRAME = 4  # pixels left free for the frame around the picture


class Heatmap(pg.GraphicsView):
    """A square heatmap of a matrix.

    Signals:
        hovered: row and column under the mouse, both −1 when it leaves.
    """

    hovered = Signal(int, int)

    def __init__(self, framed: bool = False) -> None:
        super().__init__(background=None)
        self._theme = LIGHT
        self._framed = framed
        self._values: Array = np.zeros((1, 1))
        self._formats: tuple[CellFormat, ...] = ()
        self._limit = 1.0
        self._image = pg.ImageItem(axisOrder="row-major")
        self._box = pg.ViewBox(lockAspect=True, invertY=True, enableMenu=False, enableMouse=False)
        self._box.setDefaultPadding(0)
        self._box.setRange(QRectF(0, 0, 1, 1), padding=0)
        self._box.addItem(self._image)
        self.setCentralItem(self._box)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(60, 60)

    def show_values(self, values: Array, limit: float) -> None:
        """Show a matrix on the scale −limit … limit."""
        reshaped = values.shape != self._values.shape
        self._values, self._limit = values, limit or 1.0
        self._formats = cell_formats(values) if values.size <= _MOST_NUMBERS else ()
        self._draw()
        if reshaped:  # setting the range again would paint the view twice
            rows, columns = values.shape
            self._box.setRange(QRectF(0, 0, columns, rows), padding=0)
        settle(self)

    @property
    def unit(self) -> str:
        """The common factor of the numbers in the cells: "×10⁻⁵", or empty."""
        return self._formats[0].unit if self._formats else ""

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._theme = theme
        self._draw()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, then gaps, numbers and the frame on its pixel grid."""
        super().paintEvent(event)
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = self._area()
            if area.width() / max(self._values.shape) >= 7:
                self._paint_gaps(painter, area)
            self._paint_numbers(painter, area)
            if self._framed:
                painter.setPen(QPen(QColor(self._theme.accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(area.adjusted(-3, -3, 3, 3), 4, 4)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Emit the entry under the mouse."""
        self.hovered.emit(*self._cell_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Emit −1, −1."""
        self.hovered.emit(-1, -1)
        super().leaveEvent(event)

    def resizeEvent(self, event: QEvent | None) -> None:
        """Keep the picture square, centred, inside the frame."""
        super().resizeEvent(event)
        if event is None:
            return  # pyqtgraph calls this while it builds the view
        side = max(min(self.width(), self.height()) - 2 * _FRAME, 10)
        left, top = (self.width() - side) / 2, (self.height() - side) / 2
        self._box.setGeometry(QRectF(left, top, side, side))
        self._draw()

    def _draw(self) -> None:
        """Draw at most one cell a pixel: the largest entries of a large matrix."""
        pixels = self._box.geometry().width() * self.devicePixelRatioF()
        entries = largest_entries(self._values, max(int(pixels), 1))
        self._image.setImage(
            colours(entries, self._limit, self._theme), autoLevels=False, levels=None
        )
        rows, columns = self._values.shape
        self._image.setRect(QRectF(0, 0, columns, rows))

    def _area(self) -> QRectF:
        rows, columns = self._values.shape
        first = self.mapFromScene(self._box.mapViewToScene(QPointF(0, 0)))
        last = self.mapFromScene(self._box.mapViewToScene(QPointF(columns, rows)))
        return QRectF(QPointF(first), QPointF(last))

    def _cell_at(self, position: QPointF) -> tuple[int, int]:
        area = self._area()
        if not area.contains(position):
            return -1, -1
        rows, columns = self._values.shape
        row = int((position.y() - area.top()) / area.height() * rows)
        column = int((position.x() - area.left()) / area.width() * columns)
        return min(row, rows - 1), min(column, columns - 1)

    def _paint_gaps(self, painter: QPainter, area: QRectF) -> None:
        rows, columns = self._values.shape
        painter.setPen(QPen(QColor(self._theme.card), 1.5))
        for row in range(rows + 1):
            y = area.top() + area.height() * row / rows
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        for column in range(columns + 1):
            x = area.left() + area.width() * column / columns
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def _paint_numbers(self, painter: QPainter, area: QRectF) -> None:
        rows, columns = self._values.shape
        width, height = area.width() / columns, area.height() / rows
        fitting = fitting_format(self._formats, QSizeF(width, height))
        if fitting is None:
            return
        form, font = fitting
        painter.setFont(font)
        inks = Ramp.of(self._theme).inks_on(self._values, self._limit)
        for ((row, column), value), ink in zip(np.ndenumerate(self._values), inks, strict=True):
            painter.setPen(ink)
            cell = QRectF(area.left() + column * width, area.top() + row * height, width, height)
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, form.text(float(value)))
