"""Share bars: length equals the share; numbers are accessible."""

from __future__ import annotations

import numpy as np
from pytestqt.qtbot import QtBot

from gui.theme import DARK, LIGHT
from gui.widgets.share_bars import Share, ShareBars
from tests.gui.screen import has_ink, seen


def test_a_bar_is_as_long_as_its_share(qtbot: QtBot) -> None:
    bars = ShareBars(1)
    qtbot.addWidget(bars)
    bars.resize(400, bars.height())
    lengths = []
    for share in (0.0, 0.25, 1.0, 7.0):
        bars.show_rows([Share("angle", "1", share, "bound")])
        lengths.append(has_ink(seen(bars)[20:25], LIGHT.bound) / 5)
    np.testing.assert_allclose(lengths, [0, 100, 400, 400], atol=6)


def test_names_and_numbers_are_accessible_and_themed(qtbot: QtBot) -> None:
    bars = ShareBars(2)
    qtbot.addWidget(bars)
    bars.show_rows([Share("sizes", "3.2", 1.0), Share("sum", "0.4", 0.1, "warm")])
    assert bars.accessibleName() == "sizes 3.2; sum 0.4"
    bars.set_theme(DARK)
    assert has_ink(seen(bars), DARK.warm)
    assert not has_ink(seen(bars), LIGHT.warm, 20)
