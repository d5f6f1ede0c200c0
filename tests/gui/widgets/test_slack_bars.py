"""The slack: three bars on one scale, with their figures."""

from __future__ import annotations

import math

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.backprop.ladder import Slack
from gui.theme import DARK, LIGHT
from gui.widgets.slack_bars import SlackBars
from tests.gui.screen import has_ink, seen


@pytest.fixture
def bars(qtbot: QtBot) -> SlackBars:
    bars = SlackBars()
    qtbot.addWidget(bars)
    bars.resize(300, bars.height())
    bars.show()
    return bars


def lengths(bars: SlackBars) -> list[int]:
    """Return how long the three filled bars are, in pixels."""
    picture = seen(bars).astype(int)
    ink = np.abs(picture - (0x8A, 0x5A, 0x00)).sum(axis=2) < 40
    return [int(ink[34 * i + 22].sum()) for i in range(3)]


def test_bars_are_as_long_as_their_shares(bars: SlackBars) -> None:
    bars.show_slack(Slack(1.0, 2.0, 4.0, 7.0), 4.0, LIGHT)
    assert lengths(bars) == pytest.approx([75, 150, 300], abs=5)
    assert bars.accessibleName().endswith("misalignment of the factors 4.00")


def test_without_slack_there_are_dashes(bars: SlackBars) -> None:
    bars.show_slack(None, 4.0, LIGHT)
    assert lengths(bars) == [0, 0, 0]
    assert bars.accessibleName().count("–") == 3


def test_at_a_zero_all_is_lost(bars: SlackBars) -> None:
    bars.show_slack(Slack(*4 * (math.inf,)), 0.0, LIGHT)
    assert bars.accessibleName().count("∞") == 3
    assert min(lengths(bars)) > 290


def test_rounding_below_zero_is_zero(bars: SlackBars) -> None:
    bars.show_slack(Slack(-1e-17, 0.0, 0.0, 0.0), 1.0, LIGHT)
    assert "-" not in bars.accessibleName().split("γ")[1].split(";")[0]


def test_a_new_theme_repaints(bars: SlackBars) -> None:
    bars.show_slack(Slack(1.0, 2.0, 4.0, 7.0), 4.0, DARK)
    assert has_ink(seen(bars), DARK.bound, 30) > 300
