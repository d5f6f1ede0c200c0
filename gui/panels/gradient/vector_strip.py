"""A vector as a row of tinted cells, with its numbers while they fit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.numbers import cell_formats
from engine.plots.ramp import colours
from gui.theme import LIGHT, Theme
from gui.widgets.cell_text import fitting_format
from gui.widgets.tint import Ramp, image_of

Array = NDArray[np.float64]

_HEIGHT = 24
_MOST_NUMBERS = 16
_GAP = 2.0
_ROOM_FOR_GAPS = 7.0


class VectorStrip(QWidget):
    """One row of cells on the scale −max … max.

    Signals:
        hovered: the entry under the mouse, −1 when it leaves.
    """

    hovered = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._values: Array = np.zeros(1)
        self.setFixedHeight(_HEIGHT)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_values(self, values: Array) -> None:
        """Show a vector."""
        self._values = values
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._theme = theme
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which entry is under the mouse."""
        entry = int(event.position().x() / max(self.width(), 1) * len(self._values))
        self.hovered.emit(min(max(entry, 0), len(self._values) - 1))

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that none is."""
        self.hovered.emit(-1)
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw cells with gaps and numbers, or where there are many one row of colours."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.width() / len(self._values) < _ROOM_FOR_GAPS:
                painter.drawImage(QRectF(self.rect()), _image(self._values, self._theme))
            else:
                self._paint_cells(painter)

    def _paint_cells(self, painter: QPainter) -> None:
        width, ramp = self.width() / len(self._values), Ramp.of(self._theme)
        fitting = None
        if len(self._values) <= _MOST_NUMBERS:
            formats = cell_formats(self._values)
            fitting = fitting_format(formats, QSizeF(width - _GAP, self.height()))
        if fitting is not None:
            painter.setFont(fitting[1])
        limit = float(np.abs(self._values).max())
        for i, value in enumerate(self._values):
            cell = QRectF(i * width, 0, width - _GAP, self.height())
            fill, ink = ramp.at(float(value), limit)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRoundedRect(cell, 2, 2)
            if fitting is not None:
                painter.setPen(ink)
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, fitting[0].text(float(value)))


def _image(values: Array, theme: Theme) -> QImage:
    return image_of(colours(values[None], float(np.abs(values).max()), theme))
