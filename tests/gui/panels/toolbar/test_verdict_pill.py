"""The verdict: in words and in the colour of what was measured."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from engine.gallery import entry
from engine.studies.study import study
from gui.panels.toolbar.verdict_pill import VerdictPill
from gui.theme import DARK, LIGHT, Theme
from tests.gui.screen import has_ink, seen


@pytest.fixture
def pill(qtbot: QtBot) -> VerdictPill:
    pill = VerdictPill()
    qtbot.addWidget(pill)
    pill.show()
    return pill


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    ("name", "role"),
    [("opening", "cool"), ("shift", "cool"), ("identity", "good"), ("attained-5", "warm")],
)
def test_the_colour_is_that_of_the_measurement(
    pill: VerdictPill, name: str, role: str, theme: Theme
) -> None:
    verdict = study(entry(name).load()).verdict
    pill.set_theme(theme)
    pill.show_verdict(verdict)
    pill.resize(pill.sizeHint())
    picture = seen(pill)
    assert has_ink(picture, getattr(theme, f"{role}_soft"), 6) > 2000
    assert has_ink(picture, getattr(theme, role), 60) > 100
    assert verdict.proved in pill.accessibleName()
    assert verdict.shown in pill.accessibleName()
    assert pill.toolTip() == verdict.sentence


def test_it_shrinks_to_its_least_and_still_shows_something(pill: VerdictPill) -> None:
    pill.show_verdict(study(entry("opening").load()).verdict)
    pill.resize(pill.minimumSizeHint())
    assert has_ink(seen(pill), LIGHT.cool, 60) > 100
