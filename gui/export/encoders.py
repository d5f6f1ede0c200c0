"""Animations from frames that come one at a time: GIF, APNG and WebP by Pillow, MP4 by ffmpeg.

Nothing here touches Qt: it runs in a worker.
"""

from __future__ import annotations

import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from engine.errors import InputError
from engine.numbers import count
from gui.export.export_options import ffmpeg

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 100_000_000  # of all frames together; Pillow holds them, up to 8 bytes a pixel
MOST_FRAMES = 6_000
_FFMPEG_SECONDS = 1800.0
_PATIENCE = 0.03  # seconds between two looks whether ffmpeg has ended
_TOLD = 600  # characters of what ffmpeg says
_PILLOW: dict[str, dict[str, Any]] = {
    "gif": {"format": "GIF", "optimize": False, "disposal": 1},
    "apng": {"format": "PNG"},
    "webp": {"format": "WEBP", "lossless": True, "quality": 20, "method": 0},
}


@dataclass(frozen=True)
class AnimationSpec:
    """Frames to come: how many there are, how large, how many a second.

    Each is rows of blue, green, red and a byte without meaning, as Qt keeps them.
    """

    width: int
    height: int
    rate: int
    count: int

    @property
    def pixels(self) -> int:
        """The pixels of all frames together."""
        return self.width * self.height * self.count


def require_feasible(reel: AnimationSpec, format_: str) -> None:
    """Raise InputError for an animation that would be too long, or too large for the memory."""
    if reel.count > MOST_FRAMES:
        raise InputError(
            f"would have {count(reel.count)} frames, at most {count(MOST_FRAMES)} can be made",
            "choose less time for a step or fewer frames a second",
            place="the animation",
        )
    if format_ in _PILLOW and reel.pixels > MOST_PIXELS:
        raise InputError(
            f"would have {count(round(reel.pixels / 1e6))} million pixels, "
            f"at most {MOST_PIXELS // 1_000_000} million fit into memory",
            "choose a smaller size, less time for a step or fewer frames a second",
            place="the animation",
        )


def encoded(
    format_: str, frames: Iterator[bytes], reel: AnimationSpec, alive: Callable[[], object]
) -> bytes:
    """Return the animation as a file's content.

    `alive` is called again and again while it is written, and raises to end it.

    Raises:
        InputError: there is no ffmpeg, or it failed, or there was no room for its work.
    """
    try:
        if format_ == "mp4":
            return _film(frames, reel, alive)
        return _pictures(format_, frames, reel, alive)
    except OSError as error:
        raise InputError(
            f"cannot be made ({error.strerror or error})",
            "make room for temporary files, or choose another format",
            place="the animation",
        ) from error


class _Watched(BytesIO):
    """A file in memory whose writing can be ended."""

    def __init__(self, alive: Callable[[], object]) -> None:
        super().__init__()
        self._alive = alive

    def write(self, data: bytes) -> int:  # type: ignore[override]  # bytes are what comes
        """Write, if anybody still wants it."""
        self._alive()
        return super().write(data)


def _pictures(
    format_: str, frames: Iterator[bytes], reel: AnimationSpec, alive: Callable[[], object]
) -> bytes:
    from PIL import Image as Images  # noqa: PLC0415 - only when an animation is wanted

    def image(data: bytes) -> Image:
        return Images.frombytes("RGB", (reel.width, reel.height), data, "raw", "BGRX")

    file = _Watched(alive)
    first = image(next(frames))
    later = (image(frame) for frame in frames)
    rest = list(later) if format_ == "apng" else later  # which goes through them twice
    milliseconds = 1000 // reel.rate
    first.save(
        file, save_all=True, append_images=rest, duration=milliseconds, loop=0, **_PILLOW[format_]
    )
    return file.getvalue()


def _film(frames: Iterator[bytes], reel: AnimationSpec, alive: Callable[[], object]) -> bytes:
    program = ffmpeg()
    if program is None:
        raise InputError("was not found", "install it, or choose another format", place="ffmpeg")
    with tempfile.TemporaryDirectory(prefix="bptt-lab-") as folder:
        film, told = Path(folder) / "film.mp4", Path(folder) / "told"
        with told.open("wb") as errors:
            status = _run(_arguments(program, reel, film), frames, errors, alive)
        if status:
            raise _failure(told.read_text(errors="replace"))
        return film.read_bytes()


def _arguments(program: str, reel: AnimationSpec, film: Path) -> list[str]:
    even = "pad=ceil(iw/2)*2:ceil(ih/2)*2"  # the players' pixel format wants even sides
    raw = ["-f", "rawvideo", "-pix_fmt", "bgr0", "-s", f"{reel.width}x{reel.height}"]
    quality = ["-c:v", "libx264", "-crf", "17", "-pix_fmt", "yuv420p", "-movflags", "+faststart"]
    start = [program, "-nostdin", "-loglevel", "error", "-y", *raw, "-r", str(reel.rate), "-i", "-"]
    return [*start, "-vf", even, *quality, str(film)]


def _run(
    arguments: list[str], frames: Iterator[bytes], errors: IO[bytes], alive: Callable[[], object]
) -> int:
    """Feed the frames to ffmpeg; whatever happens, it does not outlive this call."""
    process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=errors, stderr=errors)  # noqa: S603 - no shell, our own words
    limit = threading.Timer(_FFMPEG_SECONDS, process.kill)
    limit.start()
    try:
        _feed(process.stdin, frames)
        while process.poll() is None:
            alive()
            time.sleep(_PATIENCE)
        return process.returncode
    finally:
        limit.cancel()
        process.kill()
        process.wait()
        if process.stdin is not None:
            with suppress(BrokenPipeError):  # what it had not read is lost with it
                process.stdin.close()


def _feed(pipe: IO[bytes] | None, frames: Iterator[bytes]) -> None:
    """Write frames until there are no more, or until ffmpeg has ended, whose status tells why."""
    if pipe is None:
        return
    try:
        for frame in frames:
            pipe.write(frame)
        pipe.close()
    except BrokenPipeError:
        return


def _failure(said: str) -> InputError:
    words = " ".join(said.split())[-_TOLD:] or "it was ended"
    return InputError(f"failed ({words})", "choose another format or size", place="ffmpeg")
