"""Names and columns."""

import numpy as np

from engine.plots.naming import long_table, printable, title_of
from tests.engine.plots.drawn import studied


def test_an_experiment_without_a_name_is_called_by_what_it_is() -> None:
    assert title_of(studied([[0.5]], "relu", name="")) == "relu, d = 1"
    assert title_of(studied([[0.5]], name="Mine")) == "Mine"


def test_a_name_becomes_one_line_that_every_file_can_hold() -> None:
    assert printable(" a\n\tb\x00\ud800\uffff c ") == "a b c"
    assert len(printable("x" * 1000)) == 400


def test_matrices_become_one_line_an_entry() -> None:
    table = long_table(a=np.array([[1.0, 2.0]]), b=np.array([[3.0, 4.0]]))
    assert {name: values.tolist() for name, values in table.items()} == {
        "row": [1, 1], "column": [1, 2], "a": [1.0, 2.0], "b": [3.0, 4.0],
    }  # fmt: skip
