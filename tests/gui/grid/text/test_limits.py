"""Limits of pasted text."""

import numpy as np
import pytest

from gui.grid.text import NOTATIONS, format_block
from gui.grid.text.limits import require_few_cells, require_few_rows, require_moderate


@pytest.mark.parametrize("notation", NOTATIONS)
def test_the_largest_matrix_of_the_window_is_within_the_limit(notation):
    row = np.full((1, 1024), -2.2250738585072014e-308)
    require_moderate((format_block(row, notation) + "\n") * 1024)
    require_few_cells(1024 * 1024)


def test_the_longest_sequence_is_within_the_limit():
    require_few_rows(100_000)


@pytest.mark.parametrize(
    ("require", "too_much", "message"),
    [
        (require_moderate, "1" * (1 << 26), "67,108,864 characters are more than a matrix"),
        (require_moderate, "&" * (1 << 22), "there are 4,194,304 cells; paste at most 2,097,152"),
        (require_few_cells, 3_000_000, "there are 3,000,000 cells; paste at most 2,097,152"),
        (require_few_rows, 200_000, "there are 200,000 rows; paste at most 131,072"),
    ],
    ids=["characters", "separators", "cells", "rows"],
)
def test_larger_text_is_rejected_with_the_limit(require, too_much, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        require(too_much)
