"""Gram matrices and their largest eigenvalue."""

from __future__ import annotations

import numpy as np
import pytest
from mpmath import mp

from engine.chain.gram import gram, top
from tests.engine.oracles import DIGITS


@pytest.mark.parametrize("r", [1, 7, 32, 64, 65, 96, 128])
def test_a_gram_matrix_is_the_product_whatever_its_border(r: int) -> None:
    stack = np.random.default_rng(r).standard_normal((3, 40, r))
    found = gram(stack)
    expected = np.einsum("ndi,ndj->nij", stack, stack)
    np.testing.assert_allclose(found[:, :r, :r], expected, rtol=0, atol=1e-12)
    assert not found[:, r:].any()
    assert not found[:, :, r:].any()


def test_a_part_of_a_wider_stack_has_its_own_gram_matrix() -> None:
    stack = np.random.default_rng(0).standard_normal((4, 30, 100))
    np.testing.assert_allclose(gram(stack[:, :, :9]), gram(stack)[:, :9, :9], atol=1e-13)


def test_the_largest_eigenvalue_to_60_digits() -> None:
    matrix = gram(np.random.default_rng(1).standard_normal((1, 5, 4)))
    with mp.workdps(DIGITS):
        exact = float(max(mp.eigsy(mp.matrix(matrix[0].tolist()), eigvals_only=True)))
    assert top(matrix)[0] == pytest.approx(exact, rel=1e-14)


def test_a_matrix_of_zeros_has_the_eigenvalue_zero() -> None:
    np.testing.assert_array_equal(top(np.zeros((2, 3, 3))), [0.0, 0.0])
