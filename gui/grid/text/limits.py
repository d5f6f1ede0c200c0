"""Limits of pasted text: the largest matrix fits, a text that would stall the window does not."""

from __future__ import annotations

from engine.numbers import count

_MOST_CHARACTERS = 40 << 20  # in LaTeX a matrix of 1,024 × 1,024 may take so many
_MOST_CELLS = 1 << 21
_MOST_ROWS = 1 << 17  # the inputs may have 100,000 steps


def require_moderate(text: str) -> None:
    """Raise ValueError where `text` is longer, or has more cells, than any matrix shown."""
    if len(text) > _MOST_CHARACTERS:
        found = count(len(text))
        raise ValueError(f"{found} characters are more than a matrix of 1,024 × 1,024 takes")
    require_few_cells(max(map(text.count, "\t;,&")))


def require_few_cells(found: int) -> None:
    """Raise ValueError where there are more cells than in any matrix shown."""
    if found > _MOST_CELLS:
        raise ValueError(f"there are {count(found)} cells; paste at most {count(_MOST_CELLS)}")


def require_few_rows(found: int) -> None:
    """Raise ValueError where there are more rows than in any matrix shown."""
    if found > _MOST_ROWS:
        raise ValueError(f"there are {count(found)} rows; paste at most {count(_MOST_ROWS)}")
