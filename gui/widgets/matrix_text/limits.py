"""How much text is read: the largest matrix fits, a clipboard made to stall the window does not."""

from __future__ import annotations

_MOST_CHARACTERS = 40 << 20  # in LaTeX a matrix of 1,024 × 1,024 may take so many
_MOST_CELLS = 1 << 21
_MOST_ROWS = 1 << 17  # the inputs may have 100,000 steps


def require_moderate(text: str) -> None:
    """Raise ValueError where `text` is longer, or has more cells, than any matrix shown."""
    if len(text) > _MOST_CHARACTERS:
        raise ValueError(f"{len(text):,} characters are more than a matrix of 1,024 × 1,024 takes")
    require_few_cells(max(map(text.count, "\t;,&")))


def require_few_cells(count: int) -> None:
    """Raise ValueError where there are more cells than in any matrix shown."""
    if count > _MOST_CELLS:
        raise ValueError(f"there are {count:,} cells; paste at most {_MOST_CELLS:,}")


def require_few_rows(count: int) -> None:
    """Raise ValueError where there are more rows than in any matrix shown."""
    if count > _MOST_ROWS:
        raise ValueError(f"there are {count:,} rows; paste at most {_MOST_ROWS:,}")
