"""The plots there are: for each a picture and the data behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.errors import InputError
from engine.plots.calculus import calculus_table, draw_calculus
from engine.plots.chain import chain_table, draw_chain
from engine.plots.descent import descent_table, draw_descent
from engine.plots.factor import draw_factor, factor_table
from engine.plots.film import draw_film, film_table
from engine.plots.gradient import draw_gradient, gradient_table
from engine.plots.naming import Table
from engine.plots.norm import draw_norm, norm_table
from engine.plots.page import Page
from engine.plots.product import draw_product, product_table
from engine.plots.spectrum import draw_spectrum, spectrum_table
from engine.plots.weights import draw_weights, weights_table
from engine.studies.study import Study


@dataclass(frozen=True)
class Plot:
    """A plot.

    Attributes:
        name: in scripts and on the command line.
        title: for people.
        draw: draws it on a page; k says where the animation stands.
        table: the data behind it as columns of one length, said in its docstring.
        tab: the window's tab that shows it, whose panel has the plot's name; empty outside tabs.
    """

    name: str
    title: str
    draw: Callable[[Page, Study, int], None]
    table: Callable[[Study, int], Table]
    tab: str = ""


PLOTS: dict[str, Plot] = {
    plot.name: plot
    for plot in (
        Plot("norm", "Accumulated product norm against its bound", draw_norm, norm_table),
        Plot("factor", "One Jacobian factor", draw_factor, factor_table),
        Plot("product", "The accumulated product", draw_product, product_table),
        Plot("film", "All factors", draw_film, film_table),
        Plot("chain", "The network unrolled through time", draw_chain, chain_table),
        Plot("gradient", "The terms of the gradient", draw_gradient, gradient_table, "Gradient"),
        Plot("descent", "The loss along the gradient", draw_descent, descent_table, "Descent"),
        Plot("calculus", "The activation and its slope", draw_calculus, calculus_table, "Calculus"),
        Plot(
            "spectrum",
            "Eigenvalues and surviving directions",
            draw_spectrum,
            spectrum_table,
            "Spectrum",
        ),
        Plot("weights", "The recurrent weights W", draw_weights, weights_table),
    )
}
# the window's explanations in their order; the chain rule is a text without a figure
TABS = ("Chain rule", *(plot.tab for plot in PLOTS.values() if plot.tab))


def plot_called(name: str) -> Plot:
    """Return the plot with that name.

    Raises:
        InputError: there is no such plot.
    """
    if name not in PLOTS:
        raise InputError(f"is {name[:40]!r}", f"choose one of {', '.join(PLOTS)}", place="plot")
    return PLOTS[name]


def checked_k(study: Study, k: int | None) -> int:
    """Return k, 0 for None: all factors multiplied.

    Raises:
        InputError: k is not from 0 to t.
    """
    t = study.trace.t
    if k is not None and not 0 <= k <= t:
        raise InputError(f"is {k}", f"choose a step from 0 to t = {t}", place="k")
    return k or 0
