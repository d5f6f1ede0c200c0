"""What can be asked of an export, and how it is remembered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import InputError
from gui.export.export_options import (
    FORMATS,
    ExportOptions,
    ffmpeg,
    formats,
    recalled,
    require_ending,
)
from tests.gui.conftest import settings_in


def test_what_was_chosen_comes_back_from_the_settings(tmp_path: Path) -> None:
    choice = ExportOptions("norm", "webp", "dark", 1280, 720, 2, True, 10, 0.8, True)
    settings = settings_in(tmp_path)
    assert recalled(settings.export) == ExportOptions()
    settings.set_export(choice.remembered())
    assert recalled(settings_in(tmp_path).export) == replace(choice, what="window")


@pytest.mark.parametrize(
    "words",
    [
        {"format": "bmp"},
        {"theme": "pink"},
        {"width": "-4", "height": "100000"},
        {"width": "720"},
        {"scale": "9", "rate": "0", "pace": "nan"},
        {"forward": "perhaps"},
        {"": "", "x": "="},
    ],
)
def test_what_is_damaged_reads_as_its_default(words: dict[str, str]) -> None:
    assert recalled(words) == ExportOptions()


def test_a_size_needs_both_sides() -> None:
    assert ExportOptions(width=800).size is None
    assert ExportOptions(width=800, height=500).size == (800, 500)


def test_films_are_offered_where_they_can_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert ffmpeg() is None
    assert formats() == [name for name in FORMATS if name != "mp4"]
    assert recalled({"format": "mp4"}).format == "png"


@pytest.mark.parametrize(
    ("name", "format_"), [("a.png", "png"), ("a.PNG", "apng"), ("b.mp4", "mp4")]
)
def test_a_name_that_fits_its_format_is_taken(name: str, format_: str) -> None:
    require_ending(Path(name), FORMATS[format_])


def test_a_name_that_promises_another_format_is_refused() -> None:
    with pytest.raises(InputError, match=r"a\.svg: ends in \.svg, .* PDF page; end the name in"):
        require_ending(Path("a.svg"), FORMATS["pdf"])
