"""A picture of a widget: sharper than the screen, and otherwise the same."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.errors import InputError
from gui.export.raster import SCALE, pdf, picture, png
from gui.main_window import MainWindow
from gui.theme import DARK, LIGHT, Theme
from gui.widgets.panel import Panel
from tests.gui.conftest import OpenWindow
from tests.gui.screen import pixels_of, seen


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


def test_strokes_are_drawn_anew_and_not_blown_up(still_window: MainWindow) -> None:
    image = picture(still_window.chain, LIGHT.card)
    blown = still_window.chain.grab().toImage().scaled(image.size())
    sharp, soft = pixels_of(image).astype(int), pixels_of(blown).astype(int)
    assert (np.abs(sharp - soft).max(axis=2) > 60).mean() > 0.002


def test_lines_whose_width_is_in_pixels_do_not_become_hairlines(window: MainWindow) -> None:
    accent = np.array(QColor(LIGHT.accent).getRgb()[:3])
    share = []
    for scale in (1, 4):
        away = np.abs(pixels_of(picture(window.norm, LIGHT.card, scale)).astype(int) - accent)
        share.append((away.max(axis=2) < 40).mean())
    assert share[1] > 0.9 * share[0]


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


def test_a_pdf_is_one_page_of_the_widgets_size(window: MainWindow) -> None:
    content = pdf(window.norm, LIGHT.card)
    size = window.norm.size()
    box = content.split(b"/MediaBox [", 1)[1].split(b"]", 1)[0].split()
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") == 1
    assert float(box[2]) == pytest.approx(0.75 * size.width(), abs=0.5)
    assert float(box[3]) == pytest.approx(0.75 * size.height(), abs=0.5)
    assert b"Inter" in content


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm is not installed")
@pytest.mark.parametrize("name", ["norm", "factor", "chain_rule", "matrix"])
def test_a_pdf_looks_as_on_screen(window: MainWindow, tmp_path: Path, name: str) -> None:
    panel = getattr(window, name)
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf(panel, LIGHT.card))
    draw = ["pdftoppm", "-r", "96", "-png", "-singlefile", str(path), str(tmp_path / "page")]
    subprocess.run(draw, check=True, timeout=60)
    page = pixels_of(QImage(str(tmp_path / "page.png"))).astype(int)
    shown = pixels_of(picture(panel, LIGHT.card, 1))
    rows, columns = panel.height(), panel.width()
    assert 0 <= page.shape[0] - rows <= 1
    assert 0 <= page.shape[1] - columns <= 1
    away = np.abs(page[:rows, :columns] - shown)
    assert np.median(away) == 0
    assert np.mean(away) < 7
