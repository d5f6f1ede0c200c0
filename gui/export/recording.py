"""What a widget paints, caught stroke by stroke, so that it can be drawn anew at any size.

Qt's own writers cannot do it: its SVG generator clips wrongly, smears heatmaps and names fonts that
others lack, and on a larger picture pens whose width is in pixels become hairlines. Here every
stroke arrives in the widget's own pixels, text as outlines, and goes to a `StrokeSink`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, cast

import pyqtgraph as pg
from PySide6.QtCore import QLineF, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QImage,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QRegion,
    QTextItem,
    QTransform,
)
from PySide6.QtWidgets import QWidget

from gui.export.stroke_sink import StrokeSink, Style, Text
from gui.overrides import raised
from gui.widgets.panel import Panel

Rect = QRectF | QRect
Point = QPointF | QPoint | QPainterPath.Element

_SHARPNESS = 4  # pixels that an icon gets for each of the widget's
_HALF = 0.5  # an aliased line at x covers the pixel from x to x + 1


def record(widget: QWidget, canvas: StrokeSink) -> None:
    """Let a widget and its children paint on a canvas."""
    device = _Device(widget, canvas)
    with raised(), outlined_dots(widget), _sharp(widget), QPainter(device) as painter:
        QWidget.render(widget, painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)


@contextmanager
def outlined_dots(widget: QWidget) -> Iterator[None]:
    """Let plots draw their dots as outlines, not as pixels made for the screen."""
    views = widget.findChildren(pg.GraphicsView)
    items = [item for view in views for item in view.scene().items()]
    dots = [item for item in items if isinstance(item, pg.ScatterPlotItem)]
    for item in dots:
        item.setExportMode(True, {"antialias": True})
    try:
        yield
    finally:
        for item in dots:
            item.setExportMode(False)


@contextmanager
def _sharp(widget: QWidget) -> Iterator[None]:
    """Let panels draw their own images as sharp as icons come."""
    own = [widget] if isinstance(widget, Panel) else []
    panels = [*own, *widget.findChildren(Panel)]
    for panel in panels:
        panel.set_sharpness(_SHARPNESS)
    try:
        yield
    finally:
        for panel in panels:
            panel.set_sharpness(1)


class _Device(QPaintDevice):
    """A surface of a widget's size that says it is sharp, so that icons come large."""

    def __init__(self, widget: QWidget, canvas: StrokeSink) -> None:
        super().__init__()
        self._size = widget.size()
        self._engine = _Engine(canvas)

    def paintEngine(self) -> QPaintEngine:
        return self._engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        kind = QPaintDevice.PaintDeviceMetric
        return {
            kind.PdmWidth: self._size.width() * _SHARPNESS,
            kind.PdmHeight: self._size.height() * _SHARPNESS,
            kind.PdmNumColors: 1 << 24,
            kind.PdmDepth: 32,
            kind.PdmDpiX: 96,
            kind.PdmDpiY: 96,
            kind.PdmPhysicalDpiX: 96,
            kind.PdmPhysicalDpiY: 96,
            kind.PdmDevicePixelRatio: _SHARPNESS,
            kind.PdmDevicePixelRatioScaled: int(_SHARPNESS * self.devicePixelRatioFScale()),
            kind.PdmDevicePixelRatioF_EncodedA: self.encodeMetricF(metric, _SHARPNESS),
            kind.PdmDevicePixelRatioF_EncodedB: self.encodeMetricF(metric, _SHARPNESS),
        }.get(metric, 0)


class _Engine(QPaintEngine):
    """Follows the painter's state and hands every stroke on in the widget's pixels."""

    def __init__(self, canvas: StrokeSink) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self._canvas = canvas
        self._pen, self._brush = QPen(), QBrush()
        self._transform = QTransform()
        self._style, self._clipping = Style(), False

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        flag, dirty = QPaintEngine.DirtyFlag, state.state()
        if dirty & flag.DirtyTransform:
            self._transform = state.transform() * _shrunk()
        if dirty & flag.DirtyPen:
            self._pen = state.pen()
        if dirty & flag.DirtyBrush:
            self._brush = state.brush()
        if dirty & flag.DirtyOpacity:
            self._style = replace(self._style, opacity=state.opacity())
        if dirty & flag.DirtyHints:
            smooth = bool(state.renderHints() & QPainter.RenderHint.Antialiasing)
            self._style = replace(self._style, smooth=smooth)
        if dirty & (flag.DirtyClipEnabled | flag.DirtyClipPath | flag.DirtyClipRegion):
            self._clipping = state.isClipEnabled()
        if dirty & flag.DirtyClipPath:
            self._clip(state.clipPath(), state)
        elif dirty & flag.DirtyClipRegion:
            self._clip(_outline(state.clipRegion()), state)

    def drawPath(self, path: QPainterPath) -> None:
        self._draw(path, self._brush)

    def drawRects(self, rects: Iterable[Any]) -> None:
        for rect in rects:
            path = QPainterPath()
            path.addRect(QRectF(rect))
            self._draw(path, self._brush)

    def drawLines(self, lines: Iterable[Any]) -> None:
        for line in lines:
            path = QPainterPath(QPointF(line.p1()))
            path.lineTo(QPointF(line.p2()))
            self._draw(path, QBrush())

    def drawEllipse(self, rect: Rect) -> None:
        path = QPainterPath()
        path.addEllipse(QRectF(rect))
        self._draw(path, self._brush)

    def drawPoints(self, points: Iterable[Any]) -> None:
        self.drawLines([QLineF(QPointF(point), QPointF(point)) for point in points])

    def drawPolygon(self, points: Iterable[Any], mode: QPaintEngine.PolygonDrawMode) -> None:
        first, *others = (QPointF(point) for point in points)
        path = QPainterPath(first)
        for point in others:
            path.lineTo(point)
        open_line = mode == QPaintEngine.PolygonDrawMode.PolylineMode
        if mode == QPaintEngine.PolygonDrawMode.WindingMode:
            path.setFillRule(Qt.FillRule.WindingFill)
        if not open_line:
            path.closeSubpath()
        self._draw(path, QBrush() if open_line else self._brush)

    def drawTextItem(self, at: Point, item: QTextItem) -> None:
        if self._canvas.outlines:
            super().drawTextItem(at, item)  # which comes back as a path
        else:
            text = Text(item.text(), cast("QPointF", at), item.font(), self._pen, self._transform)
            self._canvas.write(text, self._shown())

    def drawPixmap(self, target: Rect, pixmap: QPixmap | QImage, source: Rect) -> None:
        image = pixmap if isinstance(pixmap, QImage) else pixmap.toImage()
        self.drawImage(target, image, source)

    def drawTiledPixmap(self, target: Rect, pixmap: QPixmap | QImage, offset: Point) -> None:
        image = QImage(QRectF(target).size().toSize(), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        with QPainter(image) as painter:
            painter.drawTiledPixmap(QRectF(image.rect()), pixmap, offset)
        self.drawImage(target, image, QRectF(image.rect()))

    def drawImage(
        self,
        target: Rect,
        image: QImage,
        source: Rect,
        _flags: Qt.ImageConversionFlag = Qt.ImageConversionFlag.AutoColor,
    ) -> None:
        part = image.copy(QRectF(source).toRect())
        hint = QPainter.RenderHint.SmoothPixmapTransform
        style = replace(self._shown(), smooth=bool(self.painter().renderHints() & hint))
        self._canvas.place(self._transform.mapRect(QRectF(target)), part, style)

    def _draw(self, path: QPainterPath, brush: QBrush) -> None:
        """Hand on a shape as it lies on the widget, with its pen as wide as it is there."""
        pen = self._scaled_pen()
        mapped = self._transform.map(path)
        if pen.style() != Qt.PenStyle.NoPen and not self._style.smooth:
            mapped.translate(_HALF, _HALF)
        placed = QBrush(brush)
        placed.setTransform(brush.transform() * self._transform)
        self._canvas.draw(mapped, pen, placed, self._shown())

    def _scaled_pen(self) -> QPen:
        pen = QPen(self._pen)
        if pen.brush().style() == Qt.BrushStyle.NoBrush:  # as Qt's own SVG reader says it
            pen.setStyle(Qt.PenStyle.NoPen)
        growth = 1.0 if pen.isCosmetic() else math.sqrt(abs(self._transform.determinant()))
        pen.setWidthF((pen.widthF() or 1.0) * growth)
        pen.setCosmetic(False)
        return pen

    def _shown(self) -> Style:
        """Return the style with the widget's own borders, beyond which it may not paint."""
        own = self._style.clips if self._clipping else ()
        system = self.systemClip()
        borders = () if system.isEmpty() else (_shrunk().map(_outline(system)),)
        return replace(self._style, clips=(*borders, *own))

    def _clip(self, path: QPainterPath, state: QPaintEngineState) -> None:
        clips = self._style.clips
        operation = state.clipOperation()
        added = (state.transform() * _shrunk()).map(path)
        if operation == Qt.ClipOperation.NoClip:
            clips = ()
        elif operation == Qt.ClipOperation.ReplaceClip:
            clips = (added,)
        else:
            clips = (*clips, added)
        self._style = replace(self._style, clips=clips)


def title_of(widget: QWidget) -> str:
    """Return what a widget is called, for the head of a file."""
    return widget.accessibleName() or widget.windowTitle().replace("[*]", "")


def _shrunk() -> QTransform:
    return QTransform.fromScale(1 / _SHARPNESS, 1 / _SHARPNESS)


def _outline(region: QRegion) -> QPainterPath:
    path = QPainterPath()
    path.addRegion(region)
    return path
