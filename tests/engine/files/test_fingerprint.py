"""Fingerprints: external changes are detected, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.files.fingerprint import KnownFiles, fingerprint


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "w.json"
    path.write_bytes(b"old")
    return path


@pytest.fixture
def known(path: Path) -> KnownFiles:
    known = KnownFiles()
    known.note(path, fingerprint(path))
    return known


def set_time(path: Path, ns: int) -> None:
    os.utime(path, ns=(ns, ns))


def test_an_unchanged_file_is_no_change(known: KnownFiles, path: Path) -> None:
    assert path in known
    assert known.change(path) is None


def test_other_bytes_of_the_same_size_and_time_are_a_change(known: KnownFiles, path: Path) -> None:
    before = path.stat().st_mtime_ns
    path.write_bytes(b"new")
    set_time(path, before)
    now = known.change(path)
    assert now is not None
    assert now.same_bytes(fingerprint(path))
    assert not now.same_bytes(known.get(path))


def test_the_same_bytes_in_another_file_are_no_change(known: KnownFiles, path: Path) -> None:
    copy = path.with_name("copy")
    copy.write_bytes(path.read_bytes())
    set_time(copy, 1)
    copy.replace(path)
    assert known.change(path) is None
    assert known.get(path).mtime_ns == 1, "so that it need not be read the next time"


def test_an_old_unchanged_file_is_not_read_again(path: Path) -> None:
    set_time(path, 1)
    settled = fingerprint(path)
    assert settled.settled
    assert fingerprint(path, settled) is settled
    path.write_bytes(b"new")
    assert fingerprint(path, settled) != settled


def test_a_deleted_file_is_no_change(known: KnownFiles, path: Path) -> None:
    path.unlink()
    assert known.change(path) is None
    path.write_bytes(b"again")
    assert known.change(path) is not None


def test_a_file_never_read_has_not_changed(known: KnownFiles, path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(b"x")
    assert other not in known
    assert known.get(None) is None
    assert known.change(other) is None


def test_a_file_has_one_fingerprint_by_all_its_names(known: KnownFiles, path: Path) -> None:
    link = path.with_name("link.json")
    link.symlink_to(path)
    assert link in known
    path.write_bytes(b"new")
    assert known.change(link) is not None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_and_a_folder_have_no_fingerprint(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert fingerprint(tmp_path / "pipe") is None
    assert fingerprint(tmp_path) is None
    assert fingerprint(tmp_path / "none") is None
