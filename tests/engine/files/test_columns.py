"""The table of a trace's columns, and the list of them for people."""

from __future__ import annotations

import numpy as np
import pytest

from engine.bptt.trace import trace
from engine.files.columns import COLUMNS, Column, columns
from tests.engine.documented import documented
from tests.engine.experiments import of_matrix

TRACE = trace(of_matrix([[0.5, 0.2], [0.0, 0.5]], T=6, s0=[1.0, 1.0]))


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_a_column_has_an_entry_for_every_k(column: Column) -> None:
    values = columns(TRACE)[column.name]
    assert values.shape == (7,)
    if column.log10 is not None:
        np.testing.assert_allclose(10.0 ** column.log10(TRACE), values, rtol=1e-12)


def test_the_documents_list_every_column_with_its_meaning() -> None:
    assert documented("column") == {column.name: column.meaning for column in COLUMNS}
