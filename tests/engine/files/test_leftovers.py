"""Temporary files of killed saves: only our own, only abandoned ones go."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from engine.files.atomic import write_atomically
from engine.files.leftovers import claim, clear_leftovers, temporary_beside


def made_ago(path: Path, seconds: float) -> Path:
    path.write_bytes(b"half")
    then = time.time() - seconds
    os.utime(path, (then, then))
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_a_killed_save_left_goes_with_the_next_save(tmp_path: Path) -> None:
    made_ago(temporary_beside(tmp_path / "w.json"), 3600)
    write_atomically(tmp_path / "w.json", b"new")
    assert names(tmp_path) == ["w.json"]


def test_what_was_made_just_now_is_left_alone(tmp_path: Path) -> None:
    young = made_ago(temporary_beside(tmp_path / "w.json"), 1)
    clear_leftovers(tmp_path)
    assert young.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps open files itself")
def test_what_a_living_writer_holds_is_left_alone_however_old(tmp_path: Path) -> None:
    old = made_ago(temporary_beside(tmp_path / "w.json"), 3600)
    with old.open("rb") as held:
        claim(held.fileno())
        clear_leftovers(tmp_path)
        assert old.exists()
    clear_leftovers(tmp_path)
    assert not old.exists()


def test_files_of_others_and_links_are_left_alone(tmp_path: Path) -> None:
    for name in (".bptt-lab-1.tmp", ".bptt-lab-0123456789abcdef.tmp.json", "other.tmp"):
        made_ago(tmp_path / name, 3600)
    target = made_ago(tmp_path / "target", 3600)
    temporary_beside(target).symlink_to(target)
    before = names(tmp_path)
    clear_leftovers(tmp_path)
    assert names(tmp_path) == before


def test_a_folder_that_is_not_there_is_passed_over(tmp_path: Path) -> None:
    clear_leftovers(tmp_path / "none")
    assert not (tmp_path / "none").exists()
