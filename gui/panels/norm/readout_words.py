"""What the norm plot's view must hold, and what is said of a point in it."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from engine.chain.scaled import LOG10_2
from engine.numbers import power
from engine.studies.study import Study
from engine.studies.verdict import slopes_underflow

Array = NDArray[np.float64]

_FLOOR_DECADES = 3.0  # how far below the product the lowest rung may stretch the axis
_CANCELS = "the factors cancel to what rounding leaves"
_ATTAINED = LOG10_2 / 1e9  # a gap that is rounding


def extent(study: Study, reference: Study | None) -> tuple[float, float]:
    """Return the range that holds every curve; the floor may stretch it a little only."""
    trace = study.trace
    curves = [trace.log10_norm, trace.log10_bound, trace.log10_slopes, trace.log10_factor_norms]
    if reference is not None:
        curves += [reference.trace.log10_norm, reference.trace.log10_bound]
    values = np.concatenate([curve[np.isfinite(curve)] for curve in curves])
    least, most = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
    floor = float(drawable(trace.ladder.floor)[-1])
    least = min(least, max(floor, least - _FLOOR_DECADES))
    return (least, most) if most - least > 0.5 else (least - 0.5, most + 0.5)


def drawable(log10_values: Array) -> Array:
    """Return the values with −inf replaced by the last finite one before it."""
    finite = log10_values > -np.inf
    last = int(np.flatnonzero(finite)[-1]) if finite.any() else 0
    return np.where(finite, log10_values, log10_values[last] if finite.any() else 0.0)


def last_in(log10_values: Array, least: float, most: float) -> int:
    """Return the last step at which a curve is inside the view; 0 if it never gets going."""
    inside = np.flatnonzero((log10_values >= least) & (log10_values <= most))
    return int(inside[-1]) if len(inside) else 0


def words(study: Study, i: int) -> tuple[str, str]:
    """Return the product's norm i steps back by its name, and how far below the bound it is.

    A norm of which rounding has left less than nine digits is said not to be known.
    """
    trace = study.trace
    size, bound = float(trace.log10_norm[i]), float(trace.log10_bound[i])
    product = f"‖∂s[{trace.t}] / ∂s[{trace.t - i}]‖"
    if not trace.known[i]:
        return f"{product} is not known", _CANCELS
    name = f"{product} = {power(size)}"
    if size == -math.inf:
        return name, "zero in double arithmetic" if slopes_underflow(trace) else "exactly zero"
    gap = bound - size
    if i == 0:
        return name, "no factor yet"
    if gap < _ATTAINED:
        return name, f"the bound {power(bound)} is attained"
    return name, f"{power(gap)} times below the bound {power(bound)}"


def reference_words(reference: Study, i: int) -> str:
    """Return the norm of the experiment compared with, as many steps back."""
    if i > reference.trace.t:
        return f"A has {reference.trace.t} steps only"
    if not reference.trace.known[i]:
        return "A: not known, its factors cancel"
    return f"A: {power(float(reference.trace.log10_norm[i]))}"
