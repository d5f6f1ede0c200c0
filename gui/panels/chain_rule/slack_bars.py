"""Where the slack goes: three bars on one scale that add up to the gap under the bound."""

from __future__ import annotations

import math

from engine.chain.rungs import Slack
from engine.numbers import fixed
from gui.widgets.share_bars import Share

_NAMES = (
    ("saturation: max σ′ below γ", "saturation"),
    ("spread: ‖DW‖ below ‖D‖ ‖W‖", "spread"),
    ("misalignment of the factors", "misalignment"),
)


def slack_rows(slack: Slack | None, most: float) -> tuple[Share, ...]:
    """Return a bar for each gap on a scale up to `most`, or dashes when there is none yet.

    The scale is the largest total of the chain, so that it stays put while it plays.
    """
    return tuple(_row(name, slack, key, most) for name, key in _NAMES)


def _row(name: str, slack: Slack | None, key: str, most: float) -> Share:
    if slack is None:
        return Share(name, "–", 0.0, "bound")
    value = float(getattr(slack, key))
    figure = "∞" if math.isinf(value) else fixed(abs(value), 2)
    return Share(name, figure, value / (most or 1.0), "bound")
