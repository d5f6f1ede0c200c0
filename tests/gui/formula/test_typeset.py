"""Typesetting: replaced digits look like direct typesetting."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from gui.formula.typeset import HOLE, Typeset, fill, holes, typeset

TEXT = "(#{n})"
SUBSCRIPT = r"W s_{#{n}} + b"
SUPERSCRIPT = r"x^{#{n}}"
SCRIPTSCRIPT = r"x_{s_{#{n}}}"
FRACTION = r"\frac{\partial s_{#{n}}}{\partial s_{#{n}}}"
LIMITS = r"\prod_{j=#{n}}^{#{n}} J_j"
NESTED = r"\frac{\frac{#{n}}{2}}{3}"
EVERYWHERE = [TEXT, SUBSCRIPT, SUPERSCRIPT, SCRIPTSCRIPT, FRACTION, LIMITS, NESTED]
CHAIN = r"\frac{\partial s_{#{t}}}{\partial s_{#{j-1}}} = \prod_{i=#{j}}^{#{t}} J_i"


def directly(template: str, number: int, size: float) -> Typeset:
    return typeset(HOLE.sub(f"{{{number}}}", template), size)


def ink(formula: Typeset, scale: int = 1) -> NDArray[np.int_]:
    """Paint black on nothing at a fixed place and return how much ink each pixel has."""
    width, height = 200 * scale, 100 * scale
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        painter.scale(scale, scale)
        place = QRectF(4, 50 - formula.ascent, formula.width, formula.height)
        QSvgRenderer(formula.inked("#000000")).render(painter, place)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(height, width, 4)
    return pixels[..., 3].astype(int)


def spread(pixels: NDArray[np.int_], reach: int) -> NDArray[np.int_]:
    """Let every pixel take the darkest ink up to `reach` pixels beside or above it."""
    steps = range(-reach, reach + 1)  # the picture has a wide empty rim, so rolling is harmless
    tall = np.max([np.roll(pixels, step, axis=0) for step in steps], axis=0)
    return np.max([np.roll(tall, step, axis=1) for step in steps], axis=0)


@pytest.mark.parametrize("size", [12, 24])
@pytest.mark.parametrize("number", [9, 99, 999, 9999])
@pytest.mark.parametrize("template", EVERYWHERE)
def test_the_widest_layout_equals_direct_typesetting(
    qapp: object, template: str, number: int, size: float
) -> None:
    filled, direct = fill(template, {"n": number}, size), directly(template, number, size)
    assert (filled.width, filled.height, filled.ascent) == (
        direct.width,
        direct.height,
        direct.ascent,
    )
    # Outlines are rounded to a thousandth of a pixel, the painter's coverage to one in 64.
    assert np.abs(ink(filled) - ink(direct)).max() <= 16


@pytest.mark.parametrize("number", [0, 4, 7, 10, 14, 23, 60, 88, 135, 502, 1047, 1986, 8888])
def test_any_number_in_text_equals_direct_typesetting(qapp: object, number: int) -> None:
    filled, direct = fill(TEXT, {"n": number}, 16), directly(TEXT, number, 16)
    assert np.abs(ink(filled) - ink(direct)).max() <= 16


@pytest.mark.parametrize("number", [0, 7, 10, 14, 23, 60, 96, 135, 502, 1047, 2863])
@pytest.mark.parametrize("template", EVERYWHERE)
def test_any_number_is_within_a_pixel_of_direct_typesetting(
    qapp: object, template: str, number: int
) -> None:
    # Script digits set directly are proportional, so ours may stand a little to the side.
    filled = ink(fill(template, {"n": number}, 16), scale=4)
    direct = ink(directly(template, number, 16), scale=4)
    reach = 4 if number < 100 else 6
    assert (filled - spread(direct, reach)).max() <= 60
    assert (direct - spread(filled, reach)).max() <= 60


@pytest.mark.parametrize("template", EVERYWHERE)
def test_every_digit_differs_from_every_other(qapp: object, template: str) -> None:
    pictures = [ink(fill(template, {"n": digit}, 16)) for digit in range(10)]
    for first in range(10):
        for second in range(first):
            assert np.abs(pictures[first] - pictures[second]).max() > 60


def test_each_placeholder_shows_its_own_number(qapp: object) -> None:
    filled = ink(fill(CHAIN, {"t": 96, "j": 69, "j-1": 66}, 16))
    direct = r"\frac{\partial s_{96}}{\partial s_{66}} = \prod_{i=69}^{96} J_i"
    assert np.abs(filled - ink(typeset(direct, 16))).max() <= 70
    swapped = direct.replace("69", "96")
    assert np.abs(filled - ink(typeset(swapped, 16))).max() > 120


@pytest.mark.parametrize("template", EVERYWHERE)
def test_the_size_changes_with_digit_counts_only(template: str) -> None:
    sizes = {number: _size(fill(template, {"n": number}, 16)) for number in (10, 11, 47, 88, 100)}
    assert len({sizes[number] for number in (10, 11, 47, 88)}) == 1
    assert sizes[100][0] >= sizes[10][0]


def _size(formula: Typeset) -> tuple[float, float, float]:
    return formula.width, formula.height, formula.ascent


def test_text_beside_a_number_does_not_move(qapp: object) -> None:
    pictures = [ink(fill(r"s_{#{n}} = W", {"n": number}, 16)) for number in range(10, 30)]
    beside = [picture[:, 30:] for picture in pictures]
    assert beside[0].max() > 200
    assert all((picture == beside[0]).all() for picture in beside)


def test_placeholders_without_braces_and_with_one_name() -> None:
    assert holes(r"s_#{j} + s_{#{j-1}} + s_{#{j}}") == ("j", "j-1")
    assert fill("s_#{j}", {"j": 14}, 16) == fill("s_{#{j}}", {"j": 14}, 16)


def test_escaped_latex_is_no_placeholder() -> None:
    assert holes(r"\color{#123456}{a} \#{b} < c") == ()


def test_colours_of_the_formula_itself_are_kept() -> None:
    svg = typeset(r"{\color{#c4472f}{a}} + b", 16).inked("#1c2430").decode()
    assert svg.count('fill="#c4472f"') == 1
    assert svg.count('fill="#1c2430"') == 2
    assert "currentColor" not in svg


def test_baseline_is_inside_and_the_measures_grow_with_the_size() -> None:
    small, large = typeset("s_{14}", 10), typeset("s_{14}", 40)
    assert 0 < small.ascent < small.height
    assert large.width > 3 * small.width


def test_a_tall_norm_sign_has_no_dark_spots(qapp: object) -> None:
    pixels = ink(typeset(r"\left\Vert \frac{\frac{a}{b}}{c} \right\Vert", 16))
    bar = pixels[:, 4:8]
    rows = bar[bar.any(axis=1)][2:-2]
    assert len(rows) > 30
    assert (rows == rows[0]).all()


def test_a_tall_brace_keeps_its_curves(qapp: object) -> None:
    tall = r"\frac{\frac{a}{b}}{\frac{c}{d}}"
    pixels = ink(typeset(rf"\left\{{ \frac{{{tall}}}{{{tall}}} \right.", 16))
    columns = pixels[:, 4:14]
    inked = [np.flatnonzero(row > 128) for row in columns if row.max() > 128]
    assert len(inked) > 60
    assert len({int(row[0]) for row in inked}) >= 3


@pytest.mark.parametrize(
    "latex",
    ["", r"\frac{1}", "a_", "a_b_c", "{a", "a}", r"\left( a", r"\foo + 1", r"\begin{pmatrix} 1"],
)
def test_malformed_latex_is_rejected_by_name(latex: str) -> None:
    with pytest.raises(ValueError, match="malformed formula") as caught:
        typeset(latex, 16)
    assert repr(latex) in str(caught.value)


def test_a_malformed_template_is_named_in_the_error() -> None:
    with pytest.raises(ValueError, match="malformed") as caught:
        fill(r"\frac{s_{#{j}}", {"j": 14}, 16)
    assert repr(r"\frac{s_{#{j}}") in str(caught.value)


def test_missing_values_and_negative_numbers_are_rejected() -> None:
    with pytest.raises(ValueError, match=r"no value for #\{j-1\}"):
        fill("s_{#{j-1}}", {"j": 14}, 16)
    with pytest.raises(ValueError, match=r"#\{j\} = -1 is negative"):
        fill("s_{#{j}}", {"j": -1}, 16)


def test_importing_the_module_does_not_import_ziamath() -> None:
    code = "import sys, gui.formula.typeset; sys.exit('ziamath' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
