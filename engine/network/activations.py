"""The activations σ with their slopes σ' and the largest slope γ = sup |σ'|.

Slopes are written so that they keep their digits when the unit is saturated: with
e = exp(−|a|), σ(a)·σ(−a) = e / (1 + e)² for the logistic, and 1 / cosh²(a) = 4e² / (1 + e²)² for
tanh. The textbook forms s(1 − s) and 1 − s² lose every digit there.
"""

from __future__ import annotations

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
        attained_at: where σ' reaches γ, in words.
        latex: σ as mathematics, without its argument.
        slope_latex: σ' by the activated value s, as mathematics.
    """

    name: str
    value: Callable[[Array], Array]
    slope: Callable[[Array], Array]
    gamma: float
    attained_at: str
    latex: str
    slope_latex: str


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


LOGISTIC = Activation(
    "logistic", _logistic, _logistic_slope, 0.25, "a = 0, where s = 1/2", r"\sigma", "s(1-s)"
)
TANH = Activation("tanh", np.tanh, _tanh_slope, 1.0, "a = 0, where s = 0", r"\tanh", "1-s^2")
RELU = Activation("relu", _relu, _relu_slope, 1.0, "every a > 0", r"\mathrm{relu}", r"[a>0]")
IDENTITY = Activation("identity", np.copy, np.ones_like, 1.0, "every a", r"\mathrm{id}", "1")

ACTIVATIONS: dict[str, Activation] = {
    activation.name: activation for activation in (TANH, LOGISTIC, RELU, IDENTITY)
}
