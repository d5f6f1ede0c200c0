"""Windows with a recovery store of their own, and simulated crashes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from gui.main_window import MainWindow
from gui.recovery.recovery import Recovery
from tests.gui.conftest import OpenWindow

ROOT = Path(__file__).parents[3]
DYING = """
import os, signal, sys
from pathlib import Path
from dataclasses import replace
from engine.files.fingerprint import fingerprint
from engine.gallery import entry
from gui.recovery.session import Session
session = Session(Path(sys.argv[1]))
session.begin()
path = Path(sys.argv[3]) if sys.argv[3] else None
session.set_open_file(path)
if sys.argv[2]:
    experiment = replace(entry("rotation").load(), name=sys.argv[2])
    session.keep(experiment, path, path and fingerprint(path))
print(session.folder, flush=True)
if sys.argv[4] == "die":
    os.kill(os.getpid(), signal.SIGKILL)
sys.stdin.read()
session.end()
"""
Crash = Callable[..., Path]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "recovery"


def start_session(store: Path, name: str, path: Path | None, end: str) -> subprocess.Popen[str]:
    """Start a process that has a file open, keeps work if it has a name, and dies or waits."""
    return subprocess.Popen(
        [sys.executable, "-c", DYING, str(store), name, str(path or ""), end],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def crash(store: Path) -> Crash:
    """Leaves the work of a process that was killed; returns its folder."""

    def leave(name: str = "Lost rotation", path: Path | None = None) -> Path:
        process = start_session(store, name, path, "die")
        said, _ = process.communicate(timeout=60)
        return Path(said.strip())

    return leave


def fill(path: Path) -> None:
    """Write a file until the disk is full."""
    with suppress(OSError), path.open("wb", buffering=0) as filling:
        while filling.write(bytes(4096)):
            pass


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system without a free byte, where this process may mount one."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    fill(folder / "filling")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


OpenKept = Callable[..., MainWindow]


@pytest.fixture
def open_kept(open_window: OpenWindow, store: Path) -> OpenKept:
    """Opens a window whose unsaved work is kept in the store."""

    def build(*arguments: object) -> MainWindow:
        window = open_window(*arguments)
        window.recovery = Recovery(window, store)
        window.recovery.start()
        return window

    return build
