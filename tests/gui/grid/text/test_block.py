"""Notation of a pasted text, and texts made to stall the parser."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.grid.text import parse_block

MILLIONS = 5_000_000
HOSTILE = {
    "open brackets": "[" * 2 * MILLIONS,
    "pairs of brackets": "[]" * MILLIONS,
    "one column": "[[" + "] [" * MILLIONS + "]]",
    "blanks": "1 " * MILLIONS,
    "tabs": "1" + "\t" * MILLIONS,
    "lines": "\n1" * MILLIONS,
    "quotation marks": '"' * 2 * MILLIONS,
    "rows of LaTeX": "&\\\\" * MILLIONS,
    "environments": "\\begin{" * MILLIONS,
    "powers": "\\\\&" + "\\cdot" * MILLIONS,
    "blanks behind": "[1]" + " " * 2 * MILLIONS + "x",
    "a long name": "w" * 2 * MILLIONS + "[",
    "scalars": "[np.float64(" * (MILLIONS // 5),
    "digits": "1" * 2 * MILLIONS,
    "fractions": "1/" * MILLIONS,
    "too long": " " * (1 << 26) + "1",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_text_is_rejected_with_a_short_reason(text):
    with pytest.raises(
        ValueError, match=r"cell|row|bracket|environment|characters|begin"
    ) as caught:
        parse_block(text)
    assert len(str(caught.value)) < 200


@given(st.text(alphabet="0123456789.,;-+e[](){}\\&\t\n \"'abegimnr=…−", max_size=60))
def test_any_text_is_a_finite_block_or_rejected(text):
    try:
        block = parse_block(text)
    except ValueError:
        return
    assert block.ndim == 2
    assert block.size > 0
    assert np.isfinite(block).all()


def test_progress_is_reported():
    heard: list[tuple[int, int]] = []
    text = "\n".join("1\t2" for _ in range(48))
    parse_block(text, report=lambda done, total: heard.append((done, total)))
    assert heard == [(16, 48), (32, 48), (48, 48)]
