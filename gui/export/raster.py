"""A widget as it looks on screen: as an image at up to several times its resolution, as PDF."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPoint, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPainter,
    QPainterPath,
    QPdfWriter,
    QPen,
    QRegion,
)
from PySide6.QtWidgets import QWidget

from engine.errors import InputError
from engine.numbers import count
from gui.export.recording import outlined_dots, record, title_of
from gui.export.stroke_sink import Style, Text, enlarged
from gui.overrides import raised

SCALE = 3
_MOST_PIXELS = 100_000_000
_DOTS_PER_INCH = 96  # of a PDF: at any other the axes come out in the wrong size
_POINTS_PER_PIXEL = 72 / _DOTS_PER_INCH


def picture(widget: QWidget, background: str, scale: int = SCALE) -> QImage:
    """Draw a widget and its children anew at `scale` times the pixels, on a background.

    Raises:
        InputError: it would have more pixels than there should be memory for.
    """
    pixels = widget.width() * widget.height() * scale**2
    if pixels > _MOST_PIXELS:
        raise InputError(
            f"would have {count(round(pixels / 1e6))} million pixels, "
            f"at most {_MOST_PIXELS // 1_000_000}",
            "choose a smaller size or scale",
            place="the picture",
        )
    image = QImage(widget.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor(background))
    with raised(), outlined_dots(widget), QPainter(image) as painter:
        if scale == 1:
            widget.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        else:
            record(widget, _OnPainter(painter, outlines=True))
    return image


def png(image: QImage) -> bytes:
    """Return a picture as a PNG file.

    Raises:
        InputError: it has no pixels.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(image):
        raise InputError("cannot be drawn", "choose a size of at least one pixel")
    return bytes(buffer.data().data())


def pdf(widget: QWidget, background: str) -> bytes:
    """Return a widget and its children as one page of PDF of the widget's size, text as text."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title_of(widget))
    writer.setResolution(_DOTS_PER_INCH)
    size = QSizeF(widget.size()) * _POINTS_PER_PIXEL
    exact = QPageSize.SizeMatchPolicy.ExactMatch
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Point, "", exact))
    writer.setPageMargins(QMarginsF(), QPageLayout.Unit.Point)
    with QPainter(writer) as painter:
        painter.fillRect(widget.rect().adjusted(0, 0, 1, 1), QColor(background))
        record(widget, _OnPainter(painter, outlines=False))
    return bytes(buffer.data().data())


class _OnPainter:
    """A canvas on the painter of a larger image or of a page."""

    def __init__(self, painter: QPainter, outlines: bool) -> None:
        self._painter = painter
        self.outlines = outlines

    def draw(self, path: QPainterPath, pen: QPen, brush: QBrush, style: Style) -> None:
        """Draw a shape."""
        with self._styled(style) as painter:
            painter.setPen(pen)
            painter.setBrush(brush)
            painter.drawPath(path)

    def place(self, target: QRectF, image: QImage, style: Style) -> None:
        """Draw an image; its pixels stay squares unless it is to be smoothed."""
        with self._styled(style) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(target, image if style.smooth else enlarged(image, target))

    def write(self, text: Text, style: Style) -> None:
        """Write a piece of text."""
        with self._styled(style) as painter:
            painter.setTransform(text.transform, True)
            painter.setPen(text.pen)
            painter.setFont(_whole(text.font))
            painter.drawText(text.at, text.words)

    @contextmanager
    def _styled(self, style: Style) -> Iterator[QPainter]:
        self._painter.save()
        hints = QPainter.RenderHint
        self._painter.setRenderHints(hints.Antialiasing | hints.LosslessImageRendering)
        self._painter.setOpacity(style.opacity)
        for clip in style.clips:
            self._painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
        yield self._painter
        self._painter.restore()


def _whole(font: QFont) -> QFont:
    """Return the same font with nothing left to be taken from the page it is used on."""
    whole = QFont(font.families())
    whole.setPixelSize(font.pixelSize())
    whole.setWeight(font.weight())
    whole.setItalic(font.italic())
    return whole
