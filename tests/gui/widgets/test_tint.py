"""Colour ramp on screen: a cell's fill equals the picture's, and its text is readable."""

import numpy as np
import pytest

from engine.plots.ramp import colours
from gui.theme import THEMES
from gui.widgets.tint import Ramp, text_on


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_one_value_has_the_same_colour_as_in_an_array(theme):
    values = np.linspace(-1.5, 1.5, 31)
    tints = colours(values, 1.3, theme)
    inks = Ramp.of(theme).inks_on(values, 1.3)
    for value, tint, ink_of_all in zip(values, tints, inks, strict=True):
        fill, ink = Ramp.of(theme).at(value, 1.3)
        assert fill.getRgb() == tuple(tint)
        assert ink == ink_of_all == text_on(tint[:3])
