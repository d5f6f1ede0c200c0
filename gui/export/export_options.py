"""What can be asked of an export, as a frozen value that is remembered between runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from shutil import which

from engine.errors import InputError

WINDOW = "window"
AS_SHOWN = "as shown"
THEMES = (AS_SHOWN, "light", "dark")
SIZES = {
    AS_SHOWN: (0, 0),
    "16:9 slide, 1280 × 720": (1280, 720),
    "4:3 slide, 1024 × 768": (1024, 768),
    "half a slide, 640 × 720": (640, 720),
    "column of text, 800 × 500": (800, 500),
    "square, 800 × 800": (800, 800),
}
SMALLEST, LARGEST = 200, 4000  # pixels of a side
SCALES = (1, 2, 3, 4)
RATES = (5, 10, 20, 25)  # frames a second, all of them whole hundredths of a second a frame
PACES = (0.1, 0.2, 0.4, 0.8, 1.5)  # seconds for a step


@dataclass(frozen=True)
class Format:
    """A kind of file: its name in lists, its suffix, and what it holds."""

    name: str
    suffix: str
    holds: str


PICTURE, FIGURE, DATA, ANIMATION = "picture", "figure", "data", "animation"
OF_A_PLOT = (FIGURE, DATA)  # which the whole window and panels of text do not have
FORMATS = {
    "png": Format("PNG picture", ".png", PICTURE),
    "svg": Format("SVG drawing", ".svg", FIGURE),
    "pdf": Format("PDF page", ".pdf", FIGURE),
    "csv": Format("CSV table of the data", ".csv", DATA),
    "npz": Format("NPZ arrays of the data", ".npz", DATA),
    "gif": Format("GIF animation", ".gif", ANIMATION),
    "apng": Format("APNG animation", ".png", ANIMATION),
    "webp": Format("WebP animation", ".webp", ANIMATION),
    "mp4": Format("MP4 film", ".mp4", ANIMATION),
}
SUFFIXES = {kind.suffix for kind in FORMATS.values()}


@dataclass(frozen=True)
class ExportOptions:
    """One export.

    Attributes:
        what: a panel's name, or `WINDOW`.
        format: a key of `FORMATS`.
        theme: one of `THEMES`.
        width, height: in pixels; both 0 for as large as it is shown.
        scale: pixels of a PNG for each pixel of the screen.
        svg_text: whether an SVG keeps text as text, in place of outlines.
        rate, pace: of an animation, in frames a second and seconds a step.
        forward: whether an animation has the forward half too.
    """

    what: str = WINDOW
    format: str = "png"
    theme: str = AS_SHOWN
    width: int = 0
    height: int = 0
    scale: int = 3
    svg_text: bool = False
    rate: int = 20
    pace: float = 0.4
    forward: bool = False

    @property
    def kind(self) -> Format:
        """The file that comes out."""
        return FORMATS[self.format]

    @property
    def size(self) -> tuple[int, int] | None:
        """The size wished for, or None for as it is shown."""
        return (self.width, self.height) if self.width and self.height else None

    def remembered(self) -> dict[str, str]:
        """Return it as words for the settings."""
        return {name: str(value) for name, value in asdict(self).items()}


def recalled(words: Mapping[str, str]) -> ExportOptions:
    """Return what was remembered; what is damaged or gone reads as its default."""
    start = ExportOptions()
    width, height = (_number(words.get(name, "")) for name in ("width", "height"))
    sized = all(SMALLEST <= side <= LARGEST for side in (width, height))
    return replace(
        start,
        format=_one_of(words, "format", formats()) or start.format,
        theme=_one_of(words, "theme", THEMES) or start.theme,
        width=int(width) if sized else 0,
        height=int(height) if sized else 0,
        scale=int(_one_of(words, "scale", SCALES) or start.scale),
        svg_text=words.get("svg_text") == "True",
        rate=int(_one_of(words, "rate", RATES) or start.rate),
        pace=float(_one_of(words, "pace", PACES) or start.pace),
        forward=words.get("forward") == "True",
    )


def require_ending(path: Path, kind: Format) -> None:
    """Raise InputError where a file's name promises another format."""
    if path.suffix.lower() != kind.suffix:
        raise InputError(
            f"ends in {path.suffix}, and the format chosen is {kind.name}",
            f"end the name in {kind.suffix}, or choose another format",
            file=str(path),
        )


def formats() -> list[str]:
    """Return the formats that can be had here: a film needs a program of its own."""
    return [name for name in FORMATS if name != "mp4" or ffmpeg()]


def ffmpeg() -> str | None:
    """Return the program that makes films, if this machine has it."""
    return which("ffmpeg")


def _one_of(words: Mapping[str, str], name: str, allowed: tuple[object, ...] | list[str]) -> str:
    said = words.get(name, "")
    return said if said in {str(value) for value in allowed} else ""


def _number(text: str) -> float:
    return float(text) if text.isdecimal() else 0.0
