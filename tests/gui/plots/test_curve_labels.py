"""Labels at the curves' ends: apart from each other, inside, and in their colours."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.plots.curve_labels import CurveLabel, CurveLabels, spread
from gui.theme import LIGHT
from tests.gui.screen import has_ink, seen


@given(st.lists(st.floats(-50, 450), max_size=6), st.floats(5, 30))
def test_spread_labels_do_not_overlap_and_stay_inside(tops: list[float], height: float) -> None:
    placed = spread(sorted(tops), [height] * len(tops), 400.0)
    assert all(after - before >= height + 3 - 1e-9 for before, after in pairwise(placed))
    assert not placed or (placed[0] >= -1e-9 and placed[-1] <= 400 - height + 1e-9)


def test_labels_with_room_stay_where_they_belong() -> None:
    assert spread([10.0, 100.0], [20.0, 20.0], 400.0) == [10.0, 100.0]
    assert spread([10.0, 12.0], [20.0, 20.0], 400.0) == [10.0, 33.0]


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(400, 200)
    page.show()
    return page


@pytest.mark.parametrize(("x", "y"), [(400.0, 100.0), (400.0, -20.0), (400.0, 260.0), (200.0, 9.0)])
def test_a_label_is_written_in_its_curves_colour(page: QWidget, x: float, y: float) -> None:
    labels = CurveLabels(page)
    labels.setGeometry(page.rect())
    labels.show_labels([CurveLabel(r"\gamma\lambda", x, y, LIGHT.bound)], LIGHT.card)
    labels.show()
    assert has_ink(seen(labels), LIGHT.bound, 160) > 8
