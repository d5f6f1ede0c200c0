"""Entries of any magnitude can be read."""

from __future__ import annotations

import numpy as np
import pytest

from engine.chain.scaled import Scaled
from engine.numbers import unit_text
from engine.plots.readable import entry_text, readable


@pytest.mark.parametrize("exponent", [-4000, -60, 0, 60, 4000])
def test_shown_numbers_times_their_power_are_the_entries(exponent: int) -> None:
    scaled = Scaled.of(np.array([[3.0, -0.25], [0.0, 1.0]]), exponent)
    values, decades = readable(scaled)
    np.testing.assert_allclose(values / values[0, 0], scaled.mantissa / scaled.mantissa[0, 0])
    assert 1e-3 <= np.abs(values).max() <= 1e3
    log10 = np.log10(values[0, 0]) + decades
    assert log10 == pytest.approx(np.log10(3) + exponent * np.log10(2), rel=1e-12)


def test_numbers_near_one_are_shown_as_they_are() -> None:
    array = np.array([3.0, -0.25])
    values, decades = readable(Scaled.of(array))
    np.testing.assert_array_equal(values, array)
    assert unit_text(decades) == ""


def test_zeros_stay_zeros() -> None:
    assert readable(Scaled.of(np.zeros(2)))[1] == 0


def test_units_and_entries_are_written_as_powers() -> None:
    scaled = Scaled.of(np.array([-1.0, 0.0]), -4000)
    assert unit_text(readable(scaled)[1]) == "×10⁻¹²⁰⁵"
    assert entry_text(scaled, 0) == "−7.6×10⁻¹²⁰⁵"
    assert entry_text(scaled, 1) == "0"
