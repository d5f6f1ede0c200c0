"""The curves of the norm plot as one table: the window, the figure and the axes read it.

To add a curve, add a row to `NORM_CURVES`; where its numbers belong in the data as well, add a
column to `engine.files.columns` and name the column in the row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.arrays import Array
from engine.studies.study import Study

Dash = tuple[float, ...]  # lengths of strokes and gaps, in widths of the pen; none for a solid line
SOLID: Dash = ()
DASHED: Dash = (4.0, 2.0)
DOTTED: Dash = (1.5, 1.5)

FADED = 0.45  # the share of its colour in the part of the product that is not yet multiplied
BOLD = 3.0  # the width of the part that is
_LEAST_SPAN = 0.5  # decades that the axis shows at least
_BELOW, _ABOVE = 0.05, 0.13  # shares of the span left free below and above the curves


@dataclass(frozen=True)
class NormCurve:
    """One curve over the steps back, t − k.

    Attributes:
        key: its name in a figure's file.
        latex: its name beside the curve.
        meaning: what it is, in one sentence.
        log10: logarithms to base 10 of a study, (t + 1,), index i = t − k; −inf where it ends.
        side: whether it is the product itself or bounds it from above or from below.
        colour: its colour's name in the theme.
        dash, width: its pen; the width in pixels.
        share: the share of its colour; the rest is the card's.
        stretch: how many decades below the other curves it may stretch the axis.
        is_veiled: whether it is hidden while an open question asks for it.
        is_main: whether it is labelled in a low plot too, and drawn for the reference study.
        column: its column in the data; empty where it has none.
    """

    key: str
    latex: str
    meaning: str
    log10: Callable[[Study], Array]
    side: Literal["product", "upper", "lower"]
    colour: str
    dash: Dash = SOLID
    width: float = 1.4
    share: float = 1.0
    stretch: float = np.inf
    is_veiled: bool = True
    is_main: bool = False
    column: str = ""


NORM_CURVES = (  # the order from the top in which curves are named that end together
    NormCurve(
        "bound", r"\mathrm{bound}\;(\gamma\lambda)^{t-k}",
        "The bound: γλ, the largest slope times the norm of W, once for each factor.",
        lambda study: study.trace.log10_bound, "upper",
        "bound", DASHED, 2.0, is_veiled=False, is_main=True, column="log10_bound",
    ),
    NormCurve(
        "slopes", r"\prod \lambda\,\max\,|\sigma'(a_j)|",
        "The bound with the largest slope of each step in place of γ.",
        lambda study: study.trace.log10_slopes, "upper",
        "muted", DOTTED, column="log10_slopes",
    ),
    NormCurve(
        "factors", r"\prod \Vert \partial s_j / \partial s_{j-1} \Vert",
        "The product of the norms of the factors.",
        lambda study: study.trace.log10_factor_norms, "upper",
        "muted", column="log10_factor_norms",
    ),
    NormCurve(
        "product", r"\Vert \partial s_t / \partial s_k \Vert",
        "The norm of the product of the factors: what the other curves bound.",
        lambda study: study.trace.log10_norm, "product",
        "accent", share=FADED, is_main=True, column="log10_norm",
    ),
    NormCurve(
        "floor", r"\prod \sigma_{\min}(\partial s_j / \partial s_{j-1})",
        "The product of the smallest singular values of the factors.",
        lambda study: study.trace.ladder.floor, "lower",
        "cool", DOTTED, stretch=3.0,
    ),
)  # fmt: skip
CURVES = {curve.key: curve for curve in NORM_CURVES}


def norm_range(study: Study, reference: Study | None = None) -> tuple[float, float]:
    """Return the least and largest logarithm to show: 0 and every curve, less what stretches.

    Of a curve with a limited stretch only so many decades below all others are shown.
    """
    values = [(curve.stretch, _finite(curve.log10(study))) for curve in NORM_CURVES]
    if reference is not None:
        main = (curve for curve in NORM_CURVES if curve.is_main)
        values += [(np.inf, _finite(curve.log10(reference))) for curve in main]
    whole = [found for stretch, found in values if stretch == np.inf]
    least = min(0.0, *(float(found.min()) for found in whole if len(found)))
    most = max(0.0, *(float(found.max()) for found in whole if len(found)))
    limited = [max(float(v.min()), least - s) for s, v in values if s < np.inf and len(v)]
    least = min(least, *limited)
    if most - least > _LEAST_SPAN:
        return least, most
    return least - _LEAST_SPAN, most + _LEAST_SPAN


def with_room(least: float, most: float) -> tuple[float, float]:
    """Return the axis's range for these values: room below them, and above them for names."""
    span = most - least
    return least - _BELOW * span, most + _ABOVE * span


def _finite(log10_values: Array) -> Array:
    return log10_values[np.isfinite(log10_values)]
