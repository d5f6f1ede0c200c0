"""Recovery store on disk: its folder, and the files deleted from it."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtWidgets import QApplication

from gui.recovery.store_layout import (
    Description,
    bytes_of,
    lock_of,
    recovery_folder,
    remove_session,
    session_folders,
)


def test_the_store_is_in_the_programs_data_folder(qapp: QApplication) -> None:
    assert recovery_folder().name == "recovery"
    assert "bptt-lab" in recovery_folder().parts


def test_a_path_of_any_bytes_is_restored(tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"\xff odd")
    assert Description("", 1, 0.0, "work-1.safetensors", bytes_of(odd)).path == odd
    assert Description("", 1, 0.0, "work-1.safetensors").path is None
    assert Path(os.fsdecode(bytes_of(Path("w.json")))) == Path.cwd() / "w.json"


def test_lock_files_are_beside_the_session_folders(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    lock_of(tmp_path / "a").touch()
    assert session_folders(tmp_path) == [tmp_path / "a"]
    assert lock_of(tmp_path / "a") == tmp_path / "a.lock"


def test_foreign_files_in_a_session_folder_are_not_deleted(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    for name in ("work.json", "work-3.safetensors", "open.json", ".bptt-lab-0.tmp", "theirs"):
        (folder / name).touch()
    remove_session(folder)
    assert [path.name for path in folder.iterdir()] == ["theirs"]
