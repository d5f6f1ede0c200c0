"""‖X‖₂² of runs of similar matrices against numpy's singular value decomposition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.backprop.largest import PROOF, Largest
from tests.engine.backprop.chains import orthogonal
from tests.engine.experiments import Array

SIZES = (1, 2, 30, 48, 49, 80, 110, 111, 128, 140)  # on both sides of each change of method
every_size = pytest.mark.parametrize("r", SIZES)


def check(largest: Largest, stack: Array) -> None:
    """Compare with the decomposition, and the value with what it promises."""
    exact = np.linalg.svd(stack, compute_uv=False)[:, 0] ** 2
    found = largest(stack)
    assert (found <= exact * (1.0 + 1e-12)).all()
    assert (found >= exact * (1.0 - PROOF - 1e-12)).all()


def drifting(seed: int, n: int, d: int, r: int) -> Array:
    """Return matrices each of which is a little different from the one before."""
    rng = np.random.default_rng(seed)
    steps = rng.standard_normal((n, d, r)) * np.append(1.0, np.full(n - 1, 0.1))[:, None, None]
    return np.asarray(np.cumsum(steps, axis=0))


@every_size
def test_one_stack_after_another(r: int) -> None:
    largest, stack = Largest.anywhere(r), drifting(r, 12, 50, r)
    for part in np.split(stack, 4):
        check(largest, part)


@every_size
def test_the_first_column_may_be_orthogonal_to_the_leading_direction(r: int) -> None:
    stack = np.zeros((5, r + 1, r))
    stack[:, np.arange(r), np.arange(r)] = np.linspace(0.1, 1.0, r)
    check(Largest.first(r), stack)


@every_size
@pytest.mark.parametrize("spread", [0.0, 1e-14, 1e-10, 1e-6, 1e-2])
def test_clustered_singular_values(r: int, spread: float) -> None:
    rng = np.random.default_rng(r)
    sigma = 1.0 - spread * rng.random((4, 1, r))
    largest, stack = Largest.anywhere(r), orthogonal(rng, r) * sigma
    check(largest, stack)
    check(largest, stack[::-1])


@every_size
def test_two_directions_that_take_turns(r: int) -> None:
    stack = np.zeros((6, r, r))
    stack[:, np.arange(r), np.arange(r)] = 0.5
    stack[::2, 0, 0] = stack[1::2, -1, -1] = 1.0
    check(Largest.first(r), stack)


@every_size
@pytest.mark.parametrize("left", [1e-3, 1e-80, 1e-160, 0.0])
def test_what_led_dies_and_the_rest_was_never_seen(r: int, left: float) -> None:
    rng = np.random.default_rng(r)
    half, largest = r // 2, Largest.anywhere(r)
    for kept, other in ((1.0, 0.0), (left, 1.0), (left, 1.0)):
        stack = np.zeros((2, r, r))
        stack[:, :half, :half] = kept * rng.standard_normal((half, half))
        stack[:, half:, half:] = other * rng.standard_normal((r - half, r - half))
        check(largest, stack)


@every_size
def test_separate_and_clustered_matrices_in_one_stack(r: int) -> None:
    rng = np.random.default_rng(r)
    stack = np.array([orthogonal(rng, r) for _ in range(6)])
    stack[1::2, :, 0] *= 3.0
    check(Largest.anywhere(r), stack)


@every_size
@pytest.mark.parametrize("shift", [-240, 150])
def test_far_from_one(r: int, shift: int) -> None:
    stack = drifting(1, 6, 40, r)
    near, far = Largest.anywhere(r)(stack), Largest.anywhere(r)(np.ldexp(stack, shift))
    np.testing.assert_allclose(np.ldexp(far, -2 * shift), near, rtol=2 * PROOF)


@every_size
def test_zeros(r: int) -> None:
    stack = drifting(2, 5, 30, r)
    stack[3] = 0.0
    found = Largest.anywhere(r)(stack)
    assert found[3] == 0.0
    check(Largest.anywhere(r), np.delete(stack, 3, axis=0))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.integers(1, 130),
    st.sampled_from((0.0, 1e-12, 1e-3, 1.0, 7.0)),
    st.booleans(),
)
def test_generated_runs(seed: int, r: int, decades: float, is_near: bool) -> None:
    rng = np.random.default_rng(seed)
    largest = Largest.first(r) if is_near else Largest.anywhere(r)
    sigma = 10.0 ** (-decades * rng.random((6, 1, r)))
    stack = np.array([orthogonal(rng, r + 3)[:, :r] for _ in range(6)]) * sigma
    if not is_near:
        stack = stack @ orthogonal(rng, r)
    for part in np.split(stack, 2):
        check(largest, part)
