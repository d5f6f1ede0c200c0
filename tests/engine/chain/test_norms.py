"""The four norms against numpy's and 60 digits, and the two laws the bound rests on."""

from __future__ import annotations

import threading

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.chain.norms import NORMS, SPECTRAL, norm_called, singular_values
from engine.errors import InputError
from tests.engine.experiments import NORM_NAMES
from tests.engine.oracles import ORDERS, exact_norm, exact_singular_values

every_norm = pytest.mark.parametrize("name", NORM_NAMES)
sizes = st.integers(1, 9)
seeds = st.integers(0, 2**32 - 1)


def norm(name: str, matrix: np.ndarray) -> float:
    return float(NORMS[name].of(matrix[None])[0])


def test_the_norms_by_hand() -> None:
    matrix = np.array([[3.0, -4.0], [0.0, 0.0]])
    assert [norm(name, matrix) for name in NORM_NAMES] == pytest.approx([5, 5, 4, 7])


@every_norm
@pytest.mark.parametrize("d", [1, 2, 7, 40])
def test_a_stack_is_taken_matrix_by_matrix_like_numpy(name: str, d: int) -> None:
    stack = np.random.default_rng(d).standard_normal((5, d, d))
    expected = [np.linalg.norm(matrix, ORDERS[name]) for matrix in stack]
    np.testing.assert_allclose(NORMS[name].of(stack), expected, rtol=1e-13)


@every_norm
@pytest.mark.parametrize("d", [1, 2, 4])
def test_sixty_digits_agree(name: str, d: int) -> None:
    matrix = np.random.default_rng(d).standard_normal((d, d))
    exact = exact_norm(mpmath.matrix(matrix.tolist()), name)
    assert norm(name, matrix) == pytest.approx(float(exact), rel=1e-14)


@every_norm
@given(d=sizes, seed=seeds)
def test_products_and_row_scalings_obey_the_laws_of_the_bound(name: str, d: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    left, right = rng.standard_normal((2, d, d))
    scale = rng.uniform(0, 1, d)
    room = 1 + 1e-13
    assert norm(name, left @ right) <= norm(name, left) * norm(name, right) * room
    assert norm(name, scale[:, None] * left) <= scale.max() * norm(name, left) * room


@every_norm
def test_the_identity_has_norm_one_except_frobenius(name: str) -> None:
    assert norm(name, np.eye(9)) == (3.0 if name == "frobenius" else 1.0)


@every_norm
@pytest.mark.parametrize("size", [1e-300, 1e-170, 1e170, 1e300])
def test_no_magnitude_within_a_double_is_lost(name: str, size: float) -> None:
    matrix = size * np.array([[1.0, 2.0], [3.0, 4.0]])
    assert norm(name, matrix) / size == pytest.approx(norm(name, matrix / size), rel=1e-13)


def test_singular_values_come_largest_first() -> None:
    stack = np.random.default_rng(0).standard_normal((4, 3, 3))
    values = singular_values(stack)
    assert values.shape == (4, 3)
    for matrix, row in zip(stack, values, strict=True):
        exact = [float(value) for value in exact_singular_values(mpmath.matrix(matrix.tolist()))]
        np.testing.assert_allclose(row, exact, rtol=1e-13)


@every_norm
def test_a_norm_is_found_by_its_name(name: str) -> None:
    assert norm_called(name).name == name
    assert norm_called("spectral") is SPECTRAL
    assert all([NORMS[name].label, NORMS[name].symbol])


def test_an_unknown_norm_lists_the_known_ones() -> None:
    with pytest.raises(InputError) as caught:
        norm_called("euclid")
    assert str(caught.value) == ("norm is 'euclid'; choose one of spectral, frobenius, one, inf")


@pytest.mark.parametrize("n", [1, 2, 151, 300])
def test_a_stack_for_two_threads_is_decomposed_as_by_one(n: int) -> None:
    d = 16 if n > 2 else 110
    stack = np.random.default_rng(n).standard_normal((n, d, d))
    before = threading.active_count()
    values = singular_values(stack)
    np.testing.assert_allclose(values, np.linalg.svd(stack, compute_uv=False), rtol=1e-12)
    assert threading.active_count() == before


@pytest.mark.parametrize("spoilt", [0, 299])
def test_what_fails_in_either_thread_is_told(spoilt: int) -> None:
    stack = np.ones((300, 16, 16))
    stack[spoilt] = np.nan
    with pytest.raises(np.linalg.LinAlgError):
        singular_values(stack)
