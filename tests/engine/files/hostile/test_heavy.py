"""Files made to fill the memory: each is rejected in its own process, within limits."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.files.hostile.heavy import HEAVY
from tests.soak import times

ROOT = Path(__file__).parents[4]
MOST_MEGABYTES = 256.0
HANG = 120  # seconds; what a reader takes is printed, and never asserted

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux' /proc")


@pytest.mark.soak
@pytest.mark.parametrize("name", [*HEAVY][: times(7, len(HEAVY))])
def test_a_heavy_file_is_rejected_within_limits(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    HEAVY[name](path)
    for reader in ("load", "read_sequence")[: 1 if name.endswith(".json") else 2]:
        command = [sys.executable, "-m", "tests.engine.files.hostile.measure", reader, str(path)]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=HANG, check=False)
        assert not ran.stderr.decode()
        seconds, megabytes, answer = ran.stdout.decode().rstrip("\n").split("\t")
        sys.stdout.write(f"{name}, {reader}: {seconds} s, {megabytes} MB, {answer[:60]}\n")
        assert float(megabytes) < MOST_MEGABYTES
        assert list(tmp_path.iterdir()) == [path]
    path.unlink()
