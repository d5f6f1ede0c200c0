"""Elided label: constant width, whole text in the tooltip."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.theme import DARK, LIGHT
from gui.widgets.elided import ElidedLabel
from tests.gui.screen import has_ink, same, seen


@pytest.fixture
def line(qtbot: QtBot) -> ElidedLabel:
    line = ElidedLabel(Qt.AlignmentFlag.AlignLeft)
    qtbot.addWidget(line)
    line.setText("∂s[24, 1] / ∂s[3, 2] = 0.123456")
    line.resize(300, line.sizeHint().height())
    line.show()
    return line


def test_a_longer_text_keeps_the_size_hint(line: ElidedLabel) -> None:
    before = line.sizeHint()
    line.setText("x" * 500)
    assert line.sizeHint() == before
    assert line.text() == line.toolTip() == line.accessibleName() == "x" * 500


def test_a_text_too_long_ends_in_an_ellipsis(line: ElidedLabel) -> None:
    whole = has_ink(seen(line), LIGHT.muted, 150)
    line.resize(60, line.height())
    assert 10 < has_ink(seen(line), LIGHT.muted, 150) < whole


def test_the_brief_text_is_shown_where_the_whole_does_not_fit(line: ElidedLabel) -> None:
    line.resize(60, line.height())
    line.setText("4 × 4")
    brief = seen(line)
    line.setText("4 × 4 recurrent weights", brief="4 × 4")
    assert same(seen(line), brief)
    assert line.text() == line.toolTip() == "4 × 4 recurrent weights"
    line.resize(300, line.height())
    assert has_ink(seen(line), LIGHT.muted, 150) > 2 * has_ink(brief, LIGHT.muted, 150)


def test_a_new_theme_repaints(line: ElidedLabel) -> None:
    before = seen(line)
    line.set_theme(DARK)
    assert not same(before, seen(line))
