"""Text with mathematics, without line breaks inside formulas."""

from __future__ import annotations

import re

_NO_BREAK = "\u00a0"
_BESIDE_SIGN = re.compile(r" (?=[=<>≤≥−+·|] )|(?<= [=<>≤≥−+·|]) |(?<=\u00a0[=<>≤≥−+·]) ")


def without_breaks(text: str) -> str:
    """Return the text with "t − k" and "λ = 4" kept on one line."""
    return _BESIDE_SIGN.sub(_NO_BREAK, text)
