"""W as a heatmap, with the constants that speak of it."""

from __future__ import annotations

import numpy as np

from engine.numbers import short
from engine.plots.heatmap import Square, colour_bar, heatmap, unit_words
from engine.plots.layout import centred, number_cells
from engine.plots.naming import Table, long_table, title_of
from engine.plots.page import Page
from engine.studies.study import Study
from engine.studies.wording import base_text, radius_text

_BELOW = 56


def draw_weights(page: Page, study: Study, _k: int) -> None:
    """Draw W with the numbers of its rows and columns."""
    W, figures, trace = study.experiment.network.W, study.constants, study.trace
    sentence = (
        f"{len(W)} × {len(W)}, λ = {short(trace.lam)}, ρ {radius_text(figures)}, "
        f"κ = {short(figures.kappa)}, γλ = {base_text(trace)} with {_activation(study)}"
        f"{unit_words(W)}"
    )
    top = page.head(f"{title_of(study)}: recurrent weights W", sentence) + 16
    square = centred(page, top, page.height - _BELOW)
    limit = float(np.abs(W).max())
    axes = heatmap(page, square, W, limit)
    number_cells(page, square, len(W))
    axes.set_gid("W")
    colour_bar(page, Square(square.left, square.bottom + 10, square.side), limit)


def weights_table(study: Study, _k: int) -> Table:
    """Return row, column (from 1) and value of each entry of W, one a line."""
    return long_table(value=study.experiment.network.W)


def _activation(study: Study) -> str:
    activation = study.experiment.network.activation
    return f"{activation.name} (γ = {short(activation.gamma)})"
