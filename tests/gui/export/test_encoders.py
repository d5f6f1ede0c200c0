"""Animations: as many frames and as long as asked for, in memory within a limit, endable."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from subprocess import run

import pytest
from PIL import Image, ImageSequence

from engine.errors import InputError
from gui.export.encoders import MOST_FRAMES, AnimationSpec, encoded, require_feasible
from gui.export.export_options import ffmpeg

needs_ffmpeg = pytest.mark.skipif(ffmpeg() is None, reason="ffmpeg is not installed")
REEL = AnimationSpec(31, 17, 10, 8)


def frames(reel: AnimationSpec) -> Iterator[bytes]:
    """Yield frames of one colour each, from black to red."""
    for i in range(reel.count):
        yield bytes((0, 0, 30 * i, 255)) * (reel.width * reel.height)


def nothing() -> None:
    """Go on."""


@pytest.mark.parametrize(("format_", "name"), [("gif", "GIF"), ("apng", "PNG"), ("webp", "WEBP")])
def test_frames_come_back_in_order_with_their_durations(format_: str, name: str) -> None:
    with Image.open(BytesIO(encoded(format_, frames(REEL), REEL, nothing))) as image:
        assert image.format == name
        assert image.size == (31, 17)
        assert image.info["loop"] == 0
        shown, lasting = [], []
        for frame in ImageSequence.Iterator(image):
            shown.append(frame.convert("RGB").getpixel((5, 5))[0])
            lasting.append(frame.info["duration"])
    assert shown == pytest.approx([30 * i for i in range(8)], abs=3)
    assert lasting == pytest.approx([100] * 8)


@needs_ffmpeg
def test_a_film_has_every_frame_and_even_sides(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(encoded("mp4", frames(REEL), REEL, nothing))
    out = run([ffmpeg(), "-i", path, tmp_path / "%d.png"], capture_output=True, check=True)
    assert b"32x18" in out.stderr
    assert b"00:00:00.80" in out.stderr
    with Image.open(tmp_path / "1.png") as first, Image.open(tmp_path / "8.png") as last:
        assert len(list(tmp_path.glob("*.png"))) == 8
        assert last.getpixel((5, 5))[0] - first.getpixel((5, 5))[0] > 150


@pytest.mark.parametrize(
    "format_", ["gif", "apng", "webp", pytest.param("mp4", marks=needs_ffmpeg)]
)
@pytest.mark.parametrize("after", [1, 8])
def test_whatever_ends_it_ends_it(
    format_: str, after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    taken = 0

    def some() -> Iterator[bytes]:
        nonlocal taken
        for frame in frames(REEL):
            if taken == after < REEL.count:
                raise KeyError("not wanted")
            taken += 1
            yield frame

    def alive() -> None:
        if taken >= after:
            raise KeyError("not wanted")

    if format_ == "webp" and after == 8:
        return  # written at one go
    with pytest.raises(KeyError):
        encoded(format_, some(), REEL, alive)
    assert list(tmp_path.iterdir()) == []


def program(folder: Path, script: str) -> None:
    """Put a program called ffmpeg on the path."""
    path = folder / "ffmpeg"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo 'Unknown encoder: libx264' >&2; exit 1", "Unknown encoder: libx264"),
        ("cat >/dev/null; echo 'No space left on device' >&2; exit 228", "No space left"),
        ("exit 1", "it was ended"),
        ("cat >/dev/null; exit 0", "cannot be made"),
    ],
)
def test_a_failing_ffmpeg_is_quoted(
    script: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, script)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/usr/bin:/bin")
    with pytest.raises(InputError, match=said):
        encoded("mp4", frames(REEL), REEL, nothing)


def test_no_ffmpeg_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InputError, match="ffmpeg was not found"):
        encoded("mp4", frames(REEL), REEL, nothing)


def test_what_is_too_large_is_refused_before_it_begins() -> None:
    require_feasible(AnimationSpec(1440, 900, 20, 77), "gif")
    with pytest.raises(InputError, match="259 million pixels, at most 100 million"):
        require_feasible(AnimationSpec(1440, 900, 20, 200), "apng")
    require_feasible(AnimationSpec(1440, 900, 20, 200), "mp4")
    with pytest.raises(InputError, match="6,001 frames"):
        require_feasible(AnimationSpec(10, 10, 20, MOST_FRAMES + 1), "mp4")
