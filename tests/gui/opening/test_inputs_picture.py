"""Picture of the inputs: one row an input, time to the right."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gui.opening.inputs_picture import InputsPicture
from gui.theme import DARK, LIGHT, Theme
from tests.gui.screen import has_ink, seen


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("steps", [2, 50_000])
def test_rows_are_inputs_and_time_runs_to_the_right(qtbot: QtBot, theme: Theme, steps: int) -> None:
    picture = InputsPicture(2)
    qtbot.addWidget(picture)
    picture.resize(400, picture.height())
    picture.set_theme(theme)
    ramp = np.where(np.arange(steps) < steps // 2, -1.0, 1.0)
    picture.show_inputs(np.stack([ramp, np.zeros(steps)], axis=1))
    pixels = seen(picture)
    upper, lower = pixels[: len(pixels) // 2], pixels[len(pixels) // 2 + 1 :]
    assert has_ink(upper[:, :190], theme.ramp[0], 6) > 0.9 * upper[:, :190, 0].size
    assert has_ink(upper[:, 210:], theme.ramp[2], 6) > 0.9 * upper[:, 210:, 0].size
    assert has_ink(lower, theme.ramp[1], 6) > 0.9 * lower[..., 0].size
    assert picture.accessibleName() == f"inputs x, {steps} steps of 2, from −1.00 to 1.00"
