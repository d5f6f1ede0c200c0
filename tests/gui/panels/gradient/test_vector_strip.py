"""A vector's entries stand side by side in their colours."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.panels.gradient.vector_strip import VectorStrip
from gui.theme import LIGHT
from tests.gui.screen import has_ink, seen


def strip_of(qtbot: QtBot, values: list[float]) -> VectorStrip:
    strip = VectorStrip()
    qtbot.addWidget(strip)
    strip.resize(240, strip.height())
    strip.show_values(np.array(values))
    return strip


def test_positive_is_warm_and_negative_cool(qtbot: QtBot) -> None:
    pixels = seen(strip_of(qtbot, [2.0, -2.0]))
    assert has_ink(pixels[:, :120], LIGHT.ramp[2]) > 1000
    assert has_ink(pixels[:, 120:], LIGHT.ramp[0]) > 1000
    assert not has_ink(pixels[:, :118], LIGHT.ramp[0], 20)


def test_many_entries_become_one_row_of_colours(qtbot: QtBot) -> None:
    pixels = seen(strip_of(qtbot, [1.0] * 400 + [-1.0] * 400))
    assert has_ink(pixels[:, :110], LIGHT.ramp[2]) == 110 * pixels.shape[0]
    assert has_ink(pixels[:, 130:], LIGHT.ramp[0]) == 110 * pixels.shape[0]


def test_zeros_are_neutral(qtbot: QtBot) -> None:
    assert has_ink(seen(strip_of(qtbot, [0.0])), LIGHT.ramp[1], 6) > 3000


def test_the_mouse_finds_its_entry(qtbot: QtBot) -> None:
    strip, found = strip_of(qtbot, [1.0, 2.0, 3.0]), list[int]()
    strip.hovered.connect(found.append)
    strip.show()
    for x in (10, 100, 239):
        QTest.mouseMove(strip, QPoint(x, 5))
    qtbot.waitUntil(lambda: found[-1:] == [2])
    assert set(found) <= {0, 1, 2}
