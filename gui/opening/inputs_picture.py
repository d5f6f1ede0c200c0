"""Picture of the inputs x: tinted rows, time to the right."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.numbers import short
from engine.plots.ramp import colours
from gui.theme import LIGHT, Theme

Array = NDArray[np.float64]

_ROW_HEIGHT, _MOST_HEIGHT = 26, 104
_MOST_COLUMNS = 1200  # steps drawn, more than this picture has pixels


class InputsPicture(QWidget):
    """Heatmap of the inputs, one row an input, on one scale −max … max."""

    def __init__(self, inputs: int) -> None:
        super().__init__()
        self._theme, self._x = LIGHT, np.zeros((1, 1))
        self.setFixedHeight(min(inputs * _ROW_HEIGHT, _MOST_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_inputs(self, x: Array) -> None:
        """Show the inputs, (T, m)."""
        self._x = x
        steps, inputs = x.shape
        least, most = short(float(x.min())), short(float(x.max()))
        text = f"inputs x, {steps} steps of {inputs}, from {least} to {most}"
        self.setAccessibleName(text)
        self.setToolTip(f"{text}; a row an input, time to the right")
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rows, filling the height."""
        every = -(-len(self._x) // _MOST_COLUMNS)
        rows = np.ascontiguousarray(self._x[::every].T)
        tints = colours(rows, float(np.abs(self._x).max()), self._theme)
        inputs, steps = rows.shape
        image = QImage(tints.tobytes(), steps, inputs, 4 * steps, QImage.Format.Format_RGBA8888)
        with QPainter(self) as painter:
            painter.drawImage(QRectF(self.rect()), image)
