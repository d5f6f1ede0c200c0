"""Least times of interleaved repetitions, and what the machine is."""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np


def least_seconds(ways: Mapping[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    """Return the least time of each way; all are run in turn, so that all see the same machine."""
    least = dict.fromkeys(ways, float("inf"))
    for _ in range(repeats):
        for name, run in ways.items():
            start = time.perf_counter()
            run()
            least[name] = min(least[name], time.perf_counter() - start)
    return least


def peak_growth(run: Callable[[], object]) -> float:
    """Return by how many MB the process's peak memory is above its memory before; Linux only."""
    Path("/proc/self/clear_refs").write_text("5")
    before = _status("VmRSS")
    run()
    return (_status("VmHWM") - before) / 1024.0


def machine() -> str:
    """Return processor, cores, Python, numpy and BLAS in one line."""
    names = [line.split(":")[1].strip() for line in _lines("/proc/cpuinfo", "model name")]
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]  # type: ignore[call-overload]
    processor = names[0] if names else platform.processor()
    python = ".".join(map(str, sys.version_info[:3]))
    return (
        f"{processor}, {os.cpu_count()} cores; {platform.system()}, Python {python}, "
        f"numpy {np.__version__} with {blas['name']} {blas['version']}"
    )


def _status(name: str) -> float:
    return float(next(line.split()[1] for line in _lines("/proc/self/status", name)))


def _lines(path: str, start: str) -> list[str]:
    file = Path(path)
    lines = file.read_text().splitlines() if file.exists() else []
    return [line for line in lines if line.startswith(start)]
