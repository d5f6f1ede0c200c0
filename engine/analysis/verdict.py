"""The verdict: what γλ proves and what the measured product shows, never mixed up.

γλ < 1 guarantees vanishing. γλ > 1 permits explosion and proves nothing: "explodes" is said of
the measured product alone, over the steps that were measured (`docs/maths.md`, 4).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from engine.backprop.trace import Trace

_ROUNDING = 1e-12
_FACTOR_TWO = math.log10(2.0)
_THOUSAND = 3.0
_PLAIN = 6.0  # log10 up to which a number is written out
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Proof(StrEnum):
    """What the bound alone proves."""

    VANISHING = "Vanishing guaranteed"
    BOUNDED = "Growth excluded"
    OPEN = "Explosion possible"


class Measured(StrEnum):
    """What the product of all t factors did: by its size against 1."""

    ZERO = "is exactly zero"
    VANISHES = "vanishes"  # below a thousandth
    SHRINKS = "shrinks"
    STEADY = "holds its size"  # within a factor of two
    GROWS = "grows"
    EXPLODES = "explodes"  # above a thousand


@dataclass(frozen=True)
class Verdict:
    """The two findings with the words for them.

    Attributes:
        log10_rate: log10 ‖P_{t,0}‖ / t, the measured growth a step; −inf at zero.
        proved: the proof in a few words, with γλ.
        shown: the measurement in a few words.
        sentence: both, and a peak on the way if there is one, for someone who has just met them.
    """

    proof: Proof
    measured: Measured
    log10_rate: float
    proved: str
    shown: str
    sentence: str

    @property
    def rate(self) -> float:
        """The measured factor a step, ‖P_{t,0}‖^(1/t)."""
        return math.pow(10.0, self.log10_rate)

    @property
    def exponent(self) -> float:
        """The natural logarithm of the rate: the finite-time largest Lyapunov exponent."""
        return self.log10_rate * math.log(10.0)


def verdict(trace: Trace) -> Verdict:
    """Return what may be said of this trace."""
    total = float(trace.log10_norm[-1] - trace.log10_norm[0])  # ‖I‖ is √d with Frobenius
    log10_rate = trace.log10_factor
    proof, measured = _proof(trace.base), _measured(total)
    shown = _shown(measured, log10_rate)
    sentences = (_explained(proof, trace.base), _measured_sentence(shown, trace.t), _peak(trace))
    return Verdict(
        proof,
        measured,
        log10_rate,
        proved=f"{proof.value}: {_growth_words(trace.base)}",
        shown=f"measured: {shown}",
        sentence=" ".join(filter(None, sentences)),
    )


def _proof(growth: float) -> Proof:
    if abs(growth - 1.0) <= _ROUNDING:
        return Proof.BOUNDED
    return Proof.VANISHING if growth < 1.0 else Proof.OPEN


def _growth_words(growth: float) -> str:
    proof = _proof(growth)
    if proof is Proof.BOUNDED:
        return "γλ = 1"
    return f"γλ = {_told_from_one(growth)} {'<' if proof is Proof.VANISHING else '>'} 1"


def _told_from_one(value: float) -> str:
    """Return three digits, or as many as it takes to tell the number from 1."""
    digits = next((n for n in range(3, 13) if float(f"{value:.{n}g}") != 1.0), 13)
    return f"{value:.{digits}g}"


def _measured(total: float) -> Measured:
    if total == -math.inf:
        return Measured.ZERO
    if abs(total) <= _FACTOR_TWO:
        return Measured.STEADY
    if total < 0:
        return Measured.VANISHES if total < -_THOUSAND else Measured.SHRINKS
    return Measured.EXPLODES if total > _THOUSAND else Measured.GROWS


def _shown(measured: Measured, log10_rate: float) -> str:
    if measured in (Measured.ZERO, Measured.STEADY):
        return measured.value
    return f"{measured.value}, ×{_told_from_one(math.pow(10.0, log10_rate))} a step"


def _explained(proof: Proof, growth: float) -> str:
    words = _growth_words(growth)
    if proof is Proof.VANISHING:
        return f"{words}, so the gradient must vanish: the bound itself goes to 0."
    if proof is Proof.BOUNDED:
        return f"{words}, so the product cannot grow; whether it shrinks, the bound does not say."
    return f"{words}: explosion is possible but not certain, as the bound is only an upper one."


def _measured_sentence(shown: str, t: int) -> str:
    return f"Here the product of {t} factors {shown}." if t > 1 else f"Here the factor {shown}."


def _peak(trace: Trace) -> str:
    top = int(trace.log10_norm.argmax())
    peak = float(trace.log10_norm[top])
    if peak <= max(float(trace.log10_norm[0]), float(trace.log10_norm[-1])) + _FACTOR_TWO:
        return ""
    size = f"{math.pow(10.0, peak):.3g}" if peak < _PLAIN else _power(peak)
    steps = f"{top} step{'s' if top > 1 else ''}"
    return f"On the way it peaks at {size} after {steps}: transient growth."


def _power(log10_size: float) -> str:
    """Return 1.4×10⁸ for 8.146."""
    exponent = math.floor(log10_size)
    mantissa = math.pow(10.0, log10_size - exponent)
    return f"{mantissa:.1f}×10{str(exponent).translate(_SUPERSCRIPT)}"
