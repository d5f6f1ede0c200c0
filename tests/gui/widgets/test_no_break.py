from __future__ import annotations

import pytest

from gui.widgets.no_break import without_breaks


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("that is t − k of them", "that is t~−~k of them"),
        ("so γλ = 1 and", "so γλ~=~1 and"),
        ("a = b = c", "a~=~b~=~c"),
        ("both −2 and + are", "both −2 and~+~are"),
        ("no sign here", "no sign here"),
    ],
)
def test_no_line_break_beside_a_sign(text: str, kept: str):
    assert without_breaks(text) == kept.replace("~", "\u00a0")
