"""Randomly damaged files: each is read whole or raises an InputError."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import numpy as np
import pytest

from engine import Experiment, InputError
from tests.engine.files.hostile.cases import READERS
from tests.engine.files.hostile.memory import peak_megabytes
from tests.engine.files.hostile.mutate import good_files, mutant
from tests.soak import times

HANG = 20.0  # seconds, of which no mutant takes a hundredth
MOST_MEGABYTES = 256.0


class Hung(Exception):  # noqa: N818 - no reader catches it, whatever errors it looks for
    """A reader that does not come back."""


@contextmanager
def guarded(seconds: float) -> Iterator[None]:
    """Raise Hung in what takes longer, where the system has such a clock."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise Hung(f"nothing came back in {seconds} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def require_whole(found: object) -> None:
    """Ask of an experiment or a sequence that it is finite, frozen and of fitting shapes."""
    if isinstance(found, np.ndarray):
        assert found.ndim == 2
        assert np.isfinite(found).all()
        assert not found.flags.writeable
    if isinstance(found, Experiment):
        network = found.network
        assert network.W.shape == (network.d, network.d)
        assert network.U.shape == (network.d, network.m)
        assert found.x.shape == (found.T, network.m)
        assert 1 <= found.t <= found.T
        for array in (network.W, network.U, network.b, network.s0, found.x, found.y):
            assert np.isfinite(array).all()


def require_said(error: InputError, path: Path) -> None:
    assert str(error).startswith(f"{path}: ")
    assert str(error).isprintable()
    assert error.remedy


def met(path: Path) -> int:
    """Have every reader meet a file; return how many of them read it."""
    read = 0
    for reader in READERS.values():
        try:
            require_whole(reader(path))
        except InputError as error:
            require_said(error, path)
        else:
            read += 1
    return read


def test_the_files_to_be_damaged_are_good(tmp_path: Path) -> None:
    for ending, data in good_files():
        path = tmp_path / f"good{ending}"
        path.write_bytes(data)
        assert met(path) >= 1


def test_a_mutant_can_be_made_again() -> None:
    assert [mutant(seed) for seed in range(50)] == [mutant(seed) for seed in range(50)]


@pytest.mark.soak
def test_a_mutant_is_read_whole_or_rejected(tmp_path: Path) -> None:
    count, read, slowest = times(600, 100_000), 0, (0.0, 0)
    began, before = time.monotonic(), peak_megabytes()
    for seed in range(count):
        ending, data = mutant(seed)
        path = tmp_path / f"mutant{ending}"
        path.write_bytes(data)
        start = time.monotonic()
        try:
            with guarded(HANG):
                read += met(path)
            assert list(tmp_path.iterdir()) == [path]
        except BaseException:
            sys.stderr.write(f"seed {seed}, {ending}: {data!r}\n")
            raise
        slowest = max(slowest, (time.monotonic() - start, seed))
        path.unlink()
    grown = peak_megabytes() - before
    sys.stdout.write(
        f"{count} mutants in {time.monotonic() - began:.0f} s, {read} readings; the slowest took "
        f"{slowest[0]:.3f} s (seed {slowest[1]}); the peak of memory grew by {grown:.0f} MB\n"
    )
    assert 0 < read < len(READERS) * count
    assert grown < MOST_MEGABYTES
