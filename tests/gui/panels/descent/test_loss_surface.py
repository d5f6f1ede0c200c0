from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.studies.cliff import Surface
from gui.panels.descent.loss_surface import LossSurface
from gui.theme import DARK, LIGHT
from tests.gui.screen import Left, has_ink, same, seen

W, B = np.linspace(3, 7, 40), np.linspace(-4, -1, 30)
SLOPE = Surface(W, B, np.tile(10.0 ** np.linspace(-6, 0, 30)[:, None], (1, 40)))


@pytest.fixture
def view(qtbot: QtBot) -> LossSurface:
    view = LossSurface()
    qtbot.addWidget(view)
    view.resize(260, 210)
    view.set_theme(LIGHT)
    view.show_surface(SLOPE, 1e-5)
    view.show()
    return view


def column(view: LossSurface) -> np.ndarray:
    """Red minus blue down the middle of the picture."""
    pixels = seen(view).astype(int)
    return pixels[12:175, 120, 0] - pixels[12:175, 120, 2]


def test_a_large_loss_is_warm_and_b_grows_upwards(view: LossSurface) -> None:
    tint = column(view)
    assert tint[0] > 100
    assert tint[-1] < -80
    assert (np.diff(tint[::8]) <= 0).all()


def test_a_loss_below_the_floor_has_the_floors_colour(view: LossSurface) -> None:
    before = column(view)
    deep = Surface(W, B, np.where(SLOPE.loss < 1e-5, 0.0, SLOPE.loss))
    view.show_surface(deep, 1e-5)
    np.testing.assert_allclose(column(view)[:-6], before[:-6], atol=3)


def test_paths_are_drawn_in_their_colours_even_when_they_go_far_away(view: LossSurface) -> None:
    before = has_ink(seen(view), LIGHT.accent)
    view.show_paths([(np.array([[4.0, -2.0], [5.0, -3.0], [1e300, -1e300]]), "accent")])
    assert has_ink(seen(view), LIGHT.accent) > before + 40


def test_a_click_chooses_the_weights_under_it(view: LossSurface, qtbot: QtBot) -> None:
    area = view._area()
    for point, wanted in (
        (area.center(), (5.0, -2.5)),
        (area.topRight(), (7.0, -1.0)),
        (area.bottomLeft(), (3.0, -4.0)),
    ):
        inside = QPoint(
            int(min(point.x(), area.right() - 1)), int(min(point.y(), area.bottom() - 1))
        )
        with qtbot.waitSignal(view.start_chosen) as chosen:
            QTest.mouseClick(view, Left, pos=inside)
        np.testing.assert_allclose(chosen.args, wanted, atol=0.06)


def test_a_click_beside_the_picture_chooses_nothing(view: LossSurface, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.start_chosen):
        QTest.mouseClick(view, Left, pos=QPoint(3, 3))


def test_arrow_keys_move_the_start_and_stay_inside(view: LossSurface, qtbot: QtBot) -> None:
    view.show_paths([(np.array([[6.99, -2.5]]), "text")])
    with qtbot.waitSignal(view.start_chosen) as chosen:
        QTest.keyClick(view, Qt.Key.Key_Right)
    np.testing.assert_allclose(chosen.args, [7.0, -2.5])
    with qtbot.waitSignal(view.start_chosen) as chosen:
        QTest.keyClick(view, Qt.Key.Key_Up)
    np.testing.assert_allclose(chosen.args, [6.99, -2.44])


def test_focus_and_theme_can_be_seen(view: LossSurface, qtbot: QtBot) -> None:
    view.clearFocus()
    before = seen(view)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    assert not same(before, seen(view))
    view.set_theme(DARK)
    assert has_ink(seen(view), LIGHT.warm) < has_ink(before, LIGHT.warm)
