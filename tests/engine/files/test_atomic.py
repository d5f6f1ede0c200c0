"""Writing whole or not at all, under every failure that can be made to happen."""

import errno
import os
import stat
from pathlib import Path

import pytest

from engine import InputError
from engine.files.atomic import write_atomically

OLD, NEW = b"old", b"new and longer"


def test_a_new_file_is_written(tmp_path: Path) -> None:
    write_atomically(tmp_path / "new.json", NEW)
    assert (tmp_path / "new.json").read_bytes() == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["new.json"]


def test_an_old_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_bytes(OLD)
    path.chmod(0o640)
    write_atomically(path, NEW)
    assert path.read_bytes() == NEW
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    write_atomically(tmp_path / "new", NEW)
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_symlink_goes_on_pointing_at_the_file_written(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    target, link = tmp_path / "folder" / "target.json", tmp_path / "link.json"
    target.write_bytes(OLD)
    link.symlink_to(target)
    write_atomically(link, NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / "old.json"
    path.write_bytes(OLD)
    monkeypatch.setattr(os, call, fail)
    with pytest.raises(InputError) as caught:
        write_atomically(path, NEW)
    assert str(caught.value) == (
        f"{path}: cannot be written (No space left on device); "
        "make room or choose another place; what was there is untouched"
    )
    assert path.read_bytes() == OLD
    assert [left.name for left in tmp_path.iterdir()] == ["old.json"]


def test_an_interruption_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "old.json"
    path.write_bytes(OLD)
    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, NEW)
    assert path.read_bytes() == OLD
    assert [left.name for left in tmp_path.iterdir()] == ["old.json"]


def test_what_is_no_place_for_a_file_is_refused_unchanged(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "device").symlink_to(os.devnull)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for path, expected in {
        tmp_path / "folder": "is a folder; give the name of a file",
        tmp_path / "device": "is a device or a pipe; give the name of a plain file",
        tmp_path / "none" / "a.csv": f"is in a folder that does not exist ({tmp_path / 'none'})",
        tmp_path / "nul\0": "is not a file name",
        tmp_path / ("n" * 300): "is not a file name (",
    }.items():
        with pytest.raises(InputError) as caught:
            write_atomically(path, NEW)
        assert str(caught.value).startswith(f"{path}: {expected}")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_protected_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_bytes(OLD)
    path.chmod(0o444)
    with pytest.raises(InputError, match="is protected from writing"):
        write_atomically(path, NEW)
    assert path.read_bytes() == OLD
