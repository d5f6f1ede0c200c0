"""Gram matrices, their largest eigenvalue and the proof that none is larger."""

from __future__ import annotations

import numpy as np
import pytest
from mpmath import mp

from engine.backprop.gram import are_below, gram, top
from tests.engine.backprop.chains import symmetric
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


@pytest.mark.parametrize("above", [1e-9, 1e-3, 1.0])
def test_eigenvalues_are_below_a_bound_only_if_all_are(above: float) -> None:
    rng = np.random.default_rng(2)
    matrices = np.array([symmetric(rng, np.linspace(0.0, size, 80)) for size in (1.0, 4.0)])
    bounds = np.array([1.0, 4.0])
    assert are_below(matrices, bounds * (1.0 + above))
    assert not are_below(matrices, bounds * (1.0 - above))
    assert not are_below(matrices, bounds * (1.0 + above * np.array([1.0, -1.0])))


def test_the_proof_leaves_the_matrices_as_they_are() -> None:
    matrices = symmetric(np.random.default_rng(3), np.arange(6.0))[None]
    before = matrices.copy()
    are_below(matrices, np.array([9.0]))
    np.testing.assert_array_equal(matrices, before)
