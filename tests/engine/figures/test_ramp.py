"""The ramp: neutral at zero, the theme's own colours at its ends, ink that can be read."""

import numpy as np
import pytest

from engine.figures.colours import THEMES
from engine.figures.ramp import ink_on, levels, mixed, tints


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_ends_and_middle_are_the_theme_s(theme) -> None:  # type: ignore[no-untyped-def]
    cells = tints([-9.0, -2.0, 0.0, 2.0], 2.0, theme)
    cool, neutral, warm = (levels(colour).tolist() for colour in theme.ramp)
    assert cells.tolist() == [cool, cool, neutral, warm]
    assert tints([[5.0]], 0.0, theme).tolist() == [[neutral]]


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_every_tint_can_be_written_on(theme) -> None:  # type: ignore[no-untyped-def]
    for rgb in tints(np.linspace(-1, 1, 41), 1.0, theme):
        linear = np.where(
            rgb / 255 <= 0.04045, rgb / 255 / 12.92, ((rgb / 255 + 0.055) / 1.055) ** 2.4
        )
        paper = float(linear @ [0.2126, 0.7152, 0.0722])
        ink = 1.0 if ink_on(rgb) == "white" else 0.0
        high, low = max(paper, ink), min(paper, ink)
        assert (high + 0.05) / (low + 0.05) > 4.5


def test_a_mixture_lies_between_its_colours() -> None:
    assert mixed("#000000", "#ffffff", 1.0) == "#000000"
    assert mixed("#000000", "#ffffff", 0.0) == "#ffffff"
    assert mixed("#ff0000", "#0000ff", 0.5) == "#800080"
