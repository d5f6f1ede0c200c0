"""Every kind of stroke arrives where the widget drew it."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.export.recording import record, title_of
from gui.export.stroke_sink import Style, Text


class Notes:
    """A canvas that writes down what it is given."""

    def __init__(self, outlines: bool = True) -> None:
        self.outlines = outlines
        self.shapes: list[tuple[QRectF, QPen, QBrush, Style]] = []
        self.images: list[tuple[QRectF, QImage, Style]] = []
        self.texts: list[Text] = []

    def draw(self, path: QPainterPath, pen: QPen, brush: QBrush, style: Style) -> None:
        self.shapes.append((path.boundingRect(), pen, brush, style))

    def place(self, target: QRectF, image: QImage, style: Style) -> None:
        self.images.append((target, image, style))

    def write(self, text: Text, _style: Style) -> None:
        self.texts.append(text)


class Sheet(QWidget):
    """A widget that draws one of everything inside another at (10, 20)."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        pixmap = QPixmap(2, 2)
        pixmap.fill(QColor("red"))
        wide = QPen(QColor("blue"), 2)
        thin = QPen(QColor("green"), 3)
        thin.setCosmetic(True)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(2, 2)
            painter.setPen(wide)
            painter.drawLine(QLineF(0, 0, 10, 0))
            painter.setPen(thin)
            painter.drawLine(QLineF(0, 0, 10, 0))
            painter.setOpacity(0.5)
            painter.setClipRect(QRectF(0, 0, 5, 5))
            painter.fillRect(QRectF(0, 0, 50, 50), QColor("black"))
            painter.setClipping(False)
            painter.drawEllipse(QRectF(1, 1, 4, 2))
            painter.drawPolygon(QPolygonF([QPointF(0, 0), QPointF(4, 0), QPointF(0, 3)]))
            painter.drawPolyline(QPolygonF([QPointF(0, 0), QPointF(4, 0), QPointF(0, 3)]))
            painter.drawPoint(QPointF(7, 8))
            painter.drawPixmap(QRect(3, 3, 4, 4), pixmap)
            painter.drawTiledPixmap(QRect(0, 0, 6, 4), pixmap)
            font = QFont("Inter")
            font.setPixelSize(10)
            painter.setFont(font)
            painter.drawText(QPointF(2, 12), "Wx")


def recorded(qtbot: QtBot, outlines: bool = True) -> Notes:
    outer = QWidget()
    qtbot.addWidget(outer)
    outer.resize(120, 90)
    column = QVBoxLayout(outer)
    column.setContentsMargins(10, 20, 0, 0)
    column.addWidget(Sheet())
    notes = Notes(outlines)
    record(outer, notes)
    return notes


def test_strokes_lie_where_they_were_drawn_with_pens_as_wide_as_on_screen(qtbot: QtBot) -> None:
    notes = recorded(qtbot)
    (first, wide, _, _), (_, thin, _, _), (filled, none, brush, style) = notes.shapes[:3]
    assert first == QRectF(10, 20, 20, 0)
    assert (wide.widthF(), thin.widthF()) == (4.0, 3.0)
    assert not thin.isCosmetic()
    assert filled == QRectF(10, 20, 100, 100)
    assert none.style() == Qt.PenStyle.NoPen
    assert brush.color() == QColor("black")
    assert style.opacity == 0.5


def test_clips_are_kept_with_the_widgets_own_border_first_and_end_when_they_do(
    qtbot: QtBot,
) -> None:
    shapes = recorded(qtbot).shapes
    border, clip = shapes[2][3].clips
    assert border.boundingRect() == QRectF(10, 20, 110, 70)
    assert clip.boundingRect() == QRectF(10, 20, 10, 10)
    assert [len(shape[3].clips) for shape in shapes[3:6]] == [1, 1, 1]


def test_round_and_angular_shapes_points_and_images_arrive(qtbot: QtBot) -> None:
    notes = recorded(qtbot)
    ellipse, polygon, polyline, point = (shape[0] for shape in notes.shapes[3:7])
    assert ellipse == QRectF(12, 22, 8, 4)
    assert polygon == polyline == QRectF(10, 20, 8, 6)
    assert point.topLeft() == QPointF(24, 36)
    (target, image, style), (tiled, tiles, _) = notes.images
    assert target == QRectF(16, 26, 8, 8)
    assert image.pixelColor(1, 1) == QColor("red")
    assert not style.smooth
    assert (tiled, tiles.width(), tiles.height()) == (QRectF(10, 20, 12, 8), 6, 4)


def test_text_comes_as_outlines_or_as_text(qtbot: QtBot) -> None:
    outlined, written = recorded(qtbot), recorded(qtbot, outlines=False)
    assert outlined.texts == []
    assert len(outlined.shapes) == len(written.shapes) + 1
    glyphs = outlined.shapes[-1][0]
    assert 14 <= glyphs.left() <= 16
    assert 28 <= glyphs.top() < glyphs.bottom() <= 45
    (text,) = written.texts
    assert (text.words, text.font.family(), text.at) == ("Wx", "Inter", QPointF(2, 12))
    assert text.transform.map(text.at) == QPointF(14, 44)


def test_a_widget_is_called_what_people_call_it(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.setWindowTitle("Rotation[*] – BPTT Lab")
    assert title_of(widget) == "Rotation – BPTT Lab"
    widget.setAccessibleName("All factors")
    assert title_of(widget) == "All factors"
