"""γλ and ρ in words, where they leave the range of a double or cannot be told from 0."""

from __future__ import annotations

import math

from engine.analysis.constants import Constants
from engine.backprop.trace import Trace
from engine.figures.numbers import power, short


def base_text(trace: Trace, digits: int = 3) -> str:
    """Return γλ, as a power of ten beyond the range of a double."""
    return power(trace.log10_base) if math.isinf(trace.base) else short(trace.base, digits)


def radius_text(figures: Constants, digits: int = 3) -> str:
    """Return what ρ is, with its sign of equality: "≈ 0" where it cannot be told from 0."""
    return f"= {short(figures.rho, digits)}" if figures.is_rho_known else "≈ 0"
