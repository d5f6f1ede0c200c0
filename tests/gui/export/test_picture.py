"""A picture of a widget: sharper than the screen, and otherwise the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from engine.errors import InputError
from gui.export.picture import SCALE, picture, save_png
from gui.main_window import MainWindow
from gui.theme import DARK, LIGHT, Theme
from gui.widgets.panel import Panel
from tests.gui.conftest import OpenWindow
from tests.gui.screen import pixels_of, seen


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


def test_strokes_are_drawn_anew_and_not_blown_up(still_window: MainWindow) -> None:
    image = picture(still_window.chain, LIGHT.card)
    blown = still_window.chain.grab().toImage().scaled(image.size())
    sharp, soft = pixels_of(image).astype(int), pixels_of(blown).astype(int)
    assert (np.abs(sharp - soft).max(axis=2) > 60).mean() > 0.002


def test_a_picture_is_taken_at_any_scale(still_window: MainWindow) -> None:
    assert picture(still_window.film, LIGHT.card, 1).size() == still_window.film.size()


def test_a_png_reads_back(tmp_path: Path) -> None:
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    path = tmp_path / "p.png"
    save_png(image, path)
    assert (pixels_of(QImage(str(path))) == [0x33, 0x66, 0x99]).all()


@pytest.mark.parametrize("size", [(20, 10), (0, 0)])
def test_what_cannot_be_written_is_said_and_leaves_no_file(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    image = QImage(*size, QImage.Format.Format_RGB32)
    path = tmp_path / "none" / "p.png"
    with pytest.raises(InputError, match=r"p\.png"):
        save_png(image, path)
    assert list(tmp_path.iterdir()) == []
