"""The readout: two lines in a box that stays clear of its point and inside its area."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.panels.norm.readout import Readout
from gui.theme import DARK, LIGHT
from tests.gui.screen import has_ink, same, seen

AREA = QRectF(50, 10, 600, 250)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(700, 280)
    page.show()
    return page


@pytest.fixture
def readout(page: QWidget) -> Readout:
    readout = Readout(page)
    readout.set_theme(LIGHT)
    readout.show_text("‖∂s[24] / ∂s[3]‖ = 0.27", "4.7×10⁵ times below the bound")
    readout.show()
    return readout


@pytest.mark.parametrize("x", [50, 200, 400, 560, 650])
@pytest.mark.parametrize("y", [10, 130, 200, 260])
def test_it_stays_inside_its_area_and_clear_of_its_point(
    readout: Readout, x: float, y: float
) -> None:
    readout.place(QPointF(x, y), AREA)
    box = QRectF(readout.geometry())
    assert AREA.adjusted(-1, -1, 1, 1).contains(box)
    assert not box.contains(QPointF(x, y))


@pytest.mark.parametrize("y", [10, 30, 70, 99])
def test_with_no_room_at_either_side_it_stays_clear_of_the_labels(
    readout: Readout, y: float
) -> None:
    area = QRectF(50, 10, readout.width() + 190, 90)
    point = QPointF(area.left() + 150, y)
    readout.place(point, area)
    box = QRectF(readout.geometry())
    assert area.adjusted(-1, -1, 1, 1).contains(box)
    assert box.right() <= area.right() - 119
    assert not box.contains(point)


def test_it_grows_with_its_words_and_shows_both_lines(readout: Readout) -> None:
    before, width = seen(readout), readout.width()
    readout.show_text("a much longer first line than there was before, in all", "second")
    assert readout.width() > width
    assert has_ink(before, LIGHT.text, 120) > 30
    assert has_ink(before, LIGHT.muted, 120) > 30


def test_a_new_theme_repaints(readout: Readout) -> None:
    before = seen(readout)
    readout.set_theme(DARK)
    assert not same(before, seen(readout))
