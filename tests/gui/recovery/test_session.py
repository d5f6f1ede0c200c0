"""Session: the latest work is stored, whole at every moment; deleted at the end."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import InputError
from engine.gallery import entry
from gui.recovery.abandoned_session import abandoned_sessions
from gui.recovery.session import Session
from gui.recovery.store_layout import OPEN, WORK
from tests.gui.recovery.conftest import ROOT, Crash, fill, start_session
from tests.soak import times


@pytest.fixture
def session(store: Path) -> Iterator[Session]:
    session = Session(store)
    session.begin()
    yield session
    session.end()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_only_the_latest_autosave_is_stored(session: Session) -> None:
    session.begin()
    for name in ("rotation", "shift"):
        session.keep(entry(name).load(), None)
    assert names(session.folder) == ["work-2.safetensors", WORK]
    session.forget()
    assert names(session.folder) == []


def test_an_ended_session_leaves_no_files(session: Session, tmp_path: Path) -> None:
    session.keep(entry("rotation").load(), None)
    session.set_open_file(tmp_path / "w.json")
    session.end()
    assert names(session.folder.parent) == []


def test_autosaved_work_is_readable_by_its_owner_only(session: Session) -> None:
    assert session.folder.stat().st_mode & 0o077 == 0


def test_a_running_session_is_not_abandoned(session: Session) -> None:
    session.keep(entry("rotation").load(), None)
    assert abandoned_sessions(session.folder.parent) == []


@pytest.mark.parametrize("refused", [1, 2])
def test_a_failed_autosave_keeps_the_previous_one(
    session: Session, monkeypatch: pytest.MonkeyPatch, refused: int
) -> None:
    session.keep(entry("rotation").load(), None)
    calls, replace = [], os.replace

    def fail(*names: object) -> None:
        calls.append(names)
        if len(calls) == refused:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        replace(*names)

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(InputError, match="the disk is full"):
        session.keep(entry("shift").load(), None)
    assert names(session.folder) == ["work-1.safetensors", WORK]


def test_a_store_that_cannot_be_created_is_reported_and_retried(tmp_path: Path) -> None:
    (tmp_path / "store").touch()
    session = Session(tmp_path / "store")
    with pytest.raises(InputError, match="cannot be written"):
        session.begin()
    session.end()
    (tmp_path / "store").unlink()
    session.begin()
    session.keep(entry("rotation").load(), None)
    session.end()


def test_a_full_disk_is_reported_and_retried(full_disk: Path) -> None:
    session = Session(full_disk)
    with pytest.raises(InputError, match="the disk is full"):
        session.begin()
    assert names(full_disk) == ["filling"]
    (full_disk / "filling").write_bytes(bytes(40_000))
    session.begin()
    session.keep(entry("rotation").load(), None)
    kept = names(session.folder)
    fill(full_disk / "more")
    with pytest.raises(InputError, match="the disk is full"):
        session.keep(entry("shift").load(), None)
    assert names(session.folder) == kept
    session.end()


def test_a_file_open_in_another_process_is_distinguished_from_a_closed_one(
    session: Session, store: Path, crash: Crash, tmp_path: Path
) -> None:
    path, other = tmp_path / "w.json", tmp_path / "other.json"
    for file in (path, other):
        file.touch()
    crash("", path)
    session.set_open_file(path)
    assert not session.is_open_elsewhere(path)
    running = start_session(store, "", path, "wait")
    assert running.stdout.readline()
    assert session.is_open_elsewhere(path)
    assert not session.is_open_elsewhere(other)
    running.communicate("", timeout=60)
    assert not session.is_open_elsewhere(path)


def test_without_a_store_no_file_is_open_elsewhere(session: Session, tmp_path: Path) -> None:
    session.set_open_file(tmp_path / "w.json")
    session.set_open_file(None)
    assert not (session.folder / OPEN).exists()


KILLED = """
import os, random, signal, sys, time
from pathlib import Path
from engine.gallery import entry
from gui.recovery.abandoned_session import abandoned_sessions
from gui.recovery.session import Session

store, both = Path(sys.argv[1]), [entry(name).load() for name in ("rotation", "shift")]
whole = [(e.network.W.tobytes(), e.x.tobytes(), e.name) for e in both]
for _ in range(int(sys.argv[2])):
    started, ready = os.pipe()
    child = os.fork()
    if child == 0:
        session = Session(store)
        session.begin()
        session.keep(both[0], Path("w.json"))
        os.write(ready, b"1")
        while True:
            for experiment in reversed(both):
                session.keep(experiment, Path("w.json"))
    os.read(started, 1)
    time.sleep(random.uniform(0, 0.03))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(started)
    os.close(ready)
    (lost,) = abandoned_sessions(store)
    found = lost.load()
    print(whole.index((found.network.W.tobytes(), found.x.tobytes(), found.name)))
    lost.discard()
print("left", len(list(store.iterdir())))
"""


@pytest.mark.soak
@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
def test_a_kill_during_autosave_leaves_the_old_or_the_new_work_whole(store: Path) -> None:
    kills = times(10, 500)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(store), str(kills)],
        cwd=ROOT,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.stderr == ""
    *found, last = done.stdout.splitlines()
    assert len(found) == kills
    assert set(found) <= {"0", "1"}
    assert last == "left 0"
