"""Session locks: held by running processes, free after their end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from gui.recovery.session_lock import lock_session

DIES = """
import os, signal, sys
from pathlib import Path
from gui.recovery.session_lock import lock_session
lock = lock_session(Path(sys.argv[1]))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_lock_is_held_once(tmp_path: Path) -> None:
    lock = lock_session(tmp_path / "a.lock")
    assert lock is not None
    assert lock_session(tmp_path / "a.lock") is None
    lock.unlock()
    again = lock_session(tmp_path / "a.lock")
    assert again is not None
    again.unlock()


def test_the_lock_of_a_killed_process_can_be_acquired(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    subprocess.run([sys.executable, "-c", DIES, str(path)], timeout=60, check=False)
    assert path.exists()
    lock = lock_session(path)
    assert lock is not None
    lock.unlock()


def test_an_empty_lock_file_can_be_acquired_after_a_while(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    path.touch()
    assert lock_session(path) is None, "it may just be being made"
    os.utime(path, (1, 1))
    lock = lock_session(path)
    assert lock is not None
    lock.unlock()


def test_no_lock_in_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    assert lock_session(tmp_path / "none" / "a.lock") is None
