"""Messages about files that cannot be read."""

import os
import sys
from pathlib import Path

import pytest

from engine import InputError
from engine.files.source import read_bytes, read_text, with_filename


def test_what_is_read_is_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("\ufeffσ".encode())
    assert read_bytes(path, 5) == "\ufeffσ".encode()
    assert read_text(path, 5) == "σ"


def test_the_size_is_checked_to_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(bytes(6))
    with pytest.raises(InputError, match="give a file of at most"):
        read_bytes(path, 5)


def test_a_folder_that_is_a_file_is_missing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="does not exist; check the name and the folder"):
        read_bytes(tmp_path / "file" / "a.csv", 5)


def test_a_file_without_permission_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("1")
    path.chmod(0)
    if os.access(path, os.R_OK):  # root reads everything
        monkeypatch.setattr(Path, "open", _refuse)
    with pytest.raises(InputError, match="may not be read; ask for the permission"):
        read_bytes(path, 5)


def _refuse(*_: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_an_error_names_its_file() -> None:
    with pytest.raises(InputError) as caught, with_filename("w.json"):
        raise InputError("is 0", "give 1", place="t")
    assert str(caught.value) == "w.json: t is 0; give 1"
    assert caught.value.place == "t"


@pytest.mark.skipif(sys.platform == "win32", reason="has links of another kind")
def test_a_link_to_itself_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "loop.npz"
    path.symlink_to(path)
    with pytest.raises(InputError, match=r"cannot be read \(Too many levels of symbolic links\)"):
        read_bytes(path, 5)
