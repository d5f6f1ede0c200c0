"""Colour bar: cool, neutral, warm, with a labelled end."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gui.theme import DARK
from gui.widgets.colour_bar import ColourBar
from tests.gui.screen import same, seen


@pytest.fixture
def bar(qtbot: QtBot) -> ColourBar:
    bar = ColourBar(150)
    qtbot.addWidget(bar)
    bar.resize(150, 20)
    bar.show()
    return bar


def test_the_colour_bar_runs_from_cool_to_warm(bar: ColourBar) -> None:
    left, middle, right = (seen(bar)[3, x].astype(int) for x in (3, 75, 146))
    assert left[2] > left[0] + 80
    assert right[0] > right[2] + 80
    assert middle.max() - middle.min() < 12


def test_the_end_of_the_colour_bar_is_labelled(bar: ColourBar) -> None:
    before = seen(bar)
    bar.show_limit("2.5")
    assert bar.accessibleName() == "colour scale from minus 2.5 to 2.5"
    assert not same(before, seen(bar))


def test_a_new_theme_repaints(bar: ColourBar) -> None:
    before = seen(bar)
    bar.set_theme(DARK)
    assert not same(before, seen(bar))
