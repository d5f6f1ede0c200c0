from __future__ import annotations

import numpy as np
import pytest

from tools.preset_formulas import PRESETS, decimals, orthonormal, reflections, wave


def test_rounding_leaves_no_negative_zero():
    assert not np.signbit(decimals([-0.001], 2)).any()


def test_reflections_are_orthogonal_and_short_to_read():
    Q = reflections([2, 2, 1, 1], [1, 2, -2, 1])
    np.testing.assert_allclose(Q @ Q.T, np.eye(4), atol=1e-15)
    np.testing.assert_array_equal(Q, np.round(Q, 2))


def test_orthonormal_rows_keep_the_first_direction():
    rows = np.array([[3.0, 4.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1e-6]])
    Q = orthonormal(rows)
    np.testing.assert_allclose(Q[0], [0.6, 0.8, 0.0])
    np.testing.assert_allclose(Q @ Q.T, np.eye(3), atol=1e-15)


def test_a_wave_comes_back_after_its_period():
    x = wave(12, 4, 2.0)
    assert x.shape == (12, 1)
    assert x[:4, 0].tolist() == [2.0, 0.0, -2.0, 0.0]
    np.testing.assert_array_equal(x[:8], x[4:])


@pytest.mark.parametrize("preset_id", PRESETS)
def test_a_formula_gives_the_same_numbers_every_time(preset_id: str):
    first, second = PRESETS[preset_id](), PRESETS[preset_id]()
    assert first.keys() == second.keys()
    assert all(np.array_equal(first[name], second[name]) for name in first)
