"""Heatmap: square, one symmetric scale, numbers if they fit, entry under the mouse."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.theme import DARK, LIGHT
from gui.widgets.heatmap import Heatmap
from tests.gui.screen import has_ink, same, seen

pytestmark = pytest.mark.usefixtures("without_style_sheet")

W = np.array([[1.0, -1.0], [0.5, 0.0]])


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(700, 320)
    page.show()
    return page


@pytest.fixture
def heatmap(page: QWidget) -> Heatmap:
    heatmap = Heatmap()
    heatmap.setParent(page)
    heatmap.resize(208, 208)
    heatmap.set_theme(LIGHT)
    heatmap.show_values(W, 1.0)
    heatmap.show()
    QApplication.processEvents()
    return heatmap


def entry_colour(heatmap: Heatmap, row: int, column: int, d: int = 2) -> tuple[int, ...]:
    """Return the colour near the corner of an entry, clear of its number."""
    cell = 200 / d
    picture = seen(heatmap)
    return tuple(picture[round(4 + row * cell + 4), round(4 + column * cell + 4)].tolist())


def test_positive_is_warm_negative_is_cool_and_zero_is_neutral(heatmap: Heatmap) -> None:
    warm, cool = entry_colour(heatmap, 0, 0), entry_colour(heatmap, 0, 1)
    half, zero = entry_colour(heatmap, 1, 0), entry_colour(heatmap, 1, 1)
    assert warm[0] > warm[2] + 80
    assert cool[2] > cool[0] + 80
    assert max(zero) - min(zero) < 8
    assert zero[1] > half[1] > warm[1]


def test_the_scale_is_the_one_given(heatmap: Heatmap) -> None:
    full = entry_colour(heatmap, 0, 0)
    heatmap.show_values(W, 10.0)
    assert entry_colour(heatmap, 0, 0)[1] > full[1] + 60
    heatmap.show_values(10 * W, 10.0)
    assert entry_colour(heatmap, 0, 0) == full


@pytest.mark.parametrize("limit", [1e-308, 1e-5, 1.0, 1e200, 1.7e308])
def test_matrices_of_every_size_look_alike(heatmap: Heatmap, limit: float) -> None:
    full = entry_colour(heatmap, 0, 0)
    heatmap.show_values(W * limit, limit)
    assert entry_colour(heatmap, 0, 0) == full


def test_a_zero_matrix_has_no_scale_and_is_blank(heatmap: Heatmap) -> None:
    heatmap.show_values(np.zeros((2, 2)), 0.0)
    assert entry_colour(heatmap, 0, 0) == entry_colour(heatmap, 1, 1)


def test_numbers_are_written_while_they_fit(heatmap: Heatmap) -> None:
    def dark() -> int:
        return int((seen(heatmap).max(axis=2) < 110).sum())

    heatmap.show_values(np.full((2, 2), 0.01), 1.0)
    assert dark() > 60
    heatmap.show_values(np.full((40, 40), 0.01), 1.0)
    assert dark() == 0


@pytest.mark.parametrize("size", [(300, 120), (120, 300), (60, 60)])
def test_the_picture_stays_square_and_centred(heatmap: Heatmap, size: tuple[int, int]) -> None:
    heatmap.show_values(np.ones((3, 3)), 1.0)
    heatmap.resize(*size)
    ink = np.abs(seen(heatmap).astype(int) - (0xC4, 0x47, 0x2F)).sum(axis=2) < 40
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    height, width = rows[-1] - rows[0], columns[-1] - columns[0]
    assert abs(int(height) - int(width)) <= 3
    assert abs((rows[0] + rows[-1]) / 2 - size[1] / 2) <= 2


@pytest.mark.parametrize(
    ("place", "entry"), [((10, 10), [0, 0]), ((150, 60), [0, 1]), ((203, 203), [1, 1])]
)
def test_the_entry_under_the_mouse_is_signalled(
    heatmap: Heatmap, qtbot: QtBot, place: tuple[int, int], entry: list[int]
) -> None:
    with qtbot.waitSignal(heatmap.hovered) as told:
        QTest.mouseMove(heatmap.viewport(), QPoint(*place))
    assert told.args == entry


def test_no_entry_is_signalled_outside_or_after_leaving(heatmap: Heatmap, qtbot: QtBot) -> None:
    heatmap.resize(300, 208)
    with qtbot.waitSignal(heatmap.hovered) as told:
        QTest.mouseMove(heatmap.viewport(), QPoint(5, 100))
    assert told.args == [-1, -1]
    with qtbot.waitSignal(heatmap.hovered) as told:
        QApplication.sendEvent(heatmap, QEvent(QEvent.Type.Leave))
    assert told.args == [-1, -1]


def test_a_frame_is_drawn_in_the_accent(page: QWidget, heatmap: Heatmap) -> None:
    framed = Heatmap(framed=True)
    framed.setParent(page)
    framed.resize(208, 208)
    framed.set_theme(LIGHT)
    framed.show_values(W, 1.0)
    framed.show()
    assert has_ink(seen(framed), LIGHT.accent, 30) > 300
    assert has_ink(seen(heatmap), LIGHT.accent, 30) == 0


def test_a_new_theme_repaints(heatmap: Heatmap) -> None:
    before = seen(heatmap)
    heatmap.set_theme(DARK)
    assert not same(before, seen(heatmap))
