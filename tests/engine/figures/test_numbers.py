"""Arrays of any magnitude as numbers of a readable size."""

import math

import numpy as np

from engine.backprop.scaled import Scaled
from engine.figures.numbers import readable
from engine.numbers import unit_text


def test_entries_of_any_magnitude_become_readable() -> None:
    values, decades = readable(Scaled.of(np.array([[3.0, -1.5]]), 1000))
    assert decades == math.floor(math.log10(3) + 1000 * math.log10(2))
    assert 1 <= values.max() < 10
    assert unit_text(decades) == "×10³⁰¹"


def test_near_1_they_stay_as_they_are() -> None:
    entries = np.array([[3.0, -0.25]])
    values, decades = readable(Scaled.of(entries))
    assert decades == 0
    np.testing.assert_array_equal(values, entries)
