"""Lanczos' recurrence on matrices whose eigenvalues are known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from engine.backprop.lanczos import lanczos, random_vector
from tests.engine.backprop.chains import symmetric
from tests.engine.experiments import Array

SETTLED = 1e-9  # of the value, what it may lack of the largest eigenvalue


def times(matrices: Array) -> Callable[[Array], Array]:
    """Return the product with each matrix."""
    return lambda vectors: np.einsum("nij,nj->ni", matrices, vectors)


def known(*spectra: Array) -> Array:
    """Return symmetric matrices with these eigenvalues."""
    rng = np.random.default_rng(0)
    return np.array([symmetric(rng, values) for values in spectra])


def started(n: int, r: int) -> Array:
    return np.tile(random_vector(r), (n, 1))


@pytest.mark.parametrize("r", [2, 5, 40, 200])
@pytest.mark.parametrize("look", [1, 6, 30])
def test_a_few_steps_find_the_largest_of_each(r: int, look: int) -> None:
    sizes = (1.0, 1e-9, 1e9)
    matrices = known(*(size * np.linspace(0.0, 1.0, r) ** 4 for size in sizes))
    found = lanczos(times(matrices), started(3, r), look)
    np.testing.assert_allclose(found.values, sizes, rtol=SETTLED)
    assert (found.values <= np.array(sizes) * (1.0 + 1e-13)).all()
    assert found.steps <= 80


def test_the_vector_belongs_to_the_last_matrix() -> None:
    matrices = known(np.linspace(0.0, 1.0, 50) ** 4, np.linspace(0.0, 3.0, 50) ** 4)
    vector = lanczos(times(matrices), started(2, 50), 6).vector
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-6)
    residual = matrices[1] @ vector - 81.0 * vector
    assert np.linalg.norm(residual) < 81.0 * 1e-3


def test_a_start_at_the_answer_ends_at_the_first_look() -> None:
    matrices = known(np.linspace(0.0, 1.0, 60) ** 4)
    first = lanczos(times(matrices), started(1, 60), 6)
    again = lanczos(times(matrices), first.vector[None], 6)
    assert again.steps <= 9
    assert again.values[0] == pytest.approx(1.0, rel=SETTLED)


def test_what_the_start_is_orthogonal_to_stays_unseen() -> None:
    matrix = np.diag([5.0, 2.0, 1.0])[None]  # why the caller has to prove what is found
    start = np.array([[0.0, 1.0, 1.0]])
    assert lanczos(times(matrix), start, 1).values[0] == pytest.approx(2.0, rel=SETTLED)


@pytest.mark.parametrize("seen", [1e-80, 1e-159, 1e-162, 1e-200])
def test_a_start_that_hardly_sees_the_largest_never_overshoots(seen: float) -> None:
    matrices = known(np.linspace(0.0, 2.0, 40))  # squares of what it sees lose digits, or all
    matrices = np.pad(matrices, ((0, 0), (0, 40), (0, 40)))
    start = np.append(np.full(40, seen), random_vector(40))[None]
    assert lanczos(times(matrices), start, 6).values[0] <= 2.0 * (1.0 + 1e-13)


@pytest.mark.parametrize("size", [1e-100, 1.0, 1e100])
def test_an_exhausted_space_is_left_alone(size: float) -> None:
    matrices = size * np.array([np.eye(7), np.outer(np.ones(7), np.ones(7)) / 7.0])
    found = lanczos(times(matrices), started(2, 7), 6)
    np.testing.assert_allclose(found.values, size, rtol=1e-13)


def test_a_matrix_of_zeros_has_the_value_zero() -> None:
    found = lanczos(times(np.zeros((2, 9, 9))), started(2, 9), 6)
    np.testing.assert_array_equal(found.values, [0.0, 0.0])


def test_settled_values_come_again_and_change_nothing() -> None:
    values = np.append(np.linspace(0.0, 0.1, 99), 1.0)  # settled after some ten steps of eighty
    nearly = np.append(np.linspace(0.0, 1.0, 98) ** 0.1, [1.0, 1.0])
    found = lanczos(times(known(values, nearly)), started(2, 100), 60)
    np.testing.assert_allclose(found.values, 1.0, rtol=1e-6)
    assert found.values[0] == pytest.approx(1.0, abs=1e-13)


def test_the_random_vector_is_the_same_each_time() -> None:
    np.testing.assert_array_equal(random_vector(12), random_vector(12))
    assert random_vector(12).std() > 0.1
