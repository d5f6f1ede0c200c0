"""What sentences share: numbers with as many digits as keep them true, and nouns in number."""

from __future__ import annotations

import math

from engine.bptt.trace import Trace
from engine.numbers import percent, power, short, told_from_one
from engine.studies.constants import Constants

SAME = 1e-12  # a relative difference below which two numbers differ by rounding alone

_LEAST_LOSS = 1e-300  # below it, a double keeps fewer digits, and at last none
_NEAR_ONE = 2.0  # decades around 1 within which a number may need more digits than three


def size(log10: float, digits: int = 3) -> str:
    """Return the magnitude 10^`log10`, however large, told from 1: 0.9996, 37, 1.41×10⁸."""
    return told_from_one(10.0**log10, digits) if abs(log10) < _NEAR_ONE else power(log10, digits)


def share(part: float) -> str:
    """Return a share of 1 in percent; it is 100 % where rounding alone tells it from 1."""
    if math.isclose(part, 1.0, rel_tol=SAME):
        return percent(1.0)
    text = percent(part)
    return "over 100 %" if text == percent(1.0) else text


def counted(number: int, noun: str) -> str:
    """Return "1 step" or "3 steps"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def base_text(trace: Trace, digits: int = 3) -> str:
    """Return γλ, told from 1, and as a power of ten where it is far from 1."""
    return size(trace.log10_base, digits)


def radius_text(figures: Constants, digits: int = 3) -> str:
    """Return ρ with its sign of equality: "= 0.62", or "≈ 0" where it cannot be told from 0."""
    return f"= {told_from_one(figures.rho, digits)}" if figures.is_rho_known else "≈ 0"


def loss_words(trace: Trace, digits: int = 3) -> str:
    """Return the loss; it is 0 where each state is its target, not where it underflows."""
    readout = trace.experiment.readout
    is_zero = not (trace.gradients.delta.any() or (readout is not None and len(readout.V) > 1))
    if trace.loss < _LEAST_LOSS and not is_zero:
        return "L < 10⁻³⁰⁰"
    if trace.loss == math.inf:
        return "L > 10³⁰⁸"
    return f"L = {short(trace.loss, digits)}"
