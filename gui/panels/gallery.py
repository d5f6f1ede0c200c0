"""The gallery: every preset with a thumbnail of its W and its norm curve, and what it teaches."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.gallery import Entry
from engine.plots.ramp import colours
from engine.studies.study import Study, study
from gui.theme import Theme
from gui.widgets.panel import label
from gui.widgets.tint import image_of

_THUMBNAIL = QSize(168, 64)
_ROW_HEIGHT = 86


class GalleryDialog(QDialog):
    """A list to look through; Enter or a double click opens an entry.

    Signals:
        picked: the id of the entry chosen.
    """

    picked = Signal(str)

    def __init__(self, entries: tuple[Entry, ...], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Gallery")
        self.resize(720, 620)
        self._theme = theme
        self._list = QListWidget()
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._list.itemActivated.connect(self._activated)
        self._waiting: list[tuple[Entry, QLabel]] = []
        self._fill(entries)
        column = QVBoxLayout(self)
        column.addWidget(label("Double click or press Enter to open a preset.", "muted"))
        column.addWidget(self._list)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._draw_next)
        self._timer.start()

    def _fill(self, entries: tuple[Entry, ...]) -> None:
        group = ""
        for entry in entries:
            if entry.group != group:
                group = entry.group
                self._add_heading(group)
            self._add_entry(entry)
        self._list.setCurrentRow(1)

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(self._list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setSizeHint(QSize(0, 34))
        heading = label(text, "strong")
        heading.setContentsMargins(10, 8, 0, 0)
        self._list.setItemWidget(item, heading)

    def _add_entry(self, entry: Entry) -> None:
        item = QListWidgetItem(self._list)
        item.setData(Qt.ItemDataRole.UserRole, entry.id)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.name}. {entry.teaser}")
        item.setSizeHint(QSize(0, _ROW_HEIGHT))
        row, picture, words = QWidget(), QLabel(), QVBoxLayout()
        picture.setFixedSize(_THUMBNAIL)
        teaches = label(entry.teaser, "muted")
        teaches.setWordWrap(True)
        words.setSpacing(2)
        words.addWidget(label(entry.name, "strong"))
        words.addWidget(teaches, 1)
        beside = QHBoxLayout(row)
        beside.setContentsMargins(10, 8, 12, 8)
        beside.setSpacing(14)
        beside.addWidget(picture)
        beside.addLayout(words, 1)
        self._list.setItemWidget(item, row)
        self._waiting.append((entry, picture))

    def _draw_next(self) -> None:
        """Draw one thumbnail at a time, so that the dialog is there at once."""
        if not self._waiting:
            self._timer.stop()
            return
        entry, picture = self._waiting.pop(0)
        ratio = self.devicePixelRatioF()
        tells_all = entry.question is None
        picture.setPixmap(thumbnail(study(entry.load()), self._theme, ratio, tells_all))

    def _activated(self, item: QListWidgetItem) -> None:
        name = item.data(Qt.ItemDataRole.UserRole)
        if name:
            self.picked.emit(name)
            self.accept()


def thumbnail(result: Study, theme: Theme, ratio: float = 1.0, tells_all: bool = True) -> QPixmap:
    """Draw W and, beside it, the norm's curve under its bound, unless that is to be predicted."""
    pixmap = QPixmap(_THUMBNAIL * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    side = float(_THUMBNAIL.height())
    with QPainter(pixmap) as painter:
        painter.drawImage(QRectF(0, 0, side, side), _weights(result, theme))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = QRectF(side + 12, 4, _THUMBNAIL.width() - side - 14, side - 8)
        if tells_all:
            _draw_curves(painter, plot, result, theme)
    return pixmap


def _weights(result: Study, theme: Theme) -> QImage:
    W = result.experiment.network.W
    return image_of(colours(W, float(np.abs(W).max()), theme))


def _draw_curves(painter: QPainter, plot: QRectF, result: Study, theme: Theme) -> None:
    trace = result.trace
    finite = trace.log10_norm[np.isfinite(trace.log10_norm)]
    least = max(min(float(finite.min()), -0.5), -8.0)
    most = min(max(float(trace.log10_bound.max()), 0.5), 8.0)

    def point(i: int, value: float) -> QPointF:
        x = plot.left() + plot.width() * i / trace.t
        share = (min(max(value, least), most) - least) / (most - least)
        return QPointF(x, plot.bottom() - plot.height() * share)

    painter.setPen(QPen(QColor(theme.border), 1))
    painter.drawLine(point(0, 0.0), point(trace.t, 0.0))
    painter.setPen(QPen(QColor(theme.bound), 1.3, Qt.PenStyle.DashLine))
    painter.drawLine(point(0, 0.0), point(trace.t, float(trace.log10_bound[-1])))
    painter.setPen(QPen(QColor(theme.accent), 2))
    painter.drawPolyline(QPolygonF([point(i, float(v)) for i, v in enumerate(finite)]))
