"""The columns of a trace as one table: norms.csv, trace.npz and the norm plot's data hold them.

To add a column, add a row to `COLUMNS`; docs/command-line.md lists them too, and a test compares.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.bptt.trace import Trace


@dataclass(frozen=True)
class Column:
    """A column with an entry for each k = t … 0.

    Attributes:
        name: its heading.
        meaning: what an entry is.
        values: the entries, (t + 1,), index i = t − k.
        log10: logarithms of entries that may leave the range of a double; None where none does.
    """

    name: str
    meaning: str
    values: Callable[[Trace], NDArray[Any]]
    log10: Callable[[Trace], Array] | None = None


def _steps_back(trace: Trace) -> NDArray[Any]:
    return np.arange(trace.t + 1)


def _without_last(values: Array) -> Array:
    """Return the values and NaN for k = 0, which has no term."""
    return np.append(values, np.nan)


COLUMNS = (
    Column("k", "the step k, from t down to 0", lambda trace: trace.t - _steps_back(trace)),
    Column("steps_back", "t − k", _steps_back),
    Column(
        "log10_norm",
        "log10 ‖∂s_t/∂s_k‖; no number where it is not known",
        lambda trace: np.where(trace.known, trace.log10_norm, np.nan),
    ),
    Column(
        "log10_factor_norms",
        "log10 of the product of ‖∂s_j/∂s_{j−1}‖ over j = k + 1 … t",
        lambda trace: trace.log10_factor_norms,
    ),
    Column(
        "log10_slopes",
        "log10 of the product of λ max |σ'(a_j)| over the same j",
        lambda trace: trace.log10_slopes,
    ),
    Column("log10_bound", "log10 (γλ)^(t−k)", lambda trace: trace.log10_bound),
    Column(
        "delta_norm",
        "‖∂L/∂s_k‖",
        lambda trace: trace.delta_norm,
        lambda trace: trace.gradients.log10_delta_norm(),
    ),
    Column(
        "term_norm",
        "‖the term of step k in ∂L/∂W‖, Frobenius; no number at k = 0, which has no term",
        lambda trace: _without_last(trace.term_norm),
        lambda trace: _without_last(trace.gradients.log10_term_norm()),
    ),
)


def columns(trace: Trace) -> dict[str, Array]:
    """Return the columns by their names.

    Logarithms are −inf at an exact zero; plain numbers are 0 and inf outside the range of a double.
    """
    return {column.name: column.values(trace) for column in COLUMNS}
