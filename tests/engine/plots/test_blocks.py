"""Blocks of a large matrix: each is shown by its entry of largest size."""

import numpy as np
import pytest

from engine.plots.blocks import largest_entries, representatives


def test_each_block_is_shown_by_its_largest_entry() -> None:
    values = np.zeros((6, 6))
    values[1, 4], values[5, 0] = -3.0, 2.0
    expected = [[0.0, -3.0], [2.0, 0.0]]
    assert values[representatives(values, 2)].tolist() == expected
    assert largest_entries(values, 2).tolist() == expected


@pytest.mark.parametrize("shape", [(6, 6), (1, 1), (3, 7)])
def test_what_fits_is_shown_as_it_is(shape: tuple[int, int]) -> None:
    values = np.random.default_rng(0).standard_normal(shape)
    assert values[representatives(values, 7)].tolist() == values.tolist()
    assert largest_entries(values, 7) is values


@pytest.mark.parametrize(("d", "cells"), [(512, 140), (50, 49), (100, 7)])
def test_both_ways_agree_and_nothing_large_is_lost(d: int, cells: int) -> None:
    values = np.random.default_rng(d).standard_normal((d, d))
    shown = largest_entries(values, cells)
    assert shown.shape == (cells, cells)
    np.testing.assert_array_equal(shown, values[representatives(values, cells)])
    assert np.abs(largest_entries(np.eye(d), cells)).sum(axis=1).min() >= 1
