"""A picture of a widget: sharper than the screen, and otherwise the same."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.errors import InputError
from gui.export.raster import SCALE, picture, png
from gui.main_window import MainWindow
from gui.theme import DARK, LIGHT, Theme
from gui.widgets.elided import ElidedLabel
from gui.widgets.panel import Panel
from tests.gui.conftest import OpenWindow
from tests.gui.screen import pixels_of, same, seen


class Broken(QWidget):
    def paintEvent(self, _event: QPaintEvent) -> None:
        1 / 0  # noqa: B018


def pictured(window: MainWindow) -> list[Panel]:
    return [panel for panel in window.panels if panel.name and panel.isVisible()]


def smaller(image: QImage, factor: int) -> QImage:
    image.setDevicePixelRatio(1)
    smooth = Qt.TransformationMode.SmoothTransformation
    wanted = image.size() / factor
    return image.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_panel_and_the_window_look_as_on_screen(
    open_window: OpenWindow, theme: Theme
) -> None:
    window = open_window()
    window.playback.apply(lambda head: head.jump(head.loss_position + 9))
    if theme is DARK:
        window.theming.choose("dark")
        QApplication.processEvents()
    assert len(pictured(window)) >= 6
    screen = seen(window).astype(int)
    for widget in (*pictured(window), window):
        paper = theme.window if widget is window else theme.card
        image = picture(widget, paper)
        assert image.size() == widget.size() * SCALE
        assert image.devicePixelRatio() == SCALE
        corner = widget.mapTo(window, QPoint())
        rows, columns = widget.height(), widget.width()
        shown = screen[corner.y() : corner.y() + rows, corner.x() : corner.x() + columns]
        away = np.abs(shown - pixels_of(smaller(image, SCALE)))
        name = widget.accessibleName()
        assert np.median(away) <= 2, name
        assert np.mean(away) < 9, name
        assert (pixels_of(image) != QColor(paper).getRgb()[:3]).any(axis=2).mean() > 0.02, name


@pytest.mark.parametrize("name", ["chain", "norm", "factor", "film"])
def test_a_large_picture_is_painted_anew_and_not_blown_up(
    still_window: MainWindow, name: str
) -> None:
    panel = getattr(still_window, name)
    image = picture(panel, LIGHT.card)
    blown = panel.grab().toImage().scaled(image.size())
    sharp, soft = pixels_of(image).astype(int), pixels_of(blown).astype(int)
    assert (np.abs(sharp - soft).max(axis=2) > 60).mean() > 0.002


@pytest.fixture
def plot(qtbot: QtBot) -> QWidget:
    """A plot with a curve, a line across, dots and axes, each in a colour of its own."""
    outer = QWidget()
    qtbot.addWidget(outer)
    made = pg.PlotWidget(outer, background="w")
    outer.resize(300, 200)
    made.resize(300, 200)
    made.setRange(xRange=(0, 10), yRange=(0, 10), padding=0)
    made.addItem(pg.PlotCurveItem([0.0, 10.0], [4.0, 4.0], pen=pg.mkPen("#ff0000", width=3)))
    made.addItem(pg.InfiniteLine(8.0, 0, pen=pg.mkPen("#00ff00", width=2)))
    made.addItem(pg.ScatterPlotItem([5.0], [6.0], size=20, pen=pg.mkPen("#0000ff", width=4)))
    for side in ("left", "bottom"):
        made.getAxis(side).setPen(pg.mkPen("#ff00ff", width=1))
    outer.show()
    return outer


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_pens_that_count_pixels_are_as_many_times_as_wide(plot: QWidget, scale: int) -> None:
    small, large = (pixels_of(picture(plot, "#ffffff", n)) for n in (1, scale))
    for rgb, least in (
        ((255, 0, 0), 600),
        ((0, 255, 0), 300),
        ((0, 0, 255), 120),
        ((255, 0, 255), 200),
    ):
        areas = [
            int((np.abs(image.astype(int) - rgb).max(axis=2) < 80).sum())
            for image in (small, large)
        ]
        assert areas[0] > least, rgb
        assert areas[1] == pytest.approx(scale**2 * areas[0], rel=0.35), rgb


def test_a_picture_leaves_the_widget_as_it_was(plot: QWidget, window: MainWindow) -> None:
    for widget in (plot, window):
        before = seen(widget)
        picture(widget, LIGHT.card, 4)
        assert same(before, seen(widget))


@pytest.mark.parametrize("scale", [1, 2])
def test_hints_for_the_mouse_stay_out_of_pictures(qtbot: QtBot, scale: int) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    outer.resize(200, 20)
    line = ElidedLabel()
    line.setParent(outer)
    line.resize(200, 20)
    line.show_hint("hover over a cell")
    assert (pixels_of(picture(outer, "#ffffff", scale)) == 255).all()
    assert (line.text(), line.is_hint) == ("hover over a cell", True)
    line.setText("W[1, 2] = 0.5")
    assert (pixels_of(picture(outer, "#ffffff", scale)) < 255).any()


def test_thumbnails_are_as_fine_as_the_picture(window: MainWindow) -> None:
    image = picture(window.film, LIGHT.card, 4)
    fine = pixels_of(image)
    coarse = np.repeat(np.repeat(fine[::4, ::4], 4, axis=0), 4, axis=1)
    share = (np.abs(fine.astype(int) - coarse).max(axis=2) > 24).mean()
    assert share > 0.01


@pytest.mark.parametrize("scale", [1, 2, 3, 4])
def test_a_picture_is_taken_at_any_scale(still_window: MainWindow, scale: int) -> None:
    image = picture(still_window.film, LIGHT.card, scale)
    assert image.size() == scale * still_window.film.size()
    assert QImage.fromData(png(image)).size() == image.size()


def test_a_png_reads_back() -> None:
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    assert (pixels_of(QImage.fromData(png(image))) == [0x33, 0x66, 0x99]).all()


def test_what_has_no_pixels_is_refused() -> None:
    with pytest.raises(InputError, match="at least one pixel"):
        png(QImage(0, 0, QImage.Format.Format_RGB32))


def test_a_picture_too_large_for_the_memory_is_refused(still_window: MainWindow) -> None:
    with pytest.raises(InputError, match="smaller size or scale"):
        picture(still_window, LIGHT.window, 100)


@pytest.mark.parametrize("scale", [1, SCALE])
def test_what_cannot_be_painted_makes_no_picture(qtbot: QtBot, scale: int) -> None:
    broken = Broken()
    qtbot.addWidget(broken)
    with pytest.raises(ZeroDivisionError):
        picture(broken, LIGHT.card, scale)
