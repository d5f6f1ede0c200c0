"""The slack as three bars on one scale, with their figures."""

from __future__ import annotations

import math

import pytest

from engine.chain.rungs import Slack
from gui.panels.chain_rule.slack_bars import slack_rows
from gui.widgets.share_bars import Share


def figures(rows: tuple[Share, ...]) -> list[str]:
    return [row.figure for row in rows]


def shares(rows: tuple[Share, ...]) -> list[float]:
    return [row.share for row in rows]


def test_bars_are_as_long_as_their_shares() -> None:
    rows = slack_rows(Slack(1.0, 2.0, 4.0, 7.0), 4.0)
    assert shares(rows) == [0.25, 0.5, 1.0]
    assert figures(rows) == ["1.00", "2.00", "4.00"]
    assert [row.name.split()[0].rstrip(":") for row in rows] == [
        "saturation",
        "spread",
        "misalignment",
    ]


def test_without_slack_there_are_dashes() -> None:
    rows = slack_rows(None, 4.0)
    assert (shares(rows), figures(rows)) == ([0.0] * 3, ["–"] * 3)


def test_at_a_zero_all_is_lost() -> None:
    rows = slack_rows(Slack(*4 * (math.inf,)), 0.0)
    assert figures(rows) == ["∞"] * 3
    assert min(shares(rows)) >= 1.0


@pytest.mark.parametrize("most", [0.0, 1.0])
def test_rounding_below_zero_is_zero(most: float) -> None:
    assert figures(slack_rows(Slack(-1e-17, 0.0, 0.0, 0.0), most)) == ["0.00"] * 3
