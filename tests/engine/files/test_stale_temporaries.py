"""Stale temporary files: only the program's own, old ones are deleted."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from engine import InputError
from engine.files.atomic import write_atomically
from engine.files.stale_temporaries import clear_stale_temporaries, temporary_beside

DAYS = 3 * 24 * 3600


def made_ago(path: Path, seconds: float) -> Path:
    path.write_bytes(b"half")
    then = time.time() - seconds
    os.utime(path, (then, then))
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_temporary_file_of_a_killed_save_is_deleted_by_a_later_save(tmp_path: Path) -> None:
    made_ago(temporary_beside(tmp_path / "w.json"), DAYS)
    write_atomically(tmp_path / "w.json", b"new")
    assert names(tmp_path) == ["w.json"]


def test_a_recent_temporary_file_is_not_deleted(tmp_path: Path) -> None:
    young = made_ago(temporary_beside(tmp_path / "w.json"), 3600)
    clear_stale_temporaries(tmp_path)
    assert young.exists()


def test_a_save_that_lost_its_temporary_file_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, sync = tmp_path / "w.json", os.fsync
    path.write_bytes(b"old")

    def sleep_for_days(descriptor: int) -> None:
        sync(descriptor)
        (temporary,) = tmp_path.glob(".bptt-lab-*.tmp")
        made_ago(temporary, DAYS)
        clear_stale_temporaries(tmp_path)

    monkeypatch.setattr(os, "fsync", sleep_for_days)
    with pytest.raises(InputError, match=r"cannot be written: .*; what was there is untouched"):
        write_atomically(path, b"new")
    assert names(tmp_path) == ["w.json"]
    assert path.read_bytes() == b"old"


def test_other_files_and_links_are_not_deleted(tmp_path: Path) -> None:
    for name in (".bptt-lab-1.tmp", ".bptt-lab-0123456789abcdef.tmp.json", "other.tmp"):
        made_ago(tmp_path / name, DAYS)
    target = made_ago(tmp_path / "target", DAYS)
    temporary_beside(target).symlink_to(target)
    before = names(tmp_path)
    clear_stale_temporaries(tmp_path)
    assert names(tmp_path) == before


def test_a_missing_folder_is_ignored(tmp_path: Path) -> None:
    clear_stale_temporaries(tmp_path / "none")
    assert not (tmp_path / "none").exists()
