"""The Jacobian factor as it is made: diag(σ'(a_j)) × W = ∂s_j/∂s_{j−1}."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from engine.arrays import Array
from engine.numbers import short
from engine.plots.heatmap import Square, colour_bar, heatmap, unit_words
from engine.plots.layout import frame
from engine.plots.naming import Table, long_table, title_of
from engine.plots.page import MARGIN, Page
from engine.studies.study import Study
from engine.studies.wording import base_text

_PALE = 0.5  # of γ
_SIGN = 44  # pixels for × and =
_ABOVE, _BELOW = 40, 84


class _Part(NamedTuple):
    """One heatmap: its key in a file, its name as mathematics, what is shown, a word below."""

    key: str
    name: str
    matrix: Array
    words: str


def draw_factor(page: Page, study: Study, k: int) -> None:
    """Draw the factor J_{k+1}, the last one multiplied, beside what it is made of."""
    trace, j = study.trace, factor_in_view(study, k)
    slopes, weights = _limits(study)
    scale = "all three on one scale" if slopes == weights else "the slopes on their own scale"
    sentence = f"Factor {j} of {trace.t}; {scale}."
    top = page.head(f"{title_of(study)}: one Jacobian factor", sentence)
    squares = _squares(page, top)
    for square, part in zip(squares, _parts(study, j), strict=True):
        limit = slopes if part.key == "slopes" else weights
        heatmap(page, square, part.matrix, limit).set_gid(part.key)
        page.formula(square.middle, square.top - 24, part.name, 20)
        page.text(square.middle, square.bottom + 20, part.words, 13, page.theme.muted, ha="center")
    for square, sign in zip(squares, "×=", strict=False):
        x = square.left + square.side + _SIGN / 2
        page.text(x, square.top + square.side / 2, sign, 22, ha="center")
    frame(page, squares[-1])
    for square, limit in zip(squares, dict.fromkeys((slopes, weights)), strict=False):
        colour_bar(page, Square(square.left, square.bottom + 42, square.side), limit)


def factor_table(study: Study, k: int) -> Table:
    """Return row, column (from 1), slope, weight and factor of each entry, one a line.

    slope is the entry of diag(σ'(a_j)), 0 off the diagonal; factor = that of ∂s_j/∂s_{j−1}.
    """
    j = factor_in_view(study, k)
    slopes = np.diag(study.trace.chain.slopes[j - 1])
    return long_table(slope=slopes, weight=study.experiment.network.W, factor=study.trace.factor(j))


def factor_in_view(study: Study, k: int) -> int:
    """Return the j of the last factor multiplied in P_{t,k}; t where none is yet."""
    return min(k + 1, study.trace.t)


def _parts(study: Study, j: int) -> tuple[_Part, _Part, _Part]:
    trace = study.trace
    size, bound = short(float(trace.factor_norms[j - 1])), base_text(trace)
    slopes = rf"\mathrm{{diag}}(\sigma'(a_{{{j}}}))"
    factor = rf"\partial s_{{{j}}} / \partial s_{{{j - 1}}}"
    return (
        _part("slopes", slopes, np.diag(trace.chain.slopes[j - 1]), "slopes"),
        _part("W", "W", study.experiment.network.W, f"norm λ = {short(trace.lam)}"),
        _part("factor", factor, trace.factor(j), f"norm {size} ≤ γλ = {bound}"),
    )


def _part(key: str, name: str, matrix: Array, words: str) -> _Part:
    return _Part(key, name, matrix, f"{words}{unit_words(matrix)}")


def _limits(study: Study) -> tuple[float, float]:
    """Return the scale of the slopes and that of W and the factor, |J| ≤ γ|W|.

    It is one for all, unless W would be too pale on it, as that of many units is.
    """
    gamma = study.trace.gamma
    largest = float(np.abs(study.experiment.network.W).max())
    if 0 < largest < _PALE * gamma:
        return gamma, largest * max(gamma, 1.0)
    return max(largest, gamma), max(largest, gamma)


def _squares(page: Page, top: float) -> list[Square]:
    across = (page.width - 2 * MARGIN - 2 * _SIGN) / 3
    side = max(min(across, page.height - top - _ABOVE - _BELOW), 10.0)
    left = (page.width - 3 * side - 2 * _SIGN) / 2
    above = top + _ABOVE + max(page.height - top - _ABOVE - _BELOW - side, 0.0) / 2
    return [Square(left + i * (side + _SIGN), above, side) for i in range(3)]
