"""The tables of docs/command-line.md, read back."""

from __future__ import annotations

import re
from pathlib import Path

_FILE = Path(__file__).parents[2] / "docs" / "command-line.md"


def documented(heading: str) -> dict[str, str]:
    """Return the names and meanings of the table whose first column has this heading."""
    text = _FILE.read_text(encoding="utf-8")
    lines = text.split(f"\n| {heading} | |\n|---|---|\n")[1].split("\n\n")[0].splitlines()
    rows = [re.fullmatch(r"\| `(\w+)` \| (.*) \|", line) for line in lines]
    return {row[1]: row[2].replace("\\|", "|") for row in rows if row is not None}
