"""A loss over two weights as a picture on a logarithmic scale, with descents drawn on it."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from engine.numbers import fixed, power_label
from engine.plots.ramp import colours
from engine.studies.cliff import Surface
from gui.fonts import text_font
from gui.theme import LIGHT, Theme
from gui.widgets.tint import image_of

Array = NDArray[np.float64]

_LEFT, _BOTTOM, _TOP, _RIGHT = 30, 30, 6, 44
_STEP = 0.02  # how far an arrow key moves the start, as a share of the picture
_KEYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class LossSurface(QWidget):
    """The picture; a click or the arrow keys choose where the descents start.

    Signals:
        start_chosen: w and b.
    """

    start_chosen = Signal(float, float)

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._surface: Surface | None = None
        self._image = QImage()
        self._range = (-1.0, 0.0)
        self._paths: list[tuple[Array, str]] = []
        self.setFixedHeight(210)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName("loss surface of one unit over w and b")
        self.setToolTip("Click to start the descents there (← → ↑ ↓ when focused)")

    def sizeHint(self) -> QSize:
        """Ask for the narrowest panel's width; the layout gives more where there is more."""
        return QSize(200, 210)

    def show_surface(self, surface: Surface, floor: float) -> None:
        """Show a surface; losses below `floor` take its colour."""
        self._surface = surface
        top = math.log10(float(surface.loss.max()))
        self._range = (math.log10(floor), top)
        self._colour()

    def show_paths(self, paths: list[tuple[Array, str]]) -> None:
        """Draw descents, each (n, 2) with the theme's role of its colour; the last is on top."""
        self._paths = paths
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._theme = theme
        self._colour()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start where the click is."""
        area = self._area()
        if event.button() != Qt.MouseButton.LeftButton or self._surface is None:
            super().mousePressEvent(event)
        elif area.contains(event.position()):
            at = event.position() - area.topLeft()
            self._choose(at.x() / area.width(), 1.0 - at.y() / area.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the start a little."""
        move = _KEYS.get(Qt.Key(event.key()))
        if move is None or not self._paths or self._surface is None:
            super().keyPressEvent(event)
            return
        share = self._shares(self._paths[0][0][:1])[0]
        self._choose(float(share[0]) + _STEP * move[0], float(share[1]) + _STEP * move[1])

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture, its axes and its scale, then the descents."""
        if self._surface is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = self._area()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, self._image)
            self._paint_axes(painter, area, self._surface)
            self._paint_scale(painter, area)
            painter.setPen(QPen(QColor(self._theme.accent if self.hasFocus() else
                                       self._theme.border), 1))  # fmt: skip
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area)
            painter.setClipRect(area)
            for points, role in self._paths:
                self._paint_path(painter, area, points, getattr(self._theme, role))

    def _choose(self, across: float, up: float) -> None:
        if self._surface is None:
            return
        w, b = self._surface.w, self._surface.b
        across, up = min(max(across, 0.0), 1.0), min(max(up, 0.0), 1.0)
        self.start_chosen.emit(
            float(w[0] + across * (w[-1] - w[0])), float(b[0] + up * (b[-1] - b[0]))
        )

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)

    def _shares(self, points: Array) -> Array:
        """Return points as shares of the picture, (n, 2), far ones brought near."""
        if self._surface is None:
            return points
        w, b = self._surface.w, self._surface.b
        low, span = np.array([w[0], b[0]]), np.array([w[-1] - w[0], b[-1] - b[0]])
        shares: Array = (points - low) / span
        return shares

    def _colour(self) -> None:
        if self._surface is None:
            return
        low, high = self._range
        logs = np.log10(np.maximum(self._surface.loss, 10.0**low))
        shares = 2.0 * (logs - low) / (high - low) - 1.0
        self._image = image_of(colours(shares[::-1], 1.0, self._theme))
        self.update()

    def _paint_axes(self, painter: QPainter, area: QRectF, surface: Surface) -> None:
        painter.setFont(text_font(10))
        painter.setPen(QColor(self._theme.muted))
        flag = Qt.AlignmentFlag
        for value in _whole(surface.w):
            x = area.left() + area.width() * float(self._shares(np.array([[value, 0.0]]))[0, 0])
            place = QRectF(x - 20, area.bottom() + 2, 40, 13)
            painter.drawText(place, flag.AlignHCenter, fixed(value, 0))
        for value in _whole(surface.b):
            y = area.bottom() - area.height() * float(self._shares(np.array([[0.0, value]]))[0, 1])
            place = QRectF(0, y - 7, _LEFT - 5, 14)
            painter.drawText(place, flag.AlignRight | flag.AlignVCenter, fixed(value, 0))
        below = QRectF(area.left(), area.bottom() + 14, area.width(), 14)
        painter.drawText(below, flag.AlignHCenter, "recurrent weight w")
        painter.drawText(QRectF(0, area.center().y() - 7, 12, 14), flag.AlignLeft, "b")

    def _paint_scale(self, painter: QPainter, area: QRectF) -> None:
        strip = image_of(colours(np.linspace(1, -1, 256)[:, None], 1.0, self._theme))
        bar = QRectF(area.right() + 7, area.top(), 6, area.height())
        painter.drawImage(bar, strip)
        low, high = self._range
        for value in range(math.ceil(low - 1e-9), math.floor(high) + 1):
            y = bar.bottom() - bar.height() * (value - low) / (high - low)
            place = QRectF(bar.right() + 3, min(y, bar.bottom() - 6) - 7, 30, 14)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, power_label(value))

    def _paint_path(self, painter: QPainter, area: QRectF, points: Array, colour: str) -> None:
        shares = np.clip(self._shares(points), -50.0, 50.0)  # far beyond the edge is beyond it
        x, y = (
            area.left() + shares[:, 0] * area.width(),
            area.bottom() - shares[:, 1] * area.height(),
        )
        places = [QPointF(*place) for place in zip(x.tolist(), y.tolist(), strict=True)]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ink, width in ((self._theme.card, 3.6), (colour, 1.6)):
            painter.setPen(QPen(QColor(ink), width))
            painter.drawPolyline(QPolygonF(places))
        painter.setPen(QPen(QColor(self._theme.card), 1))
        painter.setBrush(QColor(colour))
        for place in places:
            painter.drawEllipse(place, 2.6, 2.6)
        painter.setPen(QPen(QColor(colour), 2))
        painter.setBrush(QColor(self._theme.card))
        painter.drawEllipse(places[0], 4.5, 4.5)


def _whole(values: Array) -> list[float]:
    return [float(v) for v in range(math.ceil(values[0]), math.floor(values[-1]) + 1)]
