"""Factored products against dense ones: norms, products and the bound on what was discarded."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.backprop import factored
from engine.backprop.chain import Chain, walk
from engine.backprop.norms import NORMS, SPECTRAL
from engine.backprop.scaled import LOG10_2, Scaled, log10
from engine.network.activations import TANH
from engine.network.forward import forward
from tests.engine.experiments import NORM_NAMES, Array, random_experiment
from tests.engine.oracles import ORDERS

every_norm = pytest.mark.parametrize("norm", NORM_NAMES)


def _quiet(_done: int) -> None:
    """Take no note of the progress."""


def dense(W: Array, slopes: Array) -> list[Scaled]:
    """Return P for k = t … 0, multiplied out one after another."""
    unit = Scaled.of(W)
    products = [Scaled.of(np.eye(len(W)))]
    for slope in slopes[::-1]:
        scale = Scaled.of(slope)
        exponent = products[-1].exponent + scale.exponent + unit.exponent
        step = (products[-1].mantissa * scale.mantissa) @ unit.mantissa
        products.append(Scaled.of(step, exponent))
    return products


def log10_norm(product: Scaled, norm: str = "spectral") -> float:
    size = np.linalg.norm(product.mantissa, ORDERS[norm])
    return float(log10(size)) + product.exponent * LOG10_2


def check(W: Array, slopes: Array, norm: str = "spectral") -> Chain:
    """Compare every norm with the dense product's; return the chain."""
    chain, logs = walk(W, slopes, NORMS[norm], _quiet)
    expected = np.array([log10_norm(product, norm) for product in dense(W, slopes)])
    np.testing.assert_array_equal(logs == -np.inf, expected == -np.inf)
    present = expected > -np.inf
    np.testing.assert_allclose(logs[present], expected[present], rtol=0, atol=1e-9)
    return chain


def has_discarded(chain: Chain) -> bool:
    return bool((chain.log10_discarded > -np.inf).any())


def gaussian(seed: int, d: int, gain: float = 1.2) -> Array:
    rng = np.random.default_rng(seed)
    return gain * rng.standard_normal((d, d)) / np.sqrt(d)


def saturating(seed: int, t: int, d: int) -> Array:
    """Return slopes like those of tanh units, a few of them nearly flat."""
    return 1.0 / np.cosh(np.random.default_rng(seed).standard_normal((t, d))) ** 2


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
    W = np.linalg.qr(gaussian(2, 72)).Q
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


def two_blocks(d: int, ratio: float) -> Array:
    """Return a block diagonal W, the second block smaller by `ratio`."""
    half = d // 2
    W = np.zeros((d, d))
    W[:half, :half] = gaussian(9, half)
    W[half:, half:] = ratio * gaussian(10, half)
    return W


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


@st.composite
def chains(draw: st.DrawFn) -> tuple[Array, Array]:
    """Draw W and slopes: every kind of spectrum, dead units, and units that die on the way."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    d, t = draw(st.integers(21, 52)), draw(st.integers(1, 90))
    left, right = (np.linalg.qr(rng.standard_normal((d, d))).Q for _ in range(2))
    decades = draw(st.sampled_from((0.0, 1e-12, 0.01, 1.0, 8.0, 30.0)))
    rank = draw(st.integers(1, d) | st.just(d))
    sigma = 10.0 ** (-decades * rng.random(d)) * (np.arange(d) < rank)
    W = (left * sigma) @ (left.T if draw(st.booleans()) else right)
    slopes = rng.uniform(draw(st.sampled_from((0.0, 0.5, 0.999))), 1.0, (t, d))
    for step in draw(st.lists(st.integers(0, t - 1), max_size=4)):
        slopes[step] *= np.where(rng.random(d) < rng.random(), draw(st.floats(0, 1e-3)), 1.0)
    return W, slopes


@settings(max_examples=150, deadline=None)
@given(chains(), st.sampled_from(NORM_NAMES))
def test_generated_chains(chain: tuple[Array, Array], norm: str) -> None:
    W, slopes = chain
    products = dense(W, slopes)
    found, logs = walk(W, slopes, NORMS[norm], _quiet)
    for i, product in enumerate(products):
        exact = log10_norm(product, norm)
        if exact == -np.inf or logs[i] == -np.inf:
            assert exact == logs[i]
        else:
            assert logs[i] == pytest.approx(exact, rel=0, abs=1e-9)
    assert found.log10_discarded.shape == logs.shape


# ------------------------------------------------------------------ the bound, and the products


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_on_what_was_discarded_is_never_exceeded(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.backprop.chain._EXACT", 0.0)
    W, slopes = gaussian(seed, 48), saturating(seed, 160, 48)
    chain, logs = walk(W, slopes, SPECTRAL, _quiet)
    assert has_discarded(chain)
    for i, exact in enumerate(dense(W, slopes)):
        found = chain.product(160 - i)
        missing = exact.mantissa - np.ldexp(found.mantissa, found.exponent - exact.exponent)
        size = float(log10(np.linalg.norm(missing))) + exact.exponent * LOG10_2
        rounding = logs[i] - 13.0
        assert size <= max(chain.log10_discarded[i], rounding) + 0.01
        assert chain.log10_discarded[i] < logs[i] - 4.5


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
    walk(two_blocks(48, 0.3), slopes, SPECTRAL, said.append)
    assert said == sorted(said)
    assert said[-1] == 100


def test_an_exception_of_progress_ends_the_walk() -> None:
    def stop(done: int) -> None:
        if done > 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        walk(gaussian(0, 48), saturating(0, 100, 48), SPECTRAL, stop)


def test_pytorch_finds_the_same_norms() -> None:
    torch = pytest.importorskip("torch")
    W, slopes = gaussian(15, 96), saturating(15, 60, 96)
    _, logs = walk(W, slopes, SPECTRAL, _quiet)
    product, shift = torch.eye(96, dtype=torch.float64), 0.0
    for i, slope in enumerate(slopes[::-1].copy(), start=1):
        product = (product * torch.tensor(slope)) @ torch.tensor(W)
        size = float(torch.linalg.matrix_norm(product, 2))
        shift += float(np.log10(size))
        product /= size
        assert logs[i] == pytest.approx(shift, abs=1e-9)
