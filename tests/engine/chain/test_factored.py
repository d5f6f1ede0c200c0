"""Factored products against dense ones: norms, products and the bound on what was discarded."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.bptt.forward import forward
from engine.cells.activations import TANH
from engine.chain import factored
from engine.chain.certainty import log10_errors
from engine.chain.chain import walk
from engine.chain.diag_times import DiagTimes
from engine.chain.norms import NORMS, SPECTRAL
from engine.chain.scaled import LOG10_2, log10
from tests.engine.chain.chains import (
    KINDS,
    Generated,
    check,
    dense,
    gaussian,
    has_discarded,
    log10_norm,
    of_kind,
    orthogonal,
    quiet,
    saturating,
    spectra,
    two_blocks,
)
from tests.engine.experiments import NORM_NAMES, Array, random_experiment

every_norm = pytest.mark.parametrize("norm", NORM_NAMES)
every_kind = pytest.mark.parametrize("kind", KINDS)


# ------------------------------------------------------------------ norms


@every_norm
@pytest.mark.parametrize("gain", [0.02, 1.2, 40.0])
def test_chains_that_vanish_and_explode(norm: str, gain: float) -> None:
    chain = check(gaussian(0, 40, gain), saturating(1, 150, 40), norm)
    assert has_discarded(chain) == (norm in ("spectral", "frobenius"))


@every_norm
def test_a_network_of_sixty_four_units(norm: str) -> None:
    rng = np.random.default_rng(5)
    experiment = random_experiment(rng, TANH, (64, 4, 200, 200), gain=1.2, drive=0.3)
    slopes = TANH.slope(forward(experiment).a)
    check(experiment.network.W, slopes, norm)


@every_norm
def test_an_orthogonal_matrix_with_clustered_singular_values(norm: str) -> None:
    W = orthogonal(np.random.default_rng(2), 72)
    slopes = 1.0 - 1e-4 * np.random.default_rng(3).random((60, 72))
    chain = check(W, slopes, norm)
    assert not has_discarded(chain)


@pytest.mark.parametrize("spread", [0.0, 1e-14, 1e-9, 1e-6])
def test_two_decoupled_blocks_take_turns_at_leading(spread: float) -> None:
    d, t = 64, 80
    W = np.eye(d) + np.diag(spread * np.arange(d))
    slopes = np.random.default_rng(4).uniform(0.9, 1.0, (t, d))
    check(W, slopes)


def test_non_normal_rank_one_and_nilpotent_chains() -> None:
    slopes = saturating(6, 80, 48)
    rng = np.random.default_rng(7)
    check(np.triu(rng.standard_normal((48, 48))), slopes)
    check(np.outer(*rng.standard_normal((2, 48))), slopes)
    check(np.triu(rng.standard_normal((48, 48)), 1), slopes)
    check(np.eye(48, k=1), slopes)
    check(np.zeros((48, 48)), slopes)


def test_a_nilpotent_rank_one_matrix_whose_square_is_rounding() -> None:
    column, row = np.random.default_rng(8).standard_normal((2, 48))
    row -= row @ column / (column @ column) * column
    check(np.outer(column, row), np.ones((40, 48)))


@pytest.mark.parametrize("d", [1, 2, 20, 21, 33])
def test_sizes_on_both_sides_of_the_change_of_method(d: int) -> None:
    check(gaussian(d, d), saturating(d, 120, d))


# ------------------------------------------------------------------ the leading direction dies


@pytest.mark.parametrize("norm", ["spectral", "frobenius"])
@pytest.mark.parametrize("left", [0.0, 1e-200, 1e-30, 1e-12, 1e-6, 1e-3])
@pytest.mark.parametrize("at", [1, 40, 90])
def test_what_led_is_killed_after_the_rest_was_discarded(at: int, left: float, norm: str) -> None:
    W, slopes = two_blocks(48, 0.3), saturating(11, 100, 48)
    slopes[at, :24] *= left
    check(W, slopes, norm)


def test_the_walk_discards_again_after_it_returned_to_the_whole_product(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    returned: list[int] = []
    original = factored.FactoredWalk._return_to

    def counted(self: factored.FactoredWalk, whole: object, until: int) -> None:
        returned.append(until)
        original(self, whole, until)  # type: ignore[arg-type]

    monkeypatch.setattr(factored.FactoredWalk, "_return_to", counted)
    slopes = saturating(12, 300, 48)
    slopes[200, :24] = 0.0
    chain = check(two_blocks(48, 0.3), slopes)
    assert returned
    assert chain.log10_discarded[-1] > -np.inf


def test_a_leading_direction_that_dies_by_cancellation() -> None:
    W = gaussian(13, 48)
    slopes = saturating(14, 120, 48)
    u, sigma, vh = np.linalg.svd(W)
    sigma[0] *= 1e9  # one direction far above the rest, and nearly all of it meets zero slopes
    check(u @ np.diag(sigma) @ vh, slopes)


# ------------------------------------------------------------------ generated chains


def agrees(W: Array, slopes: Array, norm: str) -> None:
    """Compare every norm with the dense product's, to 1e-9 and zeros with zeros."""
    products = dense(W, slopes)
    found, logs = walk(DiagTimes(W, slopes), NORMS[norm], quiet)
    for i, product in enumerate(products):
        exact = log10_norm(product, norm)
        if exact == -np.inf or logs[i] == -np.inf:
            assert exact == logs[i]
        else:
            assert logs[i] == pytest.approx(exact, rel=0, abs=1e-9)
    assert found.log10_discarded.shape == logs.shape


@settings(max_examples=150, deadline=None)
@given(spectra(), st.sampled_from(NORM_NAMES))
def test_generated_spectra(chain: Generated, norm: str) -> None:
    agrees(*chain, norm)


@every_kind
@settings(max_examples=20, deadline=None)
@given(data=st.data(), norm=st.sampled_from(NORM_NAMES))
def test_generated_chains_of_every_kind(kind: str, data: st.DataObject, norm: str) -> None:
    agrees(*data.draw(of_kind(kind, 21, 70)), norm)


@every_kind
def test_products_too_large_to_be_squared(kind: str) -> None:
    agrees(*KINDS[kind](np.random.default_rng(16), 40, 120), "spectral")


@every_kind
@settings(max_examples=10, deadline=None)
@given(data=st.data(), norm=st.sampled_from(NORM_NAMES))
def test_generated_chains_below_the_change_of_method(
    kind: str, data: st.DataObject, norm: str
) -> None:
    agrees(*data.draw(of_kind(kind, 1, 22)), norm)


# ------------------------------------------------------------------ the bound, and the products


def bound_holds(W: Array, slopes: Array) -> bool:
    """Check what is missing of every product by its bound; return whether anything is."""
    t = len(slopes)
    chain, logs = walk(DiagTimes(W, slopes), SPECTRAL, quiet)
    errors = log10_errors(W, slopes)  # by which both products may be off where factors cancel
    for i, exact in enumerate(dense(W, slopes)):
        found = chain.product(t - i)
        shift = max(found.exponent - exact.exponent, -2000)
        missing = exact.mantissa - np.ldexp(found.mantissa, shift)
        size = float(log10(np.linalg.norm(missing))) + exact.exponent * LOG10_2
        rounding = max(log10_norm(exact, "frobenius") - 10.5, errors[i])
        assert size <= max(chain.log10_discarded[i], rounding) + 0.01
        assert chain.log10_discarded[i] <= logs[i] - 4.5 or logs[i] == -np.inf
    return has_discarded(chain)


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_on_what_was_discarded_is_never_exceeded(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.chain.chain._EXACT", 0.0)
    assert bound_holds(gaussian(seed, 48), saturating(seed, 160, 48))


@every_kind
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_the_bound_holds_in_chains_of_every_kind(
    kind: str, data: st.DataObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.chain.chain._EXACT", 0.0)
    bound_holds(*data.draw(of_kind(kind, 21, 48)))


def test_products_are_exact_where_that_is_quick() -> None:
    W, slopes = gaussian(3, 48), saturating(3, 160, 48)
    chain = check(W, slopes)
    assert has_discarded(chain)
    for k in (160, 130, 60, 0):
        exact, found = dense(W, slopes)[160 - k], chain.product(k)
        assert found.exponent == exact.exponent
        np.testing.assert_allclose(found.mantissa, exact.mantissa, rtol=0, atol=1e-13)


def test_few_kept_products_rebuild_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    W, slopes = gaussian(4, 48), saturating(4, 160, 48)
    many = check(W, slopes)
    monkeypatch.setattr(factored, "_KEPT_NUMBERS", 3 * 48 * 48)
    few = check(W, slopes)
    assert sum(carried.mantissa.size for carried in few.kept) <= 3 * 48 * 48
    assert len(few.kept) < len(many.kept)
    for k in (150, 100, 7, 0):
        one, other = few.product(k), many.product(k)
        np.testing.assert_allclose(
            np.ldexp(one.mantissa, one.exponent - other.exponent), other.mantissa, atol=1e-13
        )


def test_progress_never_goes_back_and_ends_at_the_end() -> None:
    slopes = saturating(11, 100, 48)
    slopes[40, :24] = 0.0
    said: list[int] = []
    walk(DiagTimes(two_blocks(48, 0.3), slopes), SPECTRAL, lambda done, _known: said.append(done))
    assert said == sorted(said)
    assert said[-1] == 100


def test_an_exception_of_progress_ends_the_walk() -> None:
    def stop(done: int, _known: Array) -> None:
        if done > 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        walk(DiagTimes(gaussian(0, 48), saturating(0, 100, 48)), SPECTRAL, stop)


def test_pytorch_finds_the_same_norms() -> None:
    torch = pytest.importorskip("torch")
    W, slopes = gaussian(15, 96), saturating(15, 60, 96)
    _, logs = walk(DiagTimes(W, slopes), SPECTRAL, quiet)
    product, shift = torch.eye(96, dtype=torch.float64), 0.0
    for i, slope in enumerate(slopes[::-1].copy(), start=1):
        product = (product * torch.tensor(slope)) @ torch.tensor(W)
        size = float(torch.linalg.matrix_norm(product, 2))
        shift += float(np.log10(size))
        product /= size
        assert logs[i] == pytest.approx(shift, abs=1e-9)
