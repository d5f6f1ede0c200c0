"""The verdict: what γλ proves and what the measured product shows, never mixed up.

γλ < 1 guarantees vanishing. γλ > 1 permits explosion and proves nothing: "explodes" is said of
the measured product alone, over the steps that were measured (`docs/maths.md`, 4).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from engine.arrays import Array
from engine.bptt.trace import BoolArray, Trace, growth_rate
from engine.cells.activations import RELU
from engine.chain.scaled import from_log10
from engine.studies.wording import counted, size

_ROUNDING = 1e-12
_FACTOR_TWO = math.log10(2.0)
_THOUSAND = 3.0


class Proof(StrEnum):
    """What the bound alone proves."""

    VANISHING = "Vanishing guaranteed"
    BOUNDED = "Growth excluded"
    OPEN = "Explosion possible"
    NOTHING = "No bound known"


class Measured(StrEnum):
    """What the product of all t factors did: by its size against 1."""

    ZERO = "is exactly zero"
    VANISHES = "vanishes"  # below a thousandth
    SHRINKS = "shrinks"
    STEADY = "holds its size"  # within a factor of two
    GROWS = "grows"
    EXPLODES = "explodes"  # above a thousand
    UNDERFLOWS = "is zero in double arithmetic, as a slope σ′ is below 10⁻³⁰⁷"
    UNKNOWN = "cancels: its norm is lost in rounding"


_MOVING = (Measured.VANISHES, Measured.SHRINKS, Measured.GROWS, Measured.EXPLODES)


@dataclass(frozen=True)
class Verdict:
    """The two findings with the words for them.

    Attributes:
        log10_rate: log10 ‖P_{t,0}‖ / t, the measured growth a step; −inf at zero.
        proved: the proof in a few words, with γλ where there is one.
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
        """The measured factor a step; inf above the range of a double."""
        return float(from_log10(np.array(self.log10_rate)))


def verdict(trace: Trace) -> Verdict:
    """Return what may be said of this trace."""
    underflow = slopes_underflow(trace)
    return verdict_of(trace.log10_norm, trace.known, trace.log10_base, underflow=underflow)


def verdict_of(
    log10_norm: Array, known: BoolArray, log10_base: float | None = None, *, underflow: bool = False
) -> Verdict:
    """Return what may be said of measured norms, and of a bound if the cell has one.

    Args:
        log10_norm: (t + 1,) log10 ‖∂s_t/∂s_k‖, k = t … 0.
        known: (t + 1,) whether each is known.
        log10_base: log10 of what bounds every factor; None where no bound is known.
        underflow: whether a product may be zero in double arithmetic alone.
    """
    t, start = len(log10_norm) - 1, float(log10_norm[0])  # log10 ‖I‖, which is √d with Frobenius
    total, measured = float(log10_norm[-1]) - start, Measured.UNKNOWN
    if known[-1]:
        measured = _measured(total)
    if measured is Measured.ZERO and underflow:
        measured = Measured.UNDERFLOWS
    proof, base = Proof.NOTHING, ""
    if log10_base is not None:
        proof, base = _proof(log10_base), _base_words(log10_base)
    shown = _shown(measured, total / t, start)
    sentences = (_explained(proof, base), _measured_sentence(shown, t), _peak(log10_norm, known))
    return Verdict(
        proof,
        measured,
        growth_rate(log10_norm) / math.log(10.0),
        proved=f"{proof.value}: {base}" if base else proof.value,
        shown=f"measured: {shown}",
        sentence=" ".join(filter(None, sentences)),
    )


def slopes_underflow(trace: Trace) -> bool:
    """Return whether a slope σ' is 0 as a double and yet no zero: only relu's slopes are ever 0."""
    relu = trace.experiment.network.activation is RELU
    return not (relu or bool(trace.chain.slopes.all()))


def _proof(log10_base: float) -> Proof:
    if abs(log10_base) * math.log(10.0) <= _ROUNDING:
        return Proof.BOUNDED
    return Proof.VANISHING if log10_base < 0.0 else Proof.OPEN


def _base_words(log10_base: float) -> str:
    proof = _proof(log10_base)
    if proof is Proof.BOUNDED:
        return "γλ = 1"
    return f"γλ = {size(log10_base)} {'<' if proof is Proof.VANISHING else '>'} 1"


def _measured(total: float) -> Measured:
    if total == -math.inf:
        return Measured.ZERO
    if abs(total) <= _FACTOR_TWO + _ROUNDING:
        return Measured.STEADY
    if total < 0:
        return Measured.VANISHES if total < -_THOUSAND - _ROUNDING else Measured.SHRINKS
    return Measured.EXPLODES if total > _THOUSAND + _ROUNDING else Measured.GROWS


def _shown(measured: Measured, log10_factor: float, start: float) -> str:
    if measured not in _MOVING:
        return measured.value
    origin = f" from ‖I‖ = {size(start)}" if start > _ROUNDING else ""
    return f"{measured.value}, ×{size(log10_factor)} a step{origin}"


def _explained(proof: Proof, base: str) -> str:
    if proof is Proof.NOTHING:
        return ""
    if proof is Proof.VANISHING:
        return f"{base}, so the gradient must vanish: the bound itself goes to 0."
    if proof is Proof.BOUNDED:
        return f"{base}, so the product cannot grow; whether it shrinks, the bound does not say."
    return f"{base}: explosion is possible but not certain, as the bound is only an upper one."


def _measured_sentence(shown: str, t: int) -> str:
    return f"Here the product of {t} factors {shown}." if t > 1 else f"Here the factor {shown}."


def _peak(log10_norm: Array, known: BoolArray) -> str:
    """Tell of a product on the way that is larger than both ends by more than a factor of two."""
    logs = np.where(known, log10_norm, -np.inf)
    peak = float(logs.max())
    if peak <= max(float(logs[0]), float(logs[-1])) + _FACTOR_TWO + _ROUNDING:
        return ""
    top = int(np.argmax(logs >= peak - _ROUNDING))
    way = "peaks at" if known.all() else "reaches"
    return f"On the way it {way} {size(peak)} after {counted(top, 'step')}: transient growth."
