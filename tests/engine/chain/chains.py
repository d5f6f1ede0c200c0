"""Chains of every kind for the tests of the fast walk, and their dense products."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from hypothesis import strategies as st

from engine.chain.chain import Chain, walk
from engine.chain.diag_times import DiagTimes
from engine.chain.norms import NORMS
from engine.chain.scaled import LOG10_2, Scaled, log10
from tests.engine.experiments import Array
from tests.engine.oracles import ORDERS


def quiet(_done: int, _known: Array) -> None:
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
    """Return log10 of the norm, by numpy."""
    size = np.linalg.norm(product.mantissa, ORDERS[norm])
    return float(log10(size)) + product.exponent * LOG10_2


def check(W: Array, slopes: Array, norm: str = "spectral") -> Chain:
    """Compare every norm with the dense product's; return the chain."""
    chain, logs = walk(DiagTimes(W, slopes), NORMS[norm], quiet)
    expected = np.array([log10_norm(product, norm) for product in dense(W, slopes)])
    np.testing.assert_array_equal(logs == -np.inf, expected == -np.inf)
    present = expected > -np.inf
    np.testing.assert_allclose(logs[present], expected[present], rtol=0, atol=1e-9)
    return chain


def has_discarded(chain: Chain) -> bool:
    """Return whether the walk ever left anything out."""
    return bool((chain.log10_discarded > -np.inf).any())


def gaussian(seed: int, d: int, gain: float = 1.2) -> Array:
    """Return a Gaussian W of that gain."""
    rng = np.random.default_rng(seed)
    return gain * rng.standard_normal((d, d)) / np.sqrt(d)


def saturating(seed: int, t: int, d: int) -> Array:
    """Return slopes like those of tanh units, a few of them nearly flat."""
    return 1.0 / np.cosh(np.random.default_rng(seed).standard_normal((t, d))) ** 2


def two_blocks(d: int, ratio: float) -> Array:
    """Return a block diagonal W, the second block smaller by `ratio`."""
    half = d // 2
    W = np.zeros((d, d))
    W[:half, :half] = gaussian(9, half)
    W[half:, half:] = ratio * gaussian(10, d - half)
    return W


def orthogonal(rng: np.random.Generator, d: int) -> Array:
    """Return a random orthogonal matrix."""
    return np.asarray(np.linalg.qr(rng.standard_normal((d, d))).Q)


def symmetric(rng: np.random.Generator, values: Array) -> Array:
    """Return a symmetric matrix with these eigenvalues."""
    Q = orthogonal(rng, len(values))
    matrix = (Q * values) @ Q.T
    return 0.5 * (matrix + matrix.T)


# ------------------------------------------------------------------ every kind, by name

Generated = tuple[Array, Array]
Kind = Callable[[np.random.Generator, int, int], Generated]


def _vanishing(rng: np.random.Generator, t: int, d: int) -> Generated:
    return 0.01 * rng.standard_normal((d, d)) / np.sqrt(d), rng.uniform(0.0, 1.0, (t, d))


def _exploding(rng: np.random.Generator, t: int, d: int) -> Generated:
    return 100.0 * rng.standard_normal((d, d)) / np.sqrt(d), rng.uniform(0.5, 1.0, (t, d))


def _orthogonal(rng: np.random.Generator, t: int, d: int) -> Generated:
    return orthogonal(rng, d), 1.0 - 1e-3 * rng.random((t, d))


def _non_normal(rng: np.random.Generator, t: int, d: int) -> Generated:
    return np.triu(rng.standard_normal((d, d))), rng.uniform(0.0, 1.0, (t, d))


def _rank_one(rng: np.random.Generator, t: int, d: int) -> Generated:
    return np.outer(*rng.standard_normal((2, d))), rng.uniform(0.0, 1.0, (t, d))


def _with_zero_factors(rng: np.random.Generator, t: int, d: int) -> Generated:
    W, slopes = _exploding(rng, t, d)
    slopes[rng.integers(t)] = 0.0
    return W, slopes


def _clustered(rng: np.random.Generator, t: int, d: int) -> Generated:
    sigma = 1.0 - 1e-11 * rng.random(d)
    sigma[d // 2 :] *= 0.5
    return (orthogonal(rng, d) * sigma) @ orthogonal(rng, d), np.ones((t, d))


def _annihilated(rng: np.random.Generator, t: int, d: int) -> Generated:
    """Kill, late and to some decades, the units in which the leading direction lives."""
    W, slopes = two_blocks(d, 0.3), rng.uniform(0.5, 1.0, (t, d))
    slopes[rng.integers(t), : d // 2] *= 10.0 ** -rng.uniform(3, 250)
    return W, slopes


KINDS: dict[str, Kind] = {
    "vanishing": _vanishing,
    "exploding": _exploding,
    "orthogonal": _orthogonal,
    "non-normal": _non_normal,
    "rank one": _rank_one,
    "zero factors": _with_zero_factors,
    "clustered": _clustered,
    "annihilated": _annihilated,
}


@st.composite
def of_kind(draw: st.DrawFn, kind: str, smallest: int, largest: int) -> Generated:
    """Draw W and slopes of that kind; powers of two scale W over 600 decades."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    d, t = draw(st.integers(smallest, largest)), draw(st.integers(1, 90))
    W, slopes = KINDS[kind](rng, t, d)
    return np.ldexp(W, draw(st.integers(-900, 900))), slopes


@st.composite
def spectra(draw: st.DrawFn) -> Generated:
    """Draw W and slopes: every kind of spectrum, dead units, and units that die on the way."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    d, t = draw(st.integers(21, 52)), draw(st.integers(1, 90))
    left, right = orthogonal(rng, d), orthogonal(rng, d)
    decades = draw(st.sampled_from((0.0, 1e-12, 0.01, 1.0, 8.0, 30.0)))
    rank = draw(st.integers(1, d) | st.just(d))
    sigma = 10.0 ** (-decades * rng.random(d)) * (np.arange(d) < rank)
    W = (left * sigma) @ (left.T if draw(st.booleans()) else right)
    slopes = rng.uniform(draw(st.sampled_from((0.0, 0.5, 0.999))), 1.0, (t, d))
    for step in draw(st.lists(st.integers(0, t - 1), max_size=4)):
        slopes[step] *= np.where(rng.random(d) < rng.random(), draw(st.floats(0, 1e-3)), 1.0)
    return W, slopes
