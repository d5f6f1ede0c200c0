"""Running the command line in this process."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import Experiment
from engine.cli.commands import main


def no_window(experiment: Experiment, path: Path | None) -> int:
    """Fail: no window was asked for."""
    pytest.fail(f"opened a window on {experiment.name}, {path}")


def run(*arguments: str | Path) -> int:
    """Return the exit status."""
    return main([str(argument) for argument in arguments], no_window)
