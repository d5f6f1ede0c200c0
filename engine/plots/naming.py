"""What a figure is called, and what the columns of its data are."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.studies.study import Study

_LONGEST = 400

Table = dict[str, NDArray[Any]]  # columns of one length, numbers or whole numbers


def title_of(study: Study) -> str:
    """Return the experiment's name, or what it is where it has none."""
    network = study.experiment.network
    return study.experiment.name or f"{network.activation.name}, d = {network.d}"


def printable(text: str) -> str:
    """Return the text in one line of at most 400 characters that every file can hold."""
    shown = "".join(mark if mark.isprintable() else " " for mark in text)
    return " ".join(shown.split())[:_LONGEST]


def long_table(**matrices: Array) -> Table:
    """Return matrices of one shape as columns, one line an entry: row, column, then each value."""
    first = next(iter(matrices.values()))
    rows, columns = np.indices(first.shape) + 1
    table = {"row": rows.ravel(), "column": columns.ravel()}
    return table | {name: matrix.ravel() for name, matrix in matrices.items()}
