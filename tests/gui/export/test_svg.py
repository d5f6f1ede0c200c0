"""SVG as anybody's reader finds it: well-formed, with a background, sharp cells and no fonts."""

from __future__ import annotations

import re
from xml.etree import ElementTree as Tree

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.plots.ramp import colours
from gui.export.raster import picture
from gui.export.svg import svg
from gui.main_window import MainWindow
from gui.theme import LIGHT
from gui.widgets.heatmap import Heatmap
from tests.gui.screen import pixels_of, same, seen

NAME = "{http://www.w3.org/2000/svg}"
PANELS = ("norm", "factor", "film", "chain", "chain_rule", "eigenvalues", "matrix")


def drawing(widget: QWidget, paper: str = LIGHT.card) -> Tree.Element:
    return Tree.fromstring(svg(widget, paper))  # noqa: S314 - our own words


def cells(root: Tree.Element) -> list[list[str]]:
    """Return the colours of every group of sharp cells."""
    groups = root.iter(f"{NAME}g")
    sharp = [group for group in groups if group.get("shape-rendering") == "crispEdges"]
    return [[cell.attrib["fill"] for cell in group] for group in sharp]


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_is_drawn_as_shown(window: MainWindow, name: str) -> None:
    panel = getattr(window, name)
    renderer = QSvgRenderer(QByteArray(svg(panel, LIGHT.card)))
    image = QImage(panel.size(), QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        renderer.render(painter, QRectF(panel.rect()))
    away = np.abs(pixels_of(image).astype(int) - pixels_of(picture(panel, LIGHT.card, 1)))
    assert np.median(away) == 0
    assert np.mean(away) < 6


def test_it_names_no_font_and_has_the_background_and_the_title(window: MainWindow) -> None:
    root = drawing(window.norm)
    assert root.findtext(f"{NAME}title") == window.norm.accessibleName()
    assert not list(root.iter(f"{NAME}text"))
    assert "font" not in Tree.tostring(root, "unicode")
    paper = root.find(f"{NAME}rect")
    assert paper is not None
    assert paper.attrib == {
        "width": str(window.norm.width()),
        "height": str(window.norm.height()),
        "fill": LIGHT.card,
    }
    assert root.get("viewBox") == f"0 0 {window.norm.width()} {window.norm.height()}"


def test_axis_numbers_are_outlines_in_the_axis_colour(window: MainWindow) -> None:
    paths = drawing(window.norm).iter(f"{NAME}path")
    glyphs = [p for p in paths if p.get("fill") == LIGHT.muted and "C" in p.attrib["d"]]
    assert len(glyphs) >= 8  # numbers of two axes and the name of one


def test_a_heatmap_has_a_sharp_rectangle_for_every_entry_in_its_colour(
    qtbot: QtBot,
) -> None:
    values = np.linspace(-1, 1, 30).reshape(5, 6)
    heatmap = Heatmap()
    qtbot.addWidget(heatmap)
    heatmap.resize(200, 200)
    heatmap.set_theme(LIGHT)
    heatmap.show_values(values, 1.0)
    (shown,) = cells(drawing(heatmap))
    expected = colours(values, 1.0, LIGHT).reshape(-1, 4)
    for name, rgba in zip(shown, expected, strict=True):
        assert np.abs(np.array(QColor(name).getRgb()[:3]) - rgba[:3]).max() <= 2


def test_the_film_is_sharper_than_the_screen_and_the_screen_is_left_as_it_was(
    window: MainWindow,
) -> None:
    before = seen(window.film)
    images = list(drawing(window.film).iter(f"{NAME}image"))
    assert images
    for image in images:
        data = QByteArray.fromBase64(image.attrib["href"].partition(",")[2].encode())
        assert QImage.fromData(data).width() >= 4 * float(image.attrib["width"]) - 4
    assert same(before, seen(window.film))


def test_a_large_matrix_is_an_image_of_large_squares(qtbot: QtBot) -> None:
    heatmap = Heatmap()
    qtbot.addWidget(heatmap)
    heatmap.resize(200, 200)
    heatmap.show_values(np.eye(100), 1.0)
    root = drawing(heatmap)
    assert cells(root) == []
    (image,) = root.iter(f"{NAME}image")
    data = QByteArray.fromBase64(image.attrib["href"].partition(",")[2].encode())
    assert QImage.fromData(data).width() == 800


def test_clips_refer_to_what_is_there(window: MainWindow) -> None:
    text = svg(window, LIGHT.window).decode()
    used, known = set(re.findall(r"url\(#(\w+)\)", text)), set(re.findall(r'id="(\w+)"', text))
    assert used
    assert used == known


class Graded(QWidget):
    """A widget with a gradient, half covered, and dashes."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        gradient = QLinearGradient(0, 0, 50, 0)
        gradient.setColorAt(0, QColor("#ff0000"))
        gradient.setColorAt(1, QColor("#800000ff"))
        with QPainter(self) as painter:
            painter.setOpacity(0.25)
            painter.fillRect(self.rect(), gradient)


def test_gradients_and_opacity_are_kept(qtbot: QtBot) -> None:
    widget = Graded()
    qtbot.addWidget(widget)
    widget.resize(50, 20)
    root = drawing(widget)
    (gradient,) = root.iter(f"{NAME}linearGradient")
    assert [gradient.get(name) for name in ("x1", "y1", "x2", "y2")] == ["0", "0", "50", "0"]
    stops = [(stop.get("stop-color"), stop.get("stop-opacity")) for stop in gradient]
    assert stops == [("#ff0000", None), ("#0000ff", "0.5")]
    assert [p.get("opacity") for p in root.iter(f"{NAME}path") if p.get("fill")] == ["0.25"]


def test_a_title_with_signs_of_its_own_is_kept(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.setAccessibleName("a < b & c")
    assert drawing(widget).findtext(f"{NAME}title") == "a < b & c"
