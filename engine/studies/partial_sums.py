"""Partial sums of matrices of any magnitude, each beside the whole."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from engine.chain.scaled import LOG10_2, Array, Scaled, log10_row_norms

_LEAST = -(1 << 40)  # the exponent of nothing: any summand is larger


@dataclass(frozen=True, eq=False)
class PartialSums:
    """A sum as it grows; index i stands for the first i + 1 summands.

    Attributes:
        log10_norm: (n,) log10 of the Frobenius norm; −inf where it is exactly zero.
        angle: (n,) radians between partial sum and whole; NaN where either is zero.
    """

    log10_norm: Array
    angle: Array


class _Sum:
    """A running sum mantissa · 2^exponent, its largest summand so far of size 1."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.mantissa = np.zeros(shape)
        self.exponent = _LEAST

    def add(self, part: Scaled) -> None:
        if not part.mantissa.any():
            return
        if part.exponent > self.exponent:
            self.mantissa *= math.ldexp(1.0, self.exponent - part.exponent)
            self.exponent = part.exponent
        self.mantissa += part.mantissa * math.ldexp(1.0, part.exponent - self.exponent)
        if not self.mantissa.any():  # what cancelled exactly must not hide smaller summands
            self.exponent = _LEAST

    def log10_norm(self) -> float:
        row = self.mantissa.reshape(1, -1)
        return float(log10_row_norms(row)[0]) + self.exponent * LOG10_2


def partial_sums(parts: Iterable[Scaled], whole: Scaled) -> PartialSums:
    """Add up `parts`, all of the shape of `whole`, and compare each partial sum with it.

    Of two directions p and w the angle is 2 atan2(‖p − w‖, ‖p + w‖), which unlike the arc cosine
    keeps its digits for small angles (Kahan 2006, "How futile are mindless assessments of
    roundoff", 12).
    """
    total, aim = _Sum(whole.mantissa.shape), _direction(whole.mantissa)
    norms, angles = [], []
    for part in parts:
        total.add(part)
        norms.append(total.log10_norm())
        angles.append(_angle(_direction(total.mantissa), aim))
    return PartialSums(np.array(norms), np.array(angles))


def _direction(matrix: Array) -> Array | None:
    largest = float(np.abs(matrix).max(initial=0.0))
    if largest == 0:
        return None
    unit = matrix / largest
    direction: Array = unit / np.linalg.norm(unit)
    return direction


def _angle(p: Array | None, w: Array | None) -> float:
    if p is None or w is None:
        return math.nan
    return 2 * math.atan2(float(np.linalg.norm(p - w)), float(np.linalg.norm(p + w)))
