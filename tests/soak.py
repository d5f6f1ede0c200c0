"""Repetitions of a test: few in `make test`, many in `make soak`."""

from __future__ import annotations

import os


def times(usual: int, soak: int) -> int:
    """Return `usual`, or `soak` where the environment asks for the long run."""
    return soak if os.environ.get("SOAK") else usual
