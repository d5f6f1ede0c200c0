"""The data behind a plot, as columns, as .csv text and as a .npz archive.

A matrix becomes long: one line an entry, with its row and column from 1. That is what a
spreadsheet filters and pivots, and what plots of several matrices side by side need.
"""

from __future__ import annotations

from engine.files.trace_out import columns_csv, columns_npz
from engine.plots.naming import Table
from engine.plots.plots import checked_k, plot_called
from engine.studies.study import Study


def table(study: Study, plot: str, k: int | None = None) -> Table:
    """Return the columns behind a plot, all of one length; each plot's docstring names them.

    Raises:
        InputError: there is no such plot, or k is not from 0 to t.
    """
    return plot_called(plot).table(study, checked_k(study, k))


def table_csv(study: Study, plot: str, k: int | None = None) -> bytes:
    """Return the columns as .csv text; a cell is empty where it is −inf or not a number."""
    return columns_csv(table(study, plot, k)).encode()


def table_npz(study: Study, plot: str, k: int | None = None) -> bytes:
    """Return the columns as a .npz archive, the same bytes for the same study."""
    return columns_npz(table(study, plot, k))
