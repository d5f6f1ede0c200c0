"""The film strip: every factor as a thumbnail, multiplied ones bright, the current one framed."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from engine.numbers import short
from engine.playhead import Phase, Playhead
from engine.studies.study import Study
from gui.fonts import text_font
from gui.panels.film.factor_thumbnails import Row, thumbnail_image, thumbnails
from gui.theme import LIGHT, Theme
from gui.widgets.panel import Panel

_FEWEST_CELLS, _MOST_CELLS = 4, 24  # cells a side of a thumbnail
_CELL = 2.5  # pixels below which a cell is no longer seen as one
_GAP = 5.0
_EDGE = 4.0  # leaves room for the frame around the first and the last
_LABELS = 16.0
_PALE = 0.32  # how much is seen of what is not yet multiplied
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
        self._mosaic = QImage()
        self._scale = 1.0
        self._factors: list[int] = []
        self._playhead = Playhead(1)
        self._study: Study | None = None
        self.setMinimumHeight(42)
        self.setMouseTracking(True)

    def set_theme(self, theme: Theme) -> None:
        """Draw the thumbnails in a theme's colours."""
        self._theme = theme
        self._draw_thumbnails()

    def show_study(self, study: Study) -> None:
        """Draw the thumbnails anew."""
        self._study = study
        norms = study.trace.factor_norms
        least, most = short(float(norms.min())), short(float(norms.max()))
        self.setAccessibleName("all factors")
        self.setAccessibleDescription(f"{len(norms)} factors of norm {least} to {most}")
        self._draw_thumbnails()

    def show_step(self, playhead: Playhead) -> None:
        """Brighten what is multiplied."""
        self._playhead = playhead
        self.update()

    def resizeEvent(self, _event: object) -> None:
        """Show as many factors as there is room for."""
        self._draw_thumbnails()

    def set_scale(self, scale: float) -> None:
        """Draw the thumbnails with so many pixels for each of the screen."""
        self._scale = scale
        self._draw_thumbnails()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the strip."""
        if not self._factors:
            return
        head = self._playhead
        done = head.t if head.phase is Phase.FORWARD else head.k  # factors after it are multiplied
        first = bisect_right(self._factors, done)
        current = bisect_right(self._factors, head.j) - 1
        with QPainter(self) as painter:
            painter.setOpacity(_PALE)
            self._paint_thumbnails(painter, 0, first)
            painter.setOpacity(1.0)
            self._paint_thumbnails(painter, first, len(self._factors))
            self._paint_thumbnails(painter, current, current + 1)
            self._paint_labels(painter)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRoundedRect(self._frame(current).adjusted(-2.5, -2.5, 2.5, 2.5), 3, 3)

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
        text = self._words(j) if j else ""
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
        row = Row(self._pitch(), self._frame(0).width())
        self._mosaic = thumbnail_image(pictures, row, self._scale * self.devicePixelRatioF())
        self.update()

    def _paint_thumbnails(self, painter: QPainter, start: int, stop: int) -> None:
        """Draw some of the thumbnails, cut out of the mosaic half-way between two."""
        whole, n = self._mosaic.width(), len(self._factors)
        left, right = round(start / n * whole), round(stop / n * whole)
        frame, pixel = self._frame(0), self._pitch() * n / whole
        target = QRectF(_EDGE + left * pixel, frame.top(), (right - left) * pixel, frame.height())
        painter.drawImage(
            target, self._mosaic, QRectF(left, 0, right - left, self._mosaic.height())
        )

    def _paint_labels(self, painter: QPainter) -> None:
        painter.setFont(text_font(10))
        painter.setPen(QColor(self._theme.muted))
        every, last = self._label_every(), len(self._factors) - 1
        pitch, bottom = self._pitch(), self._frame(0).bottom()
        for i in (*range(0, last - every + 1, every), last):
            centre = _EDGE + (i + 0.5) * pitch
            left = min(max(centre - 20, -10.0), self.width() - 30.0)
            below = QRectF(left, bottom + 4, 40, 12)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(self._factors[i]))

    def _words(self, j: int) -> str:
        norm = float(self._study.trace.factor_norms[j - 1]) if self._study else 0.0
        return f"‖∂s[{j}] / ∂s[{j - 1}]‖ = {short(norm)}"

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
        self.strip.show_study(study)

    def step_changed(self, _study: Study, playhead: Playhead) -> None:
        """Brighten what is multiplied."""
        self.strip.show_step(playhead)

    def set_sharpness(self, scale: int) -> None:
        """Draw the thumbnails as finely as the picture is."""
        self.strip.set_scale(scale)
