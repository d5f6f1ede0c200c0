"""Typesetting of LaTeX to SVG with replaceable digits.

A template is LaTeX with placeholders. `#{name}` stands for a whole number, as in `s_{#{j-1}}`; a
`#` before a brace means nothing in LaTeX mathematics, and `\\#{` is not replaced. Typesetting takes
5 to 70 ms, so a template is set once for each combination of digit counts, with a nine for
every digit, and `fill` replaces the outlines of the nines by those of other digits. Every
digit gets the width of a nine, centred: the script digits of STIX Two are proportional, and the
width of a formula must not change with its digits.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import import_module
from itertools import pairwise
from types import ModuleType
from typing import NamedTuple
from xml.etree.ElementTree import ParseError

HOLE = re.compile(r"(?P<group>\{)?(?<!\\)#\{(?P<name>[^{}]+)\}(?(group)\})")
INK = "currentColor"

_REFERENCE_SIZE = 200.0
_NINES_AND_DIGITS = "9" + "".join(f"{digit}9" for digit in range(10))
_OUTLINE = re.compile(r'<path d="([^"]*)"')
_PLACEHOLDER = re.compile(r'<path d="([^"]*)" fill="hole(\d+)" ?/>')
_ASSEMBLED = re.compile(r"(<g [^>]*>)(.*?)</g>")
_COORDINATE = re.compile(r"-?\d*\.?\d+")
_VIEW_BOX = re.compile(r'viewBox="(\S+) (\S+) (\S+) (\S+)"')
_UNKNOWN_COMMAND = re.compile(r"\\[A-Za-z]+")


@dataclass(frozen=True)
class Typeset:
    """A formula as SVG, drawn in the placeholder colour `INK`, with its measures in pixels.

    `ascent` is the distance from the top edge to the baseline.
    """

    svg: str
    width: float
    height: float
    ascent: float

    def inked(self, color: str) -> bytes:
        """Return the SVG in `color`, ready for a renderer."""
        return self.svg.replace(INK, color).encode()


@lru_cache(maxsize=256)
def typeset(latex: str, size: float) -> Typeset:
    """Typeset LaTeX mathematics without placeholders at `size` pixels to the em.

    Raises ValueError naming the formula if it is malformed.
    """
    return _measured(_rendered(latex, size, latex))


def fill(template: str, values: Mapping[str, int], size: float) -> Typeset:
    """Typeset `template` with the number `values[name]` for each `#{name}`; ignore further values.

    The first call for a combination of digit counts sets the formula, later ones take
    microseconds; call it ahead of an animation for the counts that will come. Raises ValueError
    for a malformed template, a placeholder without a value and a negative number.
    """
    numbers = tuple(_digits_of(name, values, template) for name in holes(template))
    return _pattern(template, size, tuple(map(len, numbers))).filled(numbers)


@cache
def holes(template: str) -> tuple[str, ...]:
    """Return the names of the placeholders of `template`, each once, in order of appearance."""
    return tuple(dict.fromkeys(hole["name"] for hole in HOLE.finditer(template)))


class _Box(NamedTuple):
    x: float
    y: float
    width: float
    height: float

    @staticmethod
    def of(path: str) -> _Box:
        """Return the extent of all points of an outline, control points included."""
        xs, ys = _points(path)
        return _Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _points(path: str) -> tuple[list[float], list[float]]:
    numbers = [float(text) for text in _COORDINATE.findall(path)]
    return numbers[0::2], numbers[1::2]


def _is_rectangle(path: str) -> bool:
    return "Q" not in path and all(len(set(axis)) == 2 for axis in _points(path))


@dataclass(frozen=True)
class _Digits:
    """The ten digit outlines of one style, each with the shift that centres it on a nine."""

    outlines: tuple[str, ...]
    shifts: tuple[float, ...]
    nine: _Box

    def misfit(self, box: _Box) -> float:
        """Return the difference in aspect ratio between a nine of this style and `box`."""
        return abs(box.width / box.height - self.nine.width / self.nine.height)

    def placed(self, box: _Box) -> tuple[str, ...]:
        """Return SVG paths of the ten digits, scaled and moved so that a nine fills `box`."""
        scale = box.height / self.nine.height
        y = box.y - scale * self.nine.y
        xs = [box.x - scale * (self.nine.x + shift) for shift in self.shifts]
        return tuple(
            f'<path transform="matrix({scale:.6g} 0 0 {scale:.6g} {x:.4f} {y:.4f})"'
            f' d="{outline}" fill="{INK}"/>'
            for x, outline in zip(xs, self.outlines, strict=True)
        )


class _Slot(NamedTuple):
    """Position of one digit: the number, the index of the digit, and ten outlines."""

    number: int
    digit: int
    ways: tuple[str, ...]


@dataclass(frozen=True)
class _Pattern:
    """A template typeset with nines: SVG pieces with a digit slot between each two."""

    nines: Typeset
    pieces: tuple[str, ...]
    slots: tuple[_Slot, ...]

    def filled(self, numbers: tuple[str, ...]) -> Typeset:
        parts = [self.pieces[0]]
        for (number, digit, ways), piece in zip(self.slots, self.pieces[1:], strict=True):
            parts += ways[int(numbers[number][digit])], piece
        return replace(self.nines, svg="".join(parts))


@lru_cache(maxsize=512)
def _pattern(template: str, size: float, counts: tuple[int, ...]) -> _Pattern:
    marked = HOLE.sub(lambda hole: _marked_nines(hole, template, counts), template)
    svg = _rendered(marked, size, template)
    cuts = _PLACEHOLDER.split(svg)
    slots: list[_Slot] = []
    for outline, index in zip(cuts[1::3], cuts[2::3], strict=True):
        number = int(index)
        digit = sum(slot.number == number for slot in slots) % counts[number]
        slots.append(_Slot(number, digit, _digit_outlines(_Box.of(outline))))
    return _Pattern(_measured(svg), tuple(cuts[0::3]), tuple(slots))


def _marked_nines(hole: re.Match[str], template: str, counts: tuple[int, ...]) -> str:
    """Return a group of nines in a colour that encodes the placeholder."""
    index = holes(template).index(hole["name"])
    return f"{{\\color{{hole{index}}}{'9' * counts[index]}}}"


def _digit_outlines(box: _Box) -> tuple[str, ...]:
    """Return the ten outlines for a slot; the aspect ratio tells script from text style."""
    styles = (_digits(script=False), _digits(script=True))
    return min(styles, key=lambda digits: digits.misfit(box)).placed(box)


@cache
def _digits(*, script: bool) -> _Digits:
    """Read the outlines from a row 9 0 9 1 9 … 9 9, where each digit stands between two nines."""
    row = f"x_{{{_NINES_AND_DIGITS}}}" if script else _NINES_AND_DIGITS
    svg = _rendered(row, _REFERENCE_SIZE, row)
    outlines = _OUTLINE.findall(svg)[-len(_NINES_AND_DIGITS) :]
    nines = [_Box.of(outline) for outline in outlines[0::2]]
    middles = [(left.x + right.x) / 2 for left, right in pairwise(nines)]
    shifts = tuple(middle - nines[0].x for middle in middles)
    return _Digits(tuple(outlines[1::2]), shifts, nines[0])


def _digits_of(name: str, values: Mapping[str, int], template: str) -> str:
    if name not in values:
        raise ValueError(f"no value for #{{{name}}} in {template!r}")
    if values[name] < 0:
        raise ValueError(f"#{{{name}}} = {values[name]} is negative in {template!r}")
    return str(int(values[name]))


def _measured(svg: str) -> Typeset:
    _, top, width, height = map(float, _VIEW_BOX.findall(svg)[0])
    return Typeset(svg, width, height, -top)


def _rendered(latex: str, size: float, source: str) -> str:
    """Return the SVG of `latex`; errors name `source`, the formula as written by its author."""
    ziamath = _ziamath()
    try:
        drawing = ziamath.Latex(latex, size=size)
        svg: str = drawing.svg()
    except _latex_errors() as error:
        reason = f"{type(error).__name__} {error}".strip()
        raise ValueError(f"malformed formula {source!r}: {reason}") from error
    if not _is_balanced(latex):
        raise ValueError(f"malformed formula {source!r}: braces do not match")
    if unknown := _UNKNOWN_COMMAND.search(drawing.mathmlstr()):
        raise ValueError(f"malformed formula {source!r}: unknown command {unknown[0]}")
    return _ASSEMBLED.sub(_with_whole_bars, svg)


def _with_whole_bars(group: re.Match[str]) -> str:
    """Join the overlapping parts of a tall ‖ or |, whose overlaps would be painted darker."""
    bars: dict[tuple[float, float], list[float]] = {}
    for part in re.findall(r"M[^Z]*Z", group[2]):
        if not _is_rectangle(part):
            return group[0]
        box = _Box.of(part)
        bars.setdefault((box.x, box.width), []).extend((box.y, box.y + box.height))
    rects = (
        f'<rect x="{x}" y="{min(ys)}" width="{width:.3f}" height="{max(ys) - min(ys):.3f}"/>'
        for (x, width), ys in bars.items()
    )
    return f"{group[1]}{''.join(rects)}</g>"


def _is_balanced(latex: str) -> bool:
    """Whether every brace is closed, which the LaTeX reader does not check."""
    depth = 0
    for brace in re.findall(r"[{}]", re.sub(r"\\[\\{}]", "", latex)):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


@cache
def _ziamath() -> ModuleType:
    """Import ziamath when first needed, which takes a tenth of a second."""
    with warnings.catch_warnings():
        # It opens its font through importlib.resources.path, deprecated in Python 3.11 and 3.12.
        warnings.simplefilter("ignore", DeprecationWarning)
        ziamath = import_module("ziamath")
    ziamath.config.svg2 = False  # QtSvg clips glyphs drawn as SVG 2 symbols
    ziamath.config.math.color = INK
    return ziamath


@cache
def _latex_errors() -> tuple[type[Exception], ...]:
    """The exception types of the LaTeX reader and ziamath, which have no common base class."""
    names = vars(import_module("latex2mathml.exceptions"))
    own = [item for item in names.values() if isinstance(item, type)]
    return (AssertionError, LookupError, ParseError, StopIteration, ValueError, *own)
