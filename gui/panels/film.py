"""The film strip: every factor as a thumbnail, multiplied ones bright, the current one framed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from engine.analysis.study import Study
from engine.playhead import Phase, Playhead
from gui.fonts import text_font
from gui.theme import LIGHT, Theme
from gui.widgets.numbers import short
from gui.widgets.panel import Panel
from gui.widgets.tint import colours

Array = NDArray[np.float64]

_FEWEST_CELLS, _MOST_CELLS = 4, 24  # cells a side of a thumbnail
_CELL = 2.5  # pixels below which a cell is no longer seen as one
_GAP = 5.0
_EDGE = 4.0  # leaves room for the frame around the first and the last
_LABELS = 16.0
_NARROWEST = 9.0  # pixels for each thumbnail; below that factors are left out


class FilmStrip(QWidget):
    """All thumbnails in one row.

    Signals:
        chosen: the factor j that was clicked.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._theme: Theme = LIGHT
        self._mosaic: list[QImage] = []
        self._factors: list[int] = []
        self._norms: Array = np.zeros(0)
        self._playhead = Playhead(1)
        self._study: Study | None = None
        self.setMinimumHeight(42)
        self.setMouseTracking(True)

    def show_study(self, study: Study, theme: Theme) -> None:
        """Draw the thumbnails anew."""
        self._study, self._theme = study, theme
        self._norms = study.trace.factor_norms
        least, most = short(float(self._norms.min())), short(float(self._norms.max()))
        self.setAccessibleName("all factors")
        self.setAccessibleDescription(f"{len(self._norms)} factors of norm {least} to {most}")
        self._draw_thumbnails()

    def show_step(self, playhead: Playhead) -> None:
        """Brighten what is multiplied."""
        self._playhead = playhead
        self.update()

    def resizeEvent(self, _event: object) -> None:
        """Show as many factors as there is room for."""
        self._draw_thumbnails()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the strip."""
        with QPainter(self) as painter:
            painter.setFont(text_font(10))
            every = self._label_every()
            for i, (j, image) in enumerate(zip(self._factors, self._mosaic, strict=True)):
                self._paint_thumbnail(painter, i, j, image)
                last = len(self._factors) - 1
                if (i % every == 0 and i <= last - every) or i == last:
                    painter.setPen(QColor(self._theme.muted))
                    cell = self._frame(i)
                    left = min(max(cell.center().x() - 20, -10.0), self.width() - 30.0)
                    below = QRectF(left, cell.bottom() + 4, 40, 12)
                    painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(j))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the factor under the mouse."""
        j = self._factor_at(event.position().x())
        if j and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(j)
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Name the factor under the mouse."""
        j = self._factor_at(event.position().x())
        text = f"‖∂s[{j}] / ∂s[{j - 1}]‖ = {short(float(self._norms[j - 1]))}" if j else ""
        QToolTip.showText(event.globalPosition().toPoint(), text, self)

    def _draw_thumbnails(self) -> None:
        if self._study is None:
            return
        t = self._study.trace.t
        room = max(int(self.width() / _NARROWEST), 2)
        picked = np.unique(np.linspace(1, t, min(t, room)).round().astype(int))
        self._factors = [int(j) for j in picked]
        cells = min(max(int(self._frame(0).width() / _CELL), _FEWEST_CELLS), _MOST_CELLS)
        pictures = thumbnails(self._study, self._factors, cells, self._theme)
        self._mosaic = [_image(rgba) for rgba in pictures]
        self.update()

    def _paint_thumbnail(self, painter: QPainter, i: int, j: int, image: QImage) -> None:
        frame = self._frame(i)
        current = self._is_current(i)
        bright = current or self._is_done(j)
        painter.setOpacity(1.0 if bright else 0.32)
        painter.drawImage(frame, image)
        painter.setOpacity(1.0)
        if current:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame.adjusted(-2.5, -2.5, 2.5, 2.5), 3, 3)

    def _is_current(self, i: int) -> bool:
        later = self._factors[i + 1] if i + 1 < len(self._factors) else self._playhead.t + 1
        return self._factors[i] <= self._playhead.j < later

    def _is_done(self, j: int) -> bool:
        if self._playhead.phase is Phase.FORWARD:
            return False
        return j > self._playhead.k

    def _frame(self, i: int) -> QRectF:
        pitch = self._pitch()
        side = min(pitch - _GAP if pitch > 16 else pitch - 2, self.height() - _LABELS - 6)
        centre = QPointF(_EDGE + (i + 0.5) * pitch, (self.height() - _LABELS) / 2)
        return QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)

    def _factor_at(self, x: float) -> int:
        if not self._factors:
            return 0
        i = int((x - _EDGE) / self._pitch())
        return self._factors[min(max(i, 0), len(self._factors) - 1)]

    def _pitch(self) -> float:
        return (self.width() - 2 * _EDGE) / max(len(self._factors), 1)

    def _label_every(self) -> int:
        pitch = self._pitch()
        return next((n for n in (1, 2, 4, 5, 8, 10, 20, 50) if n * pitch >= 30), 100)


class FilmPanel(Panel):
    """The film strip in its card."""

    def __init__(self) -> None:
        super().__init__("film", "All factors", margins=(12, 5))
        self.strip = FilmStrip()
        self.body.setSpacing(2)
        self.body.addWidget(self.strip, 1)

    def study_changed(self, study: Study) -> None:
        """Draw the thumbnails anew."""
        self.strip.show_study(study, self.theme)

    def step_changed(self, _study: Study, playhead: Playhead) -> None:
        """Brighten what is multiplied."""
        self.strip.show_step(playhead)


def thumbnails(study: Study, factors: list[int], cells: int, theme: Theme) -> NDArray[np.uint8]:
    """Return the factors' pictures of at most `cells` a side, (n, side, side, 4).

    A large factor is shown by the entry of largest |W| in each block, so what is shown is real.
    """
    W = study.experiment.network.W
    rows, columns = _representatives(W, cells)
    slopes = study.trace.chain.slopes[np.array(factors) - 1]
    stack = slopes[:, rows] * W[rows, columns]
    limit = float(np.abs(W).max()) * study.trace.gamma
    return colours(stack, limit, theme)


def _representatives(W: Array, cells: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    d = len(W)
    edges = np.linspace(0, d, min(d, cells) + 1).round().astype(int)
    side = len(edges) - 1
    rows, columns = np.empty((side, side), np.intp), np.empty((side, side), np.intp)
    for (i, j), _ in np.ndenumerate(rows):
        block = np.abs(W[edges[i] : edges[i + 1], edges[j] : edges[j + 1]])
        row, column = np.unravel_index(int(block.argmax()), block.shape)
        rows[i, j], columns[i, j] = edges[i] + row, edges[j] + column
    return rows, columns


def _image(rgba: NDArray[np.uint8]) -> QImage:
    height, width = rgba.shape[:2]
    data = np.ascontiguousarray(rgba).tobytes()
    return QImage(data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
