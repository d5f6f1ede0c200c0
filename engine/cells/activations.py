"""The activations σ with their slopes σ' and the largest slope γ = sup |σ'|.

Slopes are written so that they keep their digits when the unit is saturated: with
e = exp(−|a|), σ(a)·σ(−a) = e / (1 + e)² for the logistic, and 1 / cosh²(a) = 4e² / (1 + e²)² for
tanh. The textbook forms s(1 − s) and 1 − s² lose every digit there.

γ where it is not plain to see, from σ'' = 0:

    GELU   σ = aΦ(a), σ' = Φ(a) + aφ(a), σ'' = (2 − a²)φ(a): at a = √2,
           γ = Φ(√2) + √2 φ(√2) = (1 + erf 1)/2 + 1/(e√π)
    SiLU   σ = a/(1 + e^(−a)), σ'' = 0 where (a/2)·tanh(a/2) = 1: at a = 2u with u tanh u = 1,
           γ = (1 + u)/2

The lower extremes, 1 − γ for both, are smaller in size. Φ is taken from `math.erfc`, entry by
entry: numpy has no error function, and 33 µs for 512 units do not call for a new dependency. Far
below zero GELU keeps all but a² units of its last place.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Activation:
    """An activation applied to each unit alone.

    Attributes:
        name: the name used in files and on the command line.
        value: σ, elementwise.
        slope: σ', elementwise.
        gamma: γ = sup |σ'(a)|.
        attained_at: where σ' reaches γ, in words that go after "at".
        latex: σ as mathematics, without its argument.
        slope_latex: σ' as mathematics, by the activated value s if it is a function of s alone.
        ceiling: sup |σ(a)|, inf where σ does not saturate.
        peak: the one a, of two the positive, at which σ' reaches γ; None where it does so on a
            whole half-line, or only in the limit.
        kinks: every a at which σ has no derivative.
    """

    name: str
    value: Callable[[Array], Array]
    slope: Callable[[Array], Array]
    gamma: float
    attained_at: str
    latex: str
    slope_latex: str
    peak: float | None = 0.0
    ceiling: float = math.inf
    kinks: tuple[float, ...] = ()


def _logistic(a: Array) -> Array:
    e = np.exp(-np.abs(a))
    return np.where(a >= 0, 1.0, e) / (1.0 + e)


def _logistic_slope(a: Array) -> Array:
    e = np.exp(-np.abs(a))
    return e / (1.0 + e) ** 2


def _tanh_slope(a: Array) -> Array:
    e = np.exp(-np.abs(a))
    return (2.0 * e / (1.0 + e * e)) ** 2


def _relu(a: Array) -> Array:
    return np.maximum(a, 0.0)


def _relu_slope(a: Array) -> Array:
    return np.where(a > 0, 1.0, 0.0)


def _softplus(a: Array) -> Array:
    return np.logaddexp(0.0, a)


def _softsign(a: Array) -> Array:
    return a / (1.0 + np.abs(a))


def _softsign_slope(a: Array) -> Array:
    slope: Array = (1.0 / (1.0 + np.abs(a))) ** 2
    return slope


def _leaky_relu(a: Array) -> Array:
    return np.where(a > 0, a, _LEAK * a)


def _leaky_relu_slope(a: Array) -> Array:
    return np.where(a > 0, 1.0, _LEAK)


def _normal_share(a: Array) -> Array:
    """Return Φ(a), the share of a standard normal distribution below a."""
    tails = map(math.erfc, (a / -math.sqrt(2.0)).ravel().tolist())
    return 0.5 * np.fromiter(tails, np.float64, a.size).reshape(a.shape)


def _gelu(a: Array) -> Array:
    return a * _normal_share(a)


def _gelu_slope(a: Array) -> Array:
    near = np.clip(a, -_NORMAL_END, _NORMAL_END)  # the square of a larger one may overflow
    density = np.exp(-0.5 * near * near) / math.sqrt(2.0 * math.pi)
    slope: Array = _normal_share(a) + near * density
    return slope


def _silu(a: Array) -> Array:
    return a * _logistic(a)


def _silu_slope(a: Array) -> Array:
    return _logistic(a) * (1.0 + a * _logistic(-a))


_LEAK = 0.01
_NORMAL_END = 40.0  # from here on the density is below the least double
_SILU_ROOT = 1.1996786402577339  # u with u tanh u = 1, by Newton's method
_GELU_GAMMA = 0.5 * (1.0 + math.erf(1.0)) + math.exp(-1.0) / math.sqrt(math.pi)  # 1.128904145…
_SILU_GAMMA = 0.5 * (1.0 + _SILU_ROOT)  # 1.099839320…

LOGISTIC = Activation(
    "logistic", _logistic, _logistic_slope, 0.25, "a = 0, where s = 1/2",
    r"\sigma", "s(1-s)", ceiling=1.0,
)  # fmt: skip
TANH = Activation(
    "tanh", np.tanh, _tanh_slope, 1.0, "a = 0, where s = 0", r"\tanh", "1-s^2", ceiling=1.0
)
RELU = Activation(
    "relu", _relu, _relu_slope, 1.0, "every a > 0", r"\mathrm{relu}", r"[a>0]", None, kinks=(0.0,)
)
IDENTITY = Activation("identity", np.copy, np.ones_like, 1.0, "every a", r"\mathrm{id}", "1", None)
SOFTPLUS = Activation(
    "softplus", _softplus, _logistic, 1.0, "no a: σ′ → 1 as a → ∞",
    r"\mathrm{softplus}", "1-e^{-s}", None,
)  # fmt: skip
SOFTSIGN = Activation(
    "softsign", _softsign, _softsign_slope, 1.0, "a = 0, where s = 0",
    r"\mathrm{softsign}", r"(1-\vert s\vert)^2", ceiling=1.0,
)  # fmt: skip
LEAKY_RELU = Activation(
    "leaky-relu", _leaky_relu, _leaky_relu_slope, 1.0, "every a > 0",
    r"\mathrm{leaky\,relu}", r"[a>0]+0.01\,[a\leq 0]", None, kinks=(0.0,),
)  # fmt: skip
GELU = Activation(
    "gelu", _gelu, _gelu_slope, _GELU_GAMMA, "a = √2",
    r"\mathrm{GELU}", r"\Phi(a)+a\,\varphi(a)", math.sqrt(2.0),
)  # fmt: skip
SILU = Activation(
    "silu", _silu, _silu_slope, _SILU_GAMMA, "a = 2.3994",
    r"\mathrm{SiLU}", r"\sigma(a)\,(1+a\,\sigma(-a))", 2.0 * _SILU_ROOT,
)  # fmt: skip

ACTIVATIONS: dict[str, Activation] = {
    activation.name: activation
    for activation in (
        TANH, LOGISTIC, RELU, IDENTITY, SOFTPLUS, SOFTSIGN, LEAKY_RELU, GELU, SILU,
    )
}  # fmt: skip
