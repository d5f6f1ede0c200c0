"""The calculus behind γ: a function, its first two derivatives and its stationary points.

Where f'(x) = 0, f''(x) > 0 makes a minimum and f''(x) < 0 a maximum (`docs/maths.md`, 6). Where
f'' is zero too the test does not decide; the change of sign of f' does: it changes at a root of odd
multiplicity and not at one of even multiplicity.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np

from engine.arrays import Array
from engine.cells.activations import LOGISTIC, TANH, Activation
from engine.numbers import trimmed
from engine.studies.polynomial_text import parse_polynomial, polynomial_latex, short_latex
from engine.studies.polynomials import Polynomial

Curve = Callable[[Array], Array]

_ROOMS = (0.7, 0.45, 0.3, 0.2, 0.12)  # beside the stationary points, in their spread
_TOWERING = 6.0
_LEAST_ROOM = 2.0


class Kind(StrEnum):
    """What a stationary point is."""

    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    SADDLE = "saddle"  # f' touches zero without changing sign


@dataclass(frozen=True)
class Stationary:
    """A point with f'(x) = 0; `second` is f''(x), 0 where the second derivative decides nothing.

    Exact where x has a denominator up to 10⁹, else right past the last bit of a double.
    """

    x: Fraction
    value: Fraction
    second: Fraction
    kind: Kind


@dataclass(frozen=True, eq=False)
class Function:
    """A function to look at.

    Attributes:
        name: in a list to choose from; for a typed polynomial the text.
        letter: its variable.
        latex: f, f' and f'' of it, as mathematics without the left-hand side.
        orders: f, f' and f'', elementwise.
        stationary: every point with f' = 0, from the left; empty for a constant too.
        view: the interval that shows them.
        note: what there is to say beyond the stationary points.
    """

    name: str
    letter: str
    latex: tuple[str, str, str]
    orders: tuple[Curve, Curve, Curve]
    stationary: tuple[Stationary, ...]
    view: tuple[float, float]
    note: str = ""


def typed(text: str) -> Function:
    """Return the polynomial that a reader typed.

    Raises:
        InputError: it cannot be read; says where and why.
    """
    polynomial, letter = parse_polynomial(text)
    orders = _orders(polynomial)
    f, f1, f2 = (polynomial_latex(order, letter) for order in orders)
    note = ""
    if orders[1].degree < 0:
        note = "f is constant: f′ = 0 everywhere, and no point is above another."
    elif not orders[1].real_roots():
        note = "f′ is never zero: there is no stationary point."
    return _polynomial(text.strip(), letter, (f, f1, f2), polynomial, note)


def working(function: Function) -> tuple[str, ...]:
    """Return how the stationary points are found, as lines of mathematics; none without any."""
    x, points = function.letter, function.stationary
    if not points:
        return ()
    first = rf"f'({x}) = {function.latex[1]} = 0"
    if len(points) > 1:
        return first, *(rf"{x} {_equals(p.x)}:\; {_tested(p)}" for p in points)
    only = points[0]
    value = rf"\;\Rightarrow\; f {_equals(only.value)}"
    return rf"{first} \;\Rightarrow\; {x} {_equals(only.x)}", _tested(only) + value


def _tested(point: Stationary) -> str:
    sign = ">" if point.second > 0 else "<"
    test = f"{_equals(point.second)} {sign} 0" if point.second else "= 0"
    return rf"f'' {test},\;\mathrm{{{point.kind.value}}}"


def _equals(value: Fraction) -> str:
    """Return "= −1", or "≈ 0.3162" where what is shown is rounded."""
    shown, exact = short_latex(value)
    return f"= {{{shown}}}" if exact else rf"\approx {{{shown}}}"


def stationary_points(polynomial: Polynomial) -> tuple[Stationary, ...]:
    """Return every real x with p'(x) = 0, found exactly and classed; none for a constant."""
    _, slope, curvature = _orders(polynomial)
    points = []
    rising = slope.degree >= 0 and (slope.coefficients[-1] > 0) == (slope.degree % 2 == 0)
    for x, multiplicity in slope.real_roots():
        kind = Kind.SADDLE
        if multiplicity % 2:  # f' changes sign
            kind = Kind.MAXIMUM if rising else Kind.MINIMUM
            rising = not rising
        second = curvature.at(x) if multiplicity == 1 else Fraction(0)
        points.append(Stationary(x, polynomial.at(x), second, kind))
    return tuple(points)


def _orders(polynomial: Polynomial) -> tuple[Polynomial, Polynomial, Polynomial]:
    slope = polynomial.derivative()
    return polynomial, slope, slope.derivative()


def _polynomial(
    name: str, letter: str, latex: tuple[str, str, str], polynomial: Polynomial, note: str = ""
) -> Function:
    points = stationary_points(polynomial)
    view = _view(polynomial, points)
    return Function(name, letter, latex, _orders(polynomial), points, view, note)


def _view(polynomial: Polynomial, points: tuple[Stationary, ...]) -> tuple[float, float]:
    """Return an interval around all points in which f does not tower above them."""
    if not points:
        return -_LEAST_ROOM, _LEAST_ROOM
    least, most = float(points[0].x), float(points[-1].x)
    if len(points) == 1:
        room = max(_LEAST_ROOM, 0.5 * abs(least))
        return least - room, most + room
    values = [float(point.value) for point in points]
    for share in _ROOMS:
        room = share * (most - least)
        ends = polynomial(np.array([least - room, most + room]))
        if np.ptp([*ends, *values]) <= _TOWERING * np.ptp(values):
            break
    return least - room, most + room


def _sigmoid(activation: Activation, latex: tuple[str, str, str], bend: Curve) -> Function:
    note = (
        f"f′ > 0 everywhere, so f has no stationary point. Its slope f′ has one, where f″ = 0: "
        f"at a = 0 it is largest, {trimmed(activation.gamma)}. That is γ."
    )
    orders = (activation.value, activation.slope, bend)
    return Function(activation.name, "a", latex, orders, (), (-6.0, 6.0), note)


def _logistic_bend(a: Array) -> Array:
    bend: Array = -LOGISTIC.slope(a) * np.tanh(a / 2)  # 1 − 2σ(a) = −tanh(a/2)
    return bend


def _tanh_bend(a: Array) -> Array:
    bend: Array = -2 * np.tanh(a) * TANH.slope(a)
    return bend


_OF_THE_VALUE = (
    "A function of the activated value s = {}, not of a: as a runs over all numbers, s runs "
    "through {}, and the maximum is reached at a = 0. It is γ = {}."
)

PARABOLA = _polynomial("x² + 2x", "x", ("x^2+2x", "2x+2", "2"), Polynomial.of(0, 2, 1))
READY: tuple[Function, ...] = (
    PARABOLA,
    _sigmoid(
        LOGISTIC,
        (r"\frac{1}{1+e^{-a}}", r"f(1-f)", r"f(1-f)(1-2f)"),
        _logistic_bend,
    ),
    _sigmoid(TANH, (r"\tanh a", r"1-f^2", r"-2f(1-f^2)"), _tanh_bend),
    _polynomial(
        "s(1 − s)", "s", ("s(1-s)", "1-2s", "-2"), Polynomial.of(0, 1, -1),
        _OF_THE_VALUE.format("σ(a), logistic", "0 to 1", "1/4"),
    ),
    _polynomial(
        "1 − s²", "s", ("1-s^2", "-2s", "-2"), Polynomial.of(1, 0, -1),
        _OF_THE_VALUE.format("tanh(a)", "−1 to 1", "1"),
    ),
)  # fmt: skip
