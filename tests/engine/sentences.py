"""What is true of an experiment, to 60 digits, and whether the numbers in a sentence say so.

Nothing here uses what it is to judge: products, gradients and powers are multiplied out one by one
from the definitions, at the engine's pre-activations and states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from mpmath import mp, mpf
from numpy.typing import NDArray

from engine.bptt.forward import Forward, forward
from engine.cells.activations import ACTIVATIONS
from engine.errors import InputError
from engine.experiment.experiment import Experiment
from engine.experiment.network import Network
from tests.engine.experiments import MATRICES
from tests.engine.loss_oracle import LOSSES, with_loss
from tests.engine.numbers.reading import read
from tests.engine.oracles import DIGITS, ORDERS, exact_slope
from tests.soak import times

Array = NDArray[np.float64]
NUMBER = r"([−⁻⁰¹²³⁴⁵⁶⁷⁸⁹×\d.]*[\d⁰¹²³⁴⁵⁶⁷⁸⁹])"
_UNITS = (1, 2, 2, 3, 3, 4, 4, 5, times(4, 6), times(4, 8))  # few of the costly ones
_STEPS = (4, 4, 12, 12, 12, 12, times(12, 25), times(12, 25), 25, times(25, 61))
_GOES_FAR = ("relu", "identity", "softplus", "leaky-relu", "gelu", "silu")

# ------------------------------------------------------------------ experiments


def _jordan(rng: np.random.Generator, d: int) -> Array:
    return rng.choice([0.5, 0.9, 0.999, 1.0]) * np.eye(d) + np.eye(d, k=1)


def _turned_jordan(rng: np.random.Generator, d: int) -> Array:
    Q = np.linalg.qr(rng.standard_normal((d, d))).Q
    return np.asarray(Q @ _jordan(rng, d) @ Q.T)


def _near_one(rng: np.random.Generator, d: int) -> Array:
    W = np.triu(rng.standard_normal((d, d)))
    np.fill_diagonal(W, rng.uniform(-0.5, 0.5, d))
    W[0, 0] = 1 + rng.choice([-1, 1]) * 10.0 ** -rng.integers(1, 14)
    return W


def _permuted(rng: np.random.Generator, d: int) -> Array:
    return np.eye(d)[rng.permutation(d)]


def _whole_nilpotent(rng: np.random.Generator, d: int) -> Array:
    """Return U N U⁻¹ of whole numbers, U unit triangular: nilpotent, and not to be seen by eye."""
    U, inverse = np.eye(d), np.eye(d)
    for i in range(1, d):
        step = np.eye(d)
        step[i, i - 1] = rng.integers(-2, 3)
        U, inverse = step @ U, inverse @ (2 * np.eye(d) - step)
    return np.asarray(U @ np.triu(rng.integers(-3, 4, (d, d)), 1) @ inverse)


_KINDS = MATRICES | {
    "identity": lambda _rng, d: np.eye(d),
    "jordan": _jordan,
    "turned jordan": _turned_jordan,
    "near one": _near_one,
    "permuted": _permuted,
    "whole nilpotent": _whole_nilpotent,
}


def _scale(rng: np.random.Generator, W: Array, far: bool, T: int) -> float:
    way = rng.integers(5)
    if way == 0:
        return 1.0
    if way == 1:  # λ is 1, or next to it
        size = np.linalg.norm(W, 2)
        return float((1 + rng.choice([0, 1e-13, -1e-9, 1e-6, -1e-3, 1e-3])) / (size or 1.0))
    if way == 2:
        reach = min(60.0, 200.0 / T - 1) if far else 60.0
        return float(10.0 ** rng.uniform(-60, reach))
    return float(10.0 ** rng.uniform(-1, 0.7))


def random_of_every_kind(seed: int) -> Experiment:
    """Return an experiment of any activation, matrix, loss and size."""
    rng = np.random.default_rng(seed)
    name = str(rng.choice(list(ACTIVATIONS)))
    d, T = (
        int(rng.integers(1, 9)),
        int(rng.choice([1, 2, 3, rng.integers(4, 61)], p=[0.1, 0.1, 0.1, 0.7])),
    )
    W = _KINDS[str(rng.choice(list(_KINDS)))](rng, d)
    W = W * _scale(rng, W, name in _GOES_FAR, T)
    drive = float(rng.choice([0.0, 0.3, 1.0, 30.0]))
    s0 = drive * rng.standard_normal(d) * rng.integers(2)
    b, y = drive * rng.standard_normal(d) * rng.integers(2), rng.standard_normal(d)
    x = rng.standard_normal((T, 2)) * (rng.random((T, 1)) < rng.choice([0.1, 1.0]))
    network = Network(W, drive * rng.standard_normal((d, 2)), b, s0, ACTIVATIONS[name])
    kind, summed = LOSSES[int(rng.integers(4))]
    try:
        experiment = with_loss(Experiment(network, x, y, int(rng.integers(1, T + 1))), kind, summed)
        forward(experiment)
    except InputError:  # a state leaves the range of a double
        return random_of_every_kind(seed + 1_000_003)
    return experiment


# ------------------------------------------------------------------ the truth


def exact(array: Any) -> Any:
    """Return an array of mpmath numbers."""
    values = np.asarray(array, dtype=object)
    return np.array([mpf(float(v)) for v in values.ravel()], dtype=object).reshape(values.shape)


def log10_norm(array: Any, order: Any = None) -> float:
    """Return log10 of a norm of an array of mpmath numbers: numpy's, of the array brought to 1."""
    top = max((abs(v) for v in array.ravel()), default=mpf(0))
    if top == 0:
        return -np.inf
    unit = np.array([float(v / top) for v in array.ravel()]).reshape(array.shape)
    return float(mp.log10(top)) + float(np.log10(np.linalg.norm(unit, order)))


def total(logs: Any) -> float:
    """Return log10 Σ 10^logs."""
    finite = np.array([v for v in logs if v > -np.inf])
    if not finite.size:
        return -np.inf
    return float(finite.max() + np.log10(np.sum(10.0 ** (finite - finite.max()))))


@dataclass(frozen=True, eq=False)
class Truth:
    """The products and the gradient of one experiment; index i stands for k = t − i."""

    experiment: Experiment
    run: Forward

    @property
    def t(self) -> int:
        return self.experiment.t

    @cached_property
    def W(self) -> Any:
        return exact(self.experiment.network.W)

    @cached_property
    def slopes(self) -> Any:
        """(t, d), σ'(a_1) … σ'(a_t)."""
        name = self.experiment.network.activation.name
        rows = self.run.a[: self.t]
        return np.array([[exact_slope(name, float(a)) for a in row] for row in rows], dtype=object)

    @cached_property
    def products(self) -> list[Any]:
        """P_{t,t} … P_{t,0}."""
        product, products = exact(np.eye(self.experiment.network.d)), []
        for slope in self.slopes[::-1]:
            products.append(product)
            product = (product * slope).dot(self.W)
        return [*products, product]

    @cached_property
    def sizes(self) -> list[float]:
        """log10 ‖P‖₂ without any cancelling: that of the product of |J_j|."""
        product, sizes = exact(np.eye(self.experiment.network.d)), []
        for slope in self.slopes[::-1]:
            sizes.append(log10_norm(product))
            product = (product * abs(slope)).dot(abs(self.W))
        return [*sizes, log10_norm(product)]

    def norms(self, norm: str) -> Array:
        """Return (t + 1,) log10 ‖P_{t,k}‖."""
        return np.array([log10_norm(product, ORDERS[norm]) for product in self.products])

    def log10_base(self, norm: str) -> Any:
        """Return γλ as an mpmath number; λ to the 15 digits of a double."""
        return _GAMMAS[self.experiment.network.activation.name] * mpf(10) ** log10_norm(
            self.W, ORDERS[norm]
        )

    def arriving(self, j: int) -> Any:
        """Return ∂L_j/∂s_j."""
        e, s = self.experiment, exact(self.run.s[j])
        if e.readout is None:
            return s - exact(e.y)
        V = exact(e.readout.V)
        z = V.dot(s) + exact(e.readout.c)
        powers = [mp.exp(v - max(z)) for v in z]
        share = np.array([v / mp.fsum(powers) for v in powers], dtype=object)
        share[e.readout.label] = 0  # 1 − softmax is the sum of the others: 1 has 60 digits only
        share[e.readout.label] = -mp.fsum(share)
        return share.dot(V)

    @property
    def logits_lost(self) -> bool:
        """Whether rounding of V s + c moves the softmax: states of 10⁶ and more do it."""
        readout = self.experiment.readout
        if readout is None:
            return False
        sizes = np.abs(self.run.s) @ np.abs(readout.V).T
        return float(sizes.max()) > 1e6

    def back(self, delta: Any, k: int) -> tuple[Any, Any]:
        """Return the term that δ_k makes, and what it hands on to δ_{k−1}."""
        local = self.slopes[k - 1] * delta
        return np.outer(local, exact(self.run.s[k - 1])), local.dot(self.W)

    @cached_property
    def terms(self) -> list[Any]:
        """The terms k = t … 1, each (d, d)."""
        terms, delta = [], self.arriving(self.t)
        for k in range(self.t, 0, -1):
            term, delta = self.back(delta, k)
            terms.append(term)
            if self.experiment.summed and k > 1:
                delta = delta + self.arriving(k - 1)
        return terms

    @cached_property
    def lags(self) -> list[Any]:
        """D_0 … D_{t−1}, each (d, d)."""
        if not self.experiment.summed:
            return self.terms
        lags = [0 * self.W for _ in range(self.t)]
        for j in range(1, self.t + 1):
            delta = self.arriving(j)
            for k in range(j, 0, -1):
                term, delta = self.back(delta, k)
                lags[j - k] = lags[j - k] + term
        return lags

    @cached_property
    def gradient(self) -> Any:
        return sum(self.terms[1:], self.terms[0])


def truth(experiment: Experiment) -> Truth:
    """Return what is true of an experiment; call it, and use it, with `digits`."""
    return Truth(experiment, forward(experiment))


def digits() -> Any:
    """Return the context in which truths are computed."""
    return mp.workdps(DIGITS)


def spectral_radius(W: Array) -> float:
    """Return log10 ρ(W): of a triangular W from its diagonal, else ‖Wⁿ‖^(1/n) for n = 2^56."""
    if not (np.triu(W, 1).any() and np.tril(W, -1).any()):
        return log10_norm(exact(np.diag(W)), np.inf)
    with mp.workdps(150):
        power, log10 = exact(W), mpf(0)
        for squarings in range(57):
            top = max(abs(v) for v in power.ravel())
            if top < mpf(10) ** -100:  # of 1: what cancelled
                return -np.inf
            power, log10 = power / top, log10 + mp.log10(top) / 2**squarings
            power = power.dot(power)
        return float(log10)


def _gammas() -> dict[str, Any]:
    one = dict.fromkeys(ACTIVATIONS, mpf(1))
    with digits():
        silu = max(exact_slope("silu", 2.3993572805154 + n * 1e-9) for n in range(-2, 3))
        return one | {
            "logistic": mpf(1) / 4,
            "gelu": exact_slope("gelu", 2.0**0.5),
            "silu": silu,
        }


_GAMMAS = _gammas()

# ------------------------------------------------------------------ reading


def numbers(pattern: str, sentence: str) -> Iterator[tuple[str, ...]]:
    """Yield the groups of a pattern wherever it fits; `#` in it stands for a number."""
    for found in re.finditer(pattern.replace("#", NUMBER), sentence):
        yield found.groups()


def says(text: str, log10: float, slack: float = 0.0) -> bool:
    """Whether the size written is 10^`log10` to its last digit, or off by `slack` of itself."""
    shown, unit = read(text)
    if log10 == -np.inf:
        return shown == 0
    with mp.workdps(30):
        true = mpf(10) ** mpf(log10)
        off = abs(mpf(shown.numerator) / shown.denominator - true)
        half = mpf(unit.numerator) / unit.denominator / 2
        return bool(off <= half * (1 + mpf(10) ** -6) + true * (slack + mpf(10) ** -9))


def value(text: str) -> Fraction:
    """Return the number written."""
    return read(text)[0]
