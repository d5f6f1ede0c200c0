"""What is said of a point of the norm plot, in the window and in the figure."""

from __future__ import annotations

import math

from engine.bptt.trace import Trace
from engine.chain.scaled import LOG10_2
from engine.numbers import power
from engine.plots.norm_curves import CURVES, NormCurve
from engine.studies.study import Study
from engine.studies.verdict import slopes_underflow

_CANCELS = "the factors cancel to what rounding leaves"
_ATTAINED = LOG10_2 / 1e9  # a gap that is rounding


def words(study: Study, i: int) -> tuple[str, str]:
    """Return the product's norm i steps back by its name, and how far below the bound it is."""
    trace = study.trace
    size, bound = float(trace.log10_norm[i]), float(trace.log10_bound[i])
    name, gap = norm_words(trace, i), bound - size
    if not trace.known[i]:
        return name, _CANCELS
    if size == -math.inf:
        return name, "zero in double arithmetic" if slopes_underflow(trace) else "exactly zero"
    if i == 0:
        return name, "no factor yet"
    if gap < _ATTAINED:
        return name, f"the bound {power(bound)} is attained"
    return name, f"{power(gap)} times below the bound {power(bound)}"


def norm_words(trace: Trace, i: int) -> str:
    """Return the product's norm i steps back by its name.

    A norm of which rounding has left less than nine digits is said not to be known.
    """
    product = f"‖∂s[{trace.t}] / ∂s[{trace.t - i}]‖"
    return f"{product} {_size(trace, i)}"


def reference_words(reference: Study, i: int) -> str:
    """Return the norm of the experiment compared with, as many steps back."""
    if i > reference.trace.t:
        return f"A has {reference.trace.t} steps only"
    if not reference.trace.known[i]:
        return "A: not known, its factors cancel"
    return f"A: {power(float(reference.trace.log10_norm[i]))}"


def curve_words(curve: NormCurve, study: Study, i: int) -> str:
    """Return what a curve is, and its value i steps back."""
    trace = study.trace
    if curve is CURVES["product"]:
        return f"{curve.meaning}\n{norm_words(trace, i)}"
    return f"{curve.meaning}\nat k = {trace.t - i}: {power(float(curve.log10(study)[i]))}"


def _size(trace: Trace, i: int) -> str:
    return f"= {power(float(trace.log10_norm[i]))}" if trace.known[i] else "is not known"
