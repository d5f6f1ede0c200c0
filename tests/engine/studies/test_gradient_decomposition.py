"""Terms, running sums, cosines and cancellation against autograd, and past a double."""

from __future__ import annotations

import numpy as np
import pytest
from mpmath import mp, mpf

from engine.bptt.trace import trace
from engine.cells.activations import IDENTITY, TANH
from engine.studies.gradient_decomposition import gradient_decomposition
from tests.engine.experiments import ACTIVATION_NAMES, of_matrix
from tests.engine.loss_oracle import LOSSES, autograd_terms, drawn
from tests.engine.oracles import DIGITS, exact_log10, relative_error


@pytest.mark.parametrize("name", ACTIVATION_NAMES)
@pytest.mark.parametrize(("kind", "summed"), LOSSES)
def test_terms_and_running_sums_are_autograds(kind: str, summed: bool, name: str) -> None:
    experiment = drawn(kind, summed, name)
    gradients = trace(experiment).gradients
    found, terms = gradient_decomposition(gradients), autograd_terms(experiment)[::-1]
    for i, term in enumerate(terms):
        close = 1e-8 * float(np.abs(term).max())
        value = gradients.term(experiment.t - i).value()
        np.testing.assert_allclose(value, term, rtol=1e-8, atol=close)
    running, sizes = np.cumsum(terms, axis=0), np.linalg.norm(terms, axis=(1, 2))
    whole = running[-1]
    norms = np.linalg.norm(running, axis=(1, 2))
    np.testing.assert_allclose(10.0**found.log10_term, sizes, rtol=1e-8)
    np.testing.assert_allclose(10.0**found.running.log10_norm, norms, rtol=1e-8)
    np.testing.assert_allclose(10.0**found.log10_sizes, np.cumsum(sizes), rtol=1e-8)
    cosines = np.einsum("imn,mn->i", terms, whole) / sizes / np.linalg.norm(whole)
    np.testing.assert_allclose(found.cosine, cosines, atol=1e-8)
    turned = np.einsum("imn,mn->i", running, whole) / norms / np.linalg.norm(whole)
    np.testing.assert_allclose(np.cos(found.running.angle), turned, atol=1e-8)
    assert found.kept == pytest.approx(norms[-1] / sizes.sum(), rel=1e-8)


def test_the_lengths_along_the_whole_add_up_to_it() -> None:
    found = gradient_decomposition(trace(drawn("squared", False)).gradients)
    along = np.sum(found.cosine * 10.0**found.log10_term)
    assert along == pytest.approx(10.0**found.log10_total, rel=1e-12)


def test_a_gradient_of_582_decades() -> None:
    t, s0 = 700, 1e-300  # each of the t terms is 7^(2t − 1) s0²
    found = gradient_decomposition(trace(of_matrix([[7.0]], IDENTITY, T=t, s0=[s0])).gradients)
    with mp.workdps(DIGITS):
        for i in (0, 9, t - 1):
            exact = exact_log10((i + 1) * mpf(7) ** (2 * t - 1) * mpf(s0) ** 2)
            assert relative_error(float(found.running.log10_norm[i]), exact) < 1e-9
            assert relative_error(float(found.log10_sizes[i]), exact) < 1e-9
    np.testing.assert_allclose(found.cosine, 1.0, rtol=1e-12)
    assert found.kept == pytest.approx(1.0, rel=1e-9)


@pytest.mark.parametrize(("y", "kept"), [([2.0, 0.5], 26**-0.5), ([2.0, 0.0], 0.0)])
def test_terms_of_opposite_sign_cancel(y: list[float], kept: float) -> None:
    # the units swap at each step, so the two terms are g s_1ᵀ and −(g swapped) s_1ᵀ
    swap = of_matrix([[0.0, 1.0], [1.0, 0.0]], IDENTITY, T=2, s0=[1.0, -1.0], y=y)
    found = gradient_decomposition(trace(swap).gradients)
    assert found.log10_term[0] == pytest.approx(found.log10_term[1])
    assert found.kept == pytest.approx(kept, abs=1e-15)


def test_a_term_that_is_zero_has_no_direction() -> None:
    found = gradient_decomposition(
        trace(of_matrix(np.eye(2), TANH, T=3, x=np.ones((3, 2)), y=[2, 2])).gradients
    )
    assert found.log10_term[-1] == -np.inf
    assert found.cosine[-1] == 0.0
    assert found.running.log10_norm[-1] == found.running.log10_norm[-2]


def test_no_gradient_keeps_nothing() -> None:
    found = gradient_decomposition(trace(of_matrix(np.eye(2), T=3)).gradients)
    assert found.log10_total == -np.inf
    assert found.kept == 0.0
    np.testing.assert_array_equal(found.cosine, np.zeros(3))


@pytest.mark.parametrize("turned", [0.0, 0.3])
def test_what_cancels_to_rounding_is_cancelled(turned: float) -> None:
    c, s = np.cos(turned), np.sin(turned)
    Q = np.array([[c, -s], [s, c]])
    W, s0, y = Q @ [[0.0, 1.0], [1.0, 0.0]] @ Q.T, Q @ [1.0, -1.0], Q @ [2.0, 0.0]
    assert gradient_decomposition(
        trace(of_matrix(W, IDENTITY, T=2, s0=s0, y=y)).gradients
    ).cancelled


def test_neither_a_gradient_nor_no_gradient_is_cancelled() -> None:
    assert not gradient_decomposition(trace(of_matrix(np.eye(2), T=3)).gradients).cancelled
    assert not gradient_decomposition(trace(drawn("squared", False)).gradients).cancelled


def test_a_gradient_made_of_products_that_cancel_is_not_known() -> None:
    W = [[0.3, -0.9], [0.1, -0.3]]  # W² = 0 but for rounding
    x = np.zeros((6, 2))
    x[0] = 1.0
    result = trace(of_matrix(W, T=6, x=x, y=[1.0, 1.0]))
    found = gradient_decomposition(result.gradients, known=result.known[:-1])
    assert found.known[:2].all()
    assert not found.is_known
    assert not found.sums_known[-1]
    assert found.sums_known[0]
