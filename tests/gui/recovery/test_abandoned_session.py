"""Abandoned sessions: all are found, none is deleted without being asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import InputError
from engine.gallery import entry
from gui.recovery.abandoned_session import abandoned_sessions
from gui.recovery.store_layout import WORK
from tests.gui.recovery.conftest import Crash


def test_autosaved_work_loads_bit_for_bit(store: Path, crash: Crash, tmp_path: Path) -> None:
    path = tmp_path / "with ü.json"
    path.write_text("{}")
    crash("Mine", path)
    (lost,) = abandoned_sessions(store)
    found, kept = lost.load(), entry("rotation").load()
    assert found.network.W.tobytes() == kept.network.W.tobytes()
    assert (found.name, lost.description.name) == ("Mine", "Mine")
    assert lost.description.path == path
    assert lost.description.known.size == 2
    lost.discard()
    assert list(store.iterdir()) == []


def test_all_abandoned_sessions_are_found_latest_first(store: Path, crash: Crash) -> None:
    for name in ("one", "two", "three"):
        crash(name)
    found = abandoned_sessions(store)
    assert [lost.description.name for lost in found] == ["three", "two", "one"]
    assert abandoned_sessions(store) == [], "it is held, so that no other window offers it too"
    for lost in found:
        lost.release()
    again = abandoned_sessions(store)
    assert len(again) == 3
    for lost in again:
        lost.release()


def test_empty_session_folders_are_deleted(store: Path, crash: Crash) -> None:
    crash("")
    assert abandoned_sessions(store) == []
    assert list(store.iterdir()) == []


@pytest.mark.parametrize("damage", [b"", b"{", b'{"name": 3}', b"\xff", b"[" * 100_000])
def test_a_damaged_description_is_listed_and_not_deleted(
    store: Path, crash: Crash, damage: bytes
) -> None:
    folder = crash()
    (folder / WORK).write_bytes(damage)
    (lost,) = abandoned_sessions(store)
    assert lost.description is None
    with pytest.raises(InputError, match="is damaged; its folder is kept as it is"):
        lost.load()
    lost.release()
    assert len(list(folder.iterdir())) == 2


def test_damaged_work_is_rejected_and_not_deleted(store: Path, crash: Crash) -> None:
    folder = crash()
    (data,) = folder.glob("*.safetensors")
    data.write_bytes(data.read_bytes()[:50])
    (lost,) = abandoned_sessions(store)
    with pytest.raises(InputError, match="header"):
        lost.load()
    lost.release()
    assert data.exists()


def test_a_description_cannot_name_a_file_elsewhere(store: Path, crash: Crash) -> None:
    folder = crash()
    (data,) = folder.glob("*.safetensors")
    data.rename(store / "work-1.safetensors")
    description = (folder / WORK).read_text().replace("work-1", "../work-1")
    (folder / WORK).write_text(description)
    (lost,) = abandoned_sessions(store)
    with pytest.raises(InputError, match="does not exist"):
        lost.load()
    lost.release()


def test_without_a_store_there_are_no_abandoned_sessions(tmp_path: Path) -> None:
    assert abandoned_sessions(tmp_path / "none") == []
