"""The drawing library, brought in on the first figure and kept to itself.

It would write a list of the machine's fonts into the user's home and read a user's settings from
there: it is given an empty folder instead, which is gone as soon as the import is done.
"""

from __future__ import annotations

import io
import logging
import os
import tempfile
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FAMILY = "BPTT Lab Inter"  # not "Inter", which may be installed in another version
MEDIUM = 600

_FONTS = Path(__file__).parents[2] / "resources" / "fonts"
_WEIGHTS = {"Inter-Regular.otf": 400, "Inter-SemiBold.otf": MEDIUM}
_SETTINGS_FOLDER = "MPLCONFIGDIR"
_DPI = 96
_MEASURED = 100.0  # the font size in pixels at which texts are measured
_SETTINGS: dict[str, Any] = {
    "font.family": [FAMILY, "DejaVu Sans"],
    "mathtext.fontset": "stix",
    "text.hinting": "none",  # which would put letters apart
    "svg.fonttype": "path",
    "svg.hashsalt": "bptt-lab",
    "pdf.compression": 6,
    "path.simplify": False,
    "axes.unicode_minus": True,
}
_LOCK = threading.RLock()


@contextmanager
def drawing() -> Iterator[None]:
    """Draw with the program's own settings, whatever the user's are, and without a warning."""
    with _LOCK:
        matplotlib = _library()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a glyph that neither font has, deprecations
            own = {**matplotlib.rcParamsDefault, **_SETTINGS}
            own.pop("backend")  # which would choose a screen
            with matplotlib.rc_context(own):
                yield


def blank(width: int, height: int, background: str) -> Figure:
    """Return an empty figure of width × height CSS pixels; call it inside `drawing`."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - on demand
    from matplotlib.figure import Figure  # noqa: PLC0415 - on demand

    figure = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI, facecolor=background)
    FigureCanvasAgg(figure)
    return figure


def number_width(text: str) -> float:
    """Return how wide a number is at most, whatever its digits, in font sizes.

    The font's digits have widths of their own, so every digit is measured as the widest one.
    """
    widest = max("0123456789", key=_width)
    return _width("".join(widest if mark.isdecimal() else mark for mark in text))


@cache
def _width(text: str) -> float:
    from matplotlib.font_manager import FontProperties, findfont, get_font  # noqa: PLC0415
    from matplotlib.ft2font import LoadFlags  # noqa: PLC0415 - on demand

    with drawing():
        font = get_font(findfont(FontProperties(family=FAMILY, weight=400)))
        font.set_size(_MEASURED, 72)
        font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
        width, _ = font.get_width_height()
    return float(width) / 64 / _MEASURED  # given in 64ths of a pixel


def svg_bytes(figure: Figure, title: str, text: bool) -> bytes:
    """Return the figure as SVG, the same bytes for the same figure.

    Text is drawn as outlines, or with `text` kept as text, which needs the font Inter to be read.
    """
    from matplotlib import rcParams  # noqa: PLC0415 - on demand
    from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415 - on demand

    about = {"Title": title, "Creator": "BPTT Lab", "Date": None}
    if not text:
        return _printed(FigureCanvasSVG(figure).print_svg, metadata=about)
    rcParams["svg.fonttype"] = "none"  # until `drawing` ends
    data = _printed(FigureCanvasSVG(figure).print_svg, metadata=about)
    return data.replace(f"'{FAMILY}'".encode(), b"'Inter'")


def pdf_bytes(figure: Figure, title: str) -> bytes:
    """Return the figure as PDF, the same bytes for the same figure.

    Text is drawn as outlines: the library embeds fonts of Inter's kind in a way that not every
    reader of PDF accepts.
    """
    from matplotlib.backends.backend_pdf import FigureCanvasPdf  # noqa: PLC0415 - on demand
    from matplotlib.patheffects import Normal  # noqa: PLC0415 - on demand
    from matplotlib.text import Text  # noqa: PLC0415 - on demand

    for text in figure.findobj(Text):
        text.set_path_effects([Normal()])
    about = {"Title": title, "Creator": "BPTT Lab", "CreationDate": None}
    return _printed(FigureCanvasPdf(figure).print_pdf, metadata=about)


def png_bytes(figure: Figure, title: str, scale: float) -> bytes:
    """Return the figure as PNG, `scale` picture elements to a CSS pixel."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - on demand

    figure.set_dpi(_DPI * scale)
    about: dict[str, str | None] = {"Title": title, "Software": "BPTT Lab"}
    return _printed(FigureCanvasAgg(figure).print_png, metadata=about)


def _printed(print_to: Any, metadata: dict[str, str | None]) -> bytes:
    out = io.BytesIO()
    print_to(out, metadata=metadata)
    return out.getvalue()


@cache
def _library() -> Any:
    """Import the library with an empty settings folder and add the program's fonts to it."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="bptt-lab-") as folder, _environment(folder):
        import matplotlib as library  # noqa: PLC0415 - on demand, and with the folder in place
        from matplotlib import font_manager  # noqa: PLC0415 - on demand

        for name, weight in _WEIGHTS.items():
            path = str(_FONTS / name)
            entry = font_manager.FontEntry(path, name=FAMILY, weight=weight, size="scalable")
            font_manager.fontManager.ttflist.append(entry)
    return library


@contextmanager
def _environment(folder: str) -> Iterator[None]:
    before = os.environ.get(_SETTINGS_FOLDER)
    os.environ[_SETTINGS_FOLDER] = folder
    try:
        yield
    finally:
        del os.environ[_SETTINGS_FOLDER]
        if before is not None:
            os.environ[_SETTINGS_FOLDER] = before
