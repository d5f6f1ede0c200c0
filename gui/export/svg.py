"""A widget as SVG: outlines, sharp cells, its background; it needs no font and no script."""

from __future__ import annotations

import base64

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QLinearGradient, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from gui.export.recording import record, title_of
from gui.export.stroke_sink import Clips, Style, Text, enlarged

_MOST_RECTANGLES = 4096  # cells up to which an image is written cell by cell
_CAPS = {
    Qt.PenCapStyle.FlatCap: "butt",
    Qt.PenCapStyle.SquareCap: "square",
    Qt.PenCapStyle.RoundCap: "round",
}
_JOINS = {
    Qt.PenJoinStyle.MiterJoin: "miter",
    Qt.PenJoinStyle.SvgMiterJoin: "miter",
    Qt.PenJoinStyle.BevelJoin: "bevel",
    Qt.PenJoinStyle.RoundJoin: "round",
}


def svg(widget: QWidget, background: str) -> bytes:
    """Return a widget and its children as an SVG document on a background."""
    page = _Page()
    record(widget, page)
    return page.document(widget.size(), title_of(widget), background)


class _Page:
    """Collects elements; neighbours under the same clips share a group."""

    outlines = True

    def __init__(self) -> None:
        self._definitions: list[str] = []
        self._body: list[str] = []
        self._known: dict[str, str] = {}
        self._group = ""

    def draw(self, path: QPainterPath, pen: QPen, brush: QBrush, style: Style) -> None:
        """Add a shape."""
        paint = self._fill(brush) + _stroke(pen)
        data = _data(path)
        if paint == ' fill="none"' or not data:
            return
        self._enter(style.clips)
        rule = ' fill-rule="evenodd"' if path.fillRule() == Qt.FillRule.OddEvenFill else ""
        self._body.append(f'<path d="{data}"{paint}{rule}{_faded(style)}/>')

    def place(self, target: QRectF, image: QImage, style: Style) -> None:
        """Add an image: cell by cell where it has few, else as pixels that stay square."""
        if _is_blank(image):
            return
        self._enter(style.clips)
        grows = image.width() < target.width() and image.height() < target.height()
        if grows and image.width() * image.height() <= _MOST_RECTANGLES and not style.smooth:
            cells = "".join(_cells(target, image))
            self._body.append(f'<g shape-rendering="crispEdges"{_faded(style)}>{cells}</g>')
        else:
            self._body.append(_embedded(target, image, style))

    def write(self, text: Text, style: Style) -> None:
        """Never asked for: text comes as outlines."""

    def document(self, size: QSize, title: str, background: str) -> bytes:
        """Return the whole document."""
        self._enter(())
        width, height = size.width(), size.height()
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}">'
        )
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            head,
            f"<title>{_escaped(title)}</title>",
            f"<defs>{''.join(self._definitions)}</defs>",
            f'<rect width="{width}" height="{height}" fill="{background}"/>',
            *self._body,
            "</svg>\n",
        ]
        return "\n".join(lines).encode()

    def _enter(self, clips: Clips) -> None:
        name = self._clip(clips)
        if name == self._group:
            return
        if self._group:
            self._body.append("</g>")
        if name:
            self._body.append(f'<g clip-path="url(#{name})">')
        self._group = name

    def _clip(self, clips: Clips) -> str:
        """Return the name of the area common to all the clips; each narrows the one before."""
        name = ""
        for clip in clips:
            within = f' clip-path="url(#{name})"' if name else ""
            rule = "evenodd" if clip.fillRule() == Qt.FillRule.OddEvenFill else "nonzero"
            shape = f'<path d="{_data(clip)}" clip-rule="{rule}"/>'
            name = self._define("clipPath", within, shape)
        return name

    def _fill(self, brush: QBrush) -> str:
        if brush.style() == Qt.BrushStyle.NoBrush:
            return ' fill="none"'
        gradient = brush.gradient()
        if isinstance(gradient, QLinearGradient):
            return f' fill="url(#{self._gradient(brush, gradient)})"'
        return _coloured("fill", brush.color())

    def _gradient(self, brush: QBrush, gradient: QLinearGradient) -> str:
        place = brush.transform()
        start, end = place.map(gradient.start()), place.map(gradient.finalStop())
        ends = f' gradientUnits="userSpaceOnUse" x1="{_n(start.x())}" y1="{_n(start.y())}"'
        ends += f' x2="{_n(end.x())}" y2="{_n(end.y())}"'
        stops = "".join(
            f'<stop offset="{_n(at)}"{_coloured("stop", colour, "stop-color")}/>'
            for at, colour in gradient.stops()
        )
        return self._define("linearGradient", ends, stops)

    def _define(self, kind: str, attributes: str, content: str) -> str:
        key = f"{kind}{attributes}{content}"
        if key not in self._known:
            name = self._known[key] = f"d{len(self._known)}"
            self._definitions.append(f'<{kind} id="{name}"{attributes}>{content}</{kind}>')
        return self._known[key]


def _data(path: QPainterPath) -> str:
    """Return a path in SVG's letters; a curve is three points in a row."""
    kind = QPainterPath.ElementType
    words = []
    for i in range(path.elementCount()):
        element = path.elementAt(i)
        letter = {
            kind.MoveToElement: "M",
            kind.LineToElement: "L",
            kind.CurveToElement: "C",
            kind.CurveToDataElement: " ",
        }[element.type]
        words.append(f"{letter}{_n(element.x)} {_n(element.y)}")
    return "".join(words)


def _stroke(pen: QPen) -> str:
    if pen.style() == Qt.PenStyle.NoPen:
        return ""
    width = pen.widthF()
    words = _coloured("stroke", pen.color())
    words += f' stroke-width="{_n(width)}" stroke-linecap="{_CAPS[pen.capStyle()]}"'
    words += f' stroke-linejoin="{_JOINS[pen.joinStyle()]}"'
    if pen.style() != Qt.PenStyle.SolidLine:
        dashes = " ".join(_n(length * width) for length in pen.dashPattern())
        words += f' stroke-dasharray="{dashes}"'
    return words


def _coloured(what: str, colour: QColor, name: str = "") -> str:
    opacity = "" if colour.alpha() == 255 else f' {what}-opacity="{_n(colour.alphaF())}"'
    return f' {name or what}="{colour.name()}"{opacity}'


def _faded(style: Style) -> str:
    return "" if style.opacity == 1.0 else f' opacity="{_n(style.opacity)}"'


def _cells(target: QRectF, image: QImage) -> list[str]:
    width, height = target.width() / image.width(), target.height() / image.height()
    size = f'width="{_n(width)}" height="{_n(height)}"'
    return [
        f'<rect x="{_n(target.x() + x * width)}" y="{_n(target.y() + y * height)}" {size}'
        f"{_coloured('fill', image.pixelColor(x, y))}/>"
        for y in range(image.height())
        for x in range(image.width())
    ]


def _embedded(target: QRectF, image: QImage, style: Style) -> str:
    """Return an image element; cells are made large beforehand, as viewers like to blur them."""
    large = image if style.smooth else enlarged(image, target)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    large.save(buffer, "PNG")  # type: ignore[call-overload]
    data = base64.b64encode(bytes(buffer.data().data())).decode()
    where = f'x="{_n(target.x())}" y="{_n(target.y())}"'
    size = f'width="{_n(target.width())}" height="{_n(target.height())}"'
    return (
        f'<image {where} {size} preserveAspectRatio="none"{_faded(style)} '
        f'href="data:image/png;base64,{data}"/>'
    )


def _is_blank(image: QImage) -> bool:
    """Tell whether nothing of an image can be seen."""
    if not image.hasAlphaChannel():
        return image.isNull()
    alpha = image.convertToFormat(QImage.Format.Format_Alpha8)
    return not any(bytes(alpha.constBits()))


def _n(value: float) -> str:
    return f"{round(value, 2):g}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
