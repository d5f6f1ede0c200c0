"""Sums of any magnitude: norms and angles where plain doubles would give out."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.chain.scaled import LOG10_2, Scaled
from engine.studies.partial_sums import partial_sums

A = np.array([[3.0, 0.0], [0.0, 4.0]])
B = np.array([[0.0, 1.0], [0.0, 0.0]])


def test_sums_are_numpys_where_doubles_reach() -> None:
    rng = np.random.default_rng(1)
    matrices = rng.standard_normal((30, 4, 3))
    running = np.cumsum(matrices, axis=0)
    whole = running[-1]
    sums = partial_sums(map(Scaled.of, matrices), Scaled.of(whole))
    norms = np.linalg.norm(running, axis=(1, 2))
    cosines = np.einsum("imn,mn->i", running, whole) / norms / np.linalg.norm(whole)
    np.testing.assert_allclose(10.0**sums.log10_norm, norms, rtol=1e-12)
    np.testing.assert_allclose(np.cos(sums.angle), cosines, atol=1e-12)
    assert sums.angle[-1] == pytest.approx(0.0, abs=1e-14)


def test_summands_past_a_double_outweigh_and_are_outweighed() -> None:
    parts = [Scaled.of(B, -5000), Scaled.of(A, 5000), Scaled.of(B, 4900)]
    sums = partial_sums(parts, Scaled.of(A, 5000))
    expected = [-5000 * LOG10_2, math.log10(5) + 5000 * LOG10_2, math.log10(5) + 5000 * LOG10_2]
    np.testing.assert_allclose(sums.log10_norm, expected, rtol=1e-14)
    assert sums.angle[0] == pytest.approx(math.pi / 2)


def test_what_cancels_exactly_hides_nothing_smaller() -> None:
    parts = [Scaled.of(A, 3000), Scaled.of(-A, 3000), Scaled.of(B, -3000)]
    sums = partial_sums(parts, Scaled.of(B, -3000))
    assert sums.log10_norm[1] == -math.inf
    assert math.isnan(sums.angle[1])
    assert sums.log10_norm[2] == pytest.approx(-3000 * LOG10_2)
    assert sums.angle[2] == 0.0


def test_small_angles_keep_their_digits() -> None:
    sums = partial_sums([Scaled.of(A + 1e-12 * B)], Scaled.of(A))
    assert sums.angle[0] == pytest.approx(2e-13, rel=1e-3)


def test_opposite_directions_are_half_a_turn_apart() -> None:
    assert partial_sums([Scaled.of(-A)], Scaled.of(A)).angle[0] == pytest.approx(math.pi)


def test_there_is_no_angle_to_nothing() -> None:
    sums = partial_sums([Scaled.of(A)], Scaled.of(0 * A))
    assert math.isnan(sums.angle[0])
