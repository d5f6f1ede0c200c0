"""Atomic writes under every failure that can be simulated."""

import errno
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
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


def test_a_symlink_keeps_its_target(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    target, link = tmp_path / "folder" / "target.json", tmp_path / "link.json"
    target.write_bytes(OLD)
    link.symlink_to(target)
    write_atomically(link, NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW


FAULTS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.EIO: "the disk reports a fault",
    errno.EACCES: "its folder is protected from writing",
    errno.EROFS: "the disk can only be read",
}


class Faulty:
    """Counts what the system is asked while a file is written, and refuses one of the calls."""

    CALLS = ("open", "stat", "fstat", "fchown", "fchmod", "write", "fsync", "close", "replace")

    def __init__(self, monkeypatch: pytest.MonkeyPatch, refused: int = -1, code: int = 0) -> None:
        self.asked: list[str] = []
        self._refused, self._code = refused, code
        for call in self.CALLS:
            monkeypatch.setattr(os, call, self._wrapped(call, getattr(os, call)))

    def _wrapped(self, call: str, real: Callable[..., object]) -> Callable[..., object]:
        def ask(*arguments: object, **options: object) -> object:
            self.asked.append(call)
            if len(self.asked) - 1 != self._refused:
                return real(*arguments, **options)
            if call == "close":  # which closes even where it reports a failure
                real(*arguments)
            raise OSError(self._code, os.strerror(self._code))

        return ask


def calls_of_a_write(folder: Path) -> list[str]:
    path = folder / "probe" / "old.json"
    path.parent.mkdir()
    path.write_bytes(OLD)
    with pytest.MonkeyPatch.context() as patch:
        faulty = Faulty(patch)
        write_atomically(path, NEW)
    return faulty.asked


def test_any_error_of_any_call_keeps_the_old_file_and_leaves_no_other(
    tmp_path: Path,
) -> None:
    calls = calls_of_a_write(tmp_path)
    in_place = calls.index("replace") + 1
    assert {"open", "write", "fsync", "fstat", "fchmod", "close"} <= set(calls[:in_place])
    assert {"open", "fsync", "close"} <= set(calls[in_place:])
    for refused, call in enumerate(calls):
        for code, words in FAULTS.items():
            path = tmp_path / f"{refused}-{code}" / "old.json"
            path.parent.mkdir()
            path.write_bytes(OLD)
            said = complaint(path, refused, code)
            assert [left.name for left in path.parent.iterdir()] == ["old.json"]
            if said:
                assert refused < in_place, call
                assert words in said, call
                assert said.startswith(f"{path}: cannot be written: ")
                assert said.endswith("; what was there is untouched")
                assert path.read_bytes() == OLD
            else:
                assert path.read_bytes() == NEW, call


def complaint(path: Path, refused: int, code: int) -> str:
    """Write with one call refused; return what was said, empty when it was written."""
    with pytest.MonkeyPatch.context() as patch:
        Faulty(patch, refused, code)
        try:
            write_atomically(path, NEW)
        except InputError as error:
            return str(error)
    return ""


@pytest.mark.parametrize("most", [1, 3])
def test_short_writes_are_continued(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, data: write(file, data[:most]))
    write_atomically(tmp_path / "new", NEW)
    assert (tmp_path / "new").read_bytes() == NEW


def test_a_disk_that_accepts_nothing_raises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "write", lambda *_: 0)
    with pytest.raises(InputError, match="the disk reports a fault"):
        write_atomically(tmp_path / "new", NEW)
    assert not list(tmp_path.iterdir())


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 kB, where this process may mount one."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_really_full_disk_keeps_the_old_file(full_disk: Path) -> None:
    path = full_disk / "old.json"
    write_atomically(path, OLD)
    with pytest.raises(InputError, match="cannot be written: the disk is full; make room"):
        write_atomically(path, bytes(1 << 20))
    assert path.read_bytes() == OLD
    assert [left.name for left in full_disk.iterdir()] == ["old.json"]
    write_atomically(path, NEW)
    assert path.read_bytes() == NEW


def test_a_read_only_disk_keeps_the_old_file(full_disk: Path) -> None:
    path = full_disk / "old.json"
    write_atomically(path, OLD)
    subprocess.run(["mount", "-o", "remount,ro", str(full_disk)], check=True)
    with pytest.raises(InputError, match="is protected from writing"):
        write_atomically(path, NEW)
    assert path.read_bytes() == OLD


WRITER = """
import sys
from engine.errors import InputError
from engine.files.atomic import write_atomically
try:
    write_atomically(sys.argv[1], b"new and longer")
except InputError as error:
    print(error.found)
"""


@pytest.mark.soak
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not there")
@pytest.mark.parametrize("call", ["fchmod", "fsync", "rename"])
@pytest.mark.parametrize("code", ["ENOSPC", "EIO"])
def test_a_failed_system_call_keeps_the_old_file(tmp_path: Path, call: str, code: str) -> None:
    path = tmp_path / "old.json"
    path.write_bytes(OLD)
    log = tmp_path.with_suffix(".log")
    inject = ["strace", "-f", "-qq", "-o", str(log), "-e", f"inject={call}:error={code}"]
    done = subprocess.run(
        [*inject, sys.executable, "-B", "-c", WRITER, str(path)],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if "INJECTED" not in log.read_text():
        pytest.skip("nothing can be injected here")
    assert done.stdout == f"cannot be written: {FAULTS[getattr(errno, code)]}\n"
    assert path.read_bytes() == OLD
    assert [left.name for left in tmp_path.iterdir()] == ["old.json"]


@pytest.mark.skipif(not hasattr(os, "fchown"), reason="files have no owner here")
def test_a_replaced_file_keeps_its_owner_where_that_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_bytes(OLD)
    try:
        os.chown(path, 12345, 23456)
    except PermissionError:
        pytest.skip("only root may give files away")
    path.chmod(0o600)
    write_atomically(path, NEW)
    status = path.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (12345, 23456, 0o600)


def test_of_several_hard_links_only_the_written_name_changes(tmp_path: Path) -> None:
    path, other = tmp_path / "w.json", tmp_path / "other.json"
    path.write_bytes(OLD)
    other.hardlink_to(path)
    write_atomically(path, NEW)
    assert (path.read_bytes(), other.read_bytes()) == (NEW, OLD)


def test_a_dangling_symlink_creates_its_target(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    write_atomically(tmp_path / "link", NEW)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == NEW


def test_an_interrupt_keeps_the_old_file_and_leaves_no_other(
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


def test_folders_and_devices_are_rejected_unchanged(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "device").symlink_to(os.devnull)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for path, expected in {
        tmp_path / "folder": "is a folder; give the name of a file",
        tmp_path / "device": "is a device or a pipe; give the name of a plain file",
        tmp_path / "none" / "a.csv": f"is in a folder that does not exist ({tmp_path / 'none'})",
        tmp_path / "loop": "is not a file name (",
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
