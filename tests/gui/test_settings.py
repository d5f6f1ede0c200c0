"""Settings: stored values are restored, damaged ones read as defaults."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from gui.settings import Settings


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)


def again(store: QSettings) -> Settings:
    """Return the settings as the next run would read them from the file."""
    store.sync()
    return Settings(QSettings(store.fileName(), QSettings.Format.IniFormat))


def files(folder: Path, count: int) -> list[Path]:
    made = [folder / f"{i}.json" for i in range(count)]
    for path in made:
        path.touch()
    return made


def test_a_first_run_has_defaults(store: QSettings) -> None:
    settings = Settings(store)
    assert (settings.theme, settings.speed, settings.recent) == ("system", 1.0, [])
    assert settings.folder == Path.home()
    assert settings.layout("window") is None


def test_everything_comes_back(store: QSettings, tmp_path: Path) -> None:
    settings = Settings(store)
    settings.theme, settings.speed, settings.folder = "dark", 4.0, tmp_path
    settings.set_layout("window", QByteArray(b"\x00\x01"))
    read = again(store)
    assert (read.theme, read.speed, read.folder) == ("dark", 4.0, tmp_path)
    assert read.layout("window") == QByteArray(b"\x00\x01")


@pytest.mark.parametrize("count", [1, 2, 12])
def test_recent_files_come_newest_first_without_doubles(
    store: QSettings, tmp_path: Path, count: int
) -> None:
    paths = files(tmp_path, count)
    for path in (*paths, paths[0]):
        Settings(store).add_recent(path)
    recent = again(store).recent
    assert recent[0] == paths[0]
    assert len(recent) == len(set(recent)) == min(count, 8)


def test_files_that_are_gone_are_left_out_and_the_list_can_be_cleared(
    store: QSettings, tmp_path: Path
) -> None:
    settings = Settings(store)
    kept, gone = files(tmp_path, 2)
    settings.add_recent(kept)
    settings.add_recent(gone)
    gone.unlink()
    assert again(store).recent == [kept]
    settings.clear_recent()
    assert again(store).recent == []


@pytest.mark.parametrize(
    ("key", "value"),
    [("theme", "pink"), ("speed", "fast"), ("folder", "/none/such"), ("recent", 3),
     ("layout/window", "text"), ("recent", ["/none/such", 3])],
)  # fmt: skip
def test_what_is_damaged_reads_as_the_default(store: QSettings, key: str, value: object) -> None:
    store.setValue(key, value)
    settings = again(store)
    assert (settings.theme, settings.speed, settings.recent) == ("system", 1.0, [])
    assert settings.folder == Path.home()
    assert settings.layout("window") is None


@pytest.mark.parametrize("speed", ["3.0", "nan", "-1", "inf"])
def test_a_speed_that_cannot_be_chosen_reads_as_one(store: QSettings, speed: str) -> None:
    store.setValue("speed", speed)
    assert again(store).speed == 1.0
