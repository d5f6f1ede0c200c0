"""Eigenvalues found by squaring against spectra that are known, and against 60 digits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp

from engine.backprop import squaring
from engine.backprop.gram import gram
from engine.backprop.squaring import ROOM, largest_eigenvalues, separate
from tests.engine.backprop.chains import gaussian, symmetric
from tests.engine.experiments import Array
from tests.engine.oracles import DIGITS

BACKWARD = 2e-14  # of the largest eigenvalue, what any method in double may be off by here


def with_spectrum(*spectra: Array) -> Array:
    """Return symmetric matrices with these eigenvalues."""
    rng = np.random.default_rng(0)
    return np.array([symmetric(rng, np.asarray(values, dtype=float)) for values in spectra])


@pytest.mark.parametrize("r", [1, 2, 9, 33, 64])
@pytest.mark.parametrize("second", [0.0, 0.5, 0.99, 1.0 - 1e-6, 1.0 - 1e-12, 1.0])
def test_the_largest_of_a_known_spectrum(r: int, second: float) -> None:
    values = np.linspace(0.0, second, r)
    values[-1] = 1.0
    found = largest_eigenvalues(with_spectrum(*[values] * 30))
    np.testing.assert_allclose(found, 1.0, rtol=0, atol=ROOM + BACKWARD)


def test_the_largest_to_60_digits() -> None:
    stack = np.random.default_rng(1).standard_normal((130, 6, 4))
    grams = gram(stack)
    found = largest_eigenvalues(grams)
    with mp.workdps(DIGITS):
        for i in (0, 64, 129):
            exact = max(mp.eigsy(mp.matrix(grams[i].tolist()), eigvals_only=True))
            assert found[i] == pytest.approx(float(exact), rel=ROOM + 1e-14)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.integers(2, 60),
    st.sampled_from((0.0, 1e-14, 1e-9, 1e-4, 0.1, 1.0, 12.0)),
    st.integers(-900, 900),
)
def test_generated_spectra(seed: int, r: int, decades: float, shift: int) -> None:
    rng = np.random.default_rng(seed)
    spectra = 10.0 ** (-decades * rng.random((12, r)))
    grams = np.array([symmetric(rng, values) for values in spectra])
    largest = spectra.max(axis=1)
    found = np.ldexp(largest_eigenvalues(np.ldexp(grams, shift)), -shift)
    assert (found <= largest * (1.0 + BACKWARD)).all()
    assert (found >= largest * (1.0 - ROOM - BACKWARD)).all()


def test_what_is_called_known_is_alone_and_right() -> None:
    alone, pair = np.linspace(0.0, 0.5, 40), np.linspace(0.0, 1.0, 40)
    alone[-1], pair[-2] = 1.0, 1.0
    values, known = separate(with_spectrum(alone, pair, alone))
    np.testing.assert_array_equal(known, [True, False, True])
    np.testing.assert_allclose(values[known], 1.0, rtol=0, atol=ROOM + BACKWARD)


def test_the_second_is_not_taken_for_the_first_where_it_has_the_largest_entry() -> None:
    r = 80  # the leading direction is spread over all units but one, which holds the second
    leading = np.append(np.ones(r - 1), 0.0) / np.sqrt(r - 1)
    second = np.eye(r)[-1]
    size = 0.03**0.5  # squared once, the first is alone, and yet the second has the largest entry
    grams = np.array([np.outer(leading, leading) + size * np.outer(second, second)] * 8)
    assert not separate(grams)[1].any()
    np.testing.assert_allclose(largest_eigenvalues(grams), 1.0, rtol=0, atol=ROOM + BACKWARD)


def test_zeros_among_the_matrices_are_zero() -> None:
    grams = with_spectrum(*[np.arange(30.0)] * 5)
    grams[2] = 0.0
    expected = [29.0, 29.0, 0.0, 29.0, 29.0]
    np.testing.assert_allclose(largest_eigenvalues(grams), expected, rtol=1e-12)


@pytest.mark.parametrize("size", [5e-324, 1e-310, 1e-300])
def test_matrices_at_the_lower_end_of_the_range(size: float) -> None:
    grams = size * with_spectrum(*[np.arange(30.0) ** 3] * 5)
    found = largest_eigenvalues(grams)
    np.testing.assert_allclose(found, 29.0**3 * size, rtol=1e-12, atol=1e-320)


def test_small_parts_change_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    grams = gram(np.array([gaussian(seed, 30) for seed in range(20)]))
    whole = largest_eigenvalues(grams)
    monkeypatch.setattr(squaring, "_TOGETHER", 1)
    np.testing.assert_allclose(largest_eigenvalues(grams), whole, rtol=ROOM)
