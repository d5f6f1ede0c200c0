"""Formula labels: size, colour, sharpness, fit, and words for screen readers."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.formula.formula import FormulaLabel, paint_formula, spoken_formula
from gui.theme import DARK, LIGHT

STEP = r"a_{#{j}} = U x_{#{j}} + W s_{#{j-1}} + b"
FACTOR = r"\frac{\partial s_{#{j}}}{\partial s_{#{j-1}}} = \mathrm{diag}(\sigma'(a_{#{j}}))\, W"
AT_14 = {"j": 14, "j-1": 13}


def label(qtbot: QtBot, template: str = STEP, **options: str) -> FormulaLabel:
    widget = FormulaLabel(template, 16, **options)
    qtbot.addWidget(widget)
    return widget


def picture(widget: QWidget, ratio: int = 1) -> QImage:
    image = QImage(widget.size() * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    widget.render(image, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
    return image


def alpha(image: QImage) -> NDArray[np.int_]:
    pixels = np.frombuffer(image.constBits(), np.uint8)
    return pixels.reshape(image.height(), image.width(), 4)[..., 3].astype(int)


def darkest(image: QImage) -> QColor:
    row, column = np.unravel_index(alpha(image).argmax(), alpha(image).shape)
    return image.pixelColor(int(column), int(row))


def shown(qtbot: QtBot, template: str = STEP, **options: str) -> FormulaLabel:
    widget = label(qtbot, template, **options)
    widget.set_values(AT_14)
    widget.resize(widget.sizeHint())
    return widget


def test_the_size_hint_contains_the_whole_formula(qtbot: QtBot) -> None:
    pixels = alpha(picture(shown(qtbot, FACTOR)))
    rows, columns = np.flatnonzero(pixels.any(axis=1)), np.flatnonzero(pixels.any(axis=0))
    for used, length in ((rows, pixels.shape[0]), (columns, pixels.shape[1])):
        assert 1 <= used[0] <= 5
        assert 1 <= length - 1 - used[-1] <= 9


def test_the_size_hint_changes_only_with_the_digit_count(qtbot: QtBot) -> None:
    widget = label(qtbot)
    hints = {}
    for j in (11, 14, 47, 88, 99, 100):
        widget.set_values({"j": j, "j-1": j - 1})
        hints[j] = widget.sizeHint().toTuple()
        assert widget.minimumSizeHint() == widget.sizeHint()
    assert len({hints[j] for j in (11, 14, 47, 88, 99)}) == 1
    assert hints[100][0] > hints[99][0]


def test_a_layout_follows_a_changed_formula(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QHBoxLayout(window)
    widget = FormulaLabel("a", 16)
    layout.addWidget(widget)
    before = window.sizeHint().width()
    widget.set_template("a + b + c + d")
    assert window.sizeHint().width() > before + 30


def test_new_numbers_are_painted(qtbot: QtBot) -> None:
    widget = shown(qtbot)
    before = alpha(picture(widget))
    widget.set_values({"j": 58, "j-1": 57})
    assert np.abs(alpha(picture(widget)) - before).max() > 100
    widget.set_values(AT_14)
    assert (alpha(picture(widget)) == before).all()


def test_values_may_be_given_by_name(qtbot: QtBot) -> None:
    widget = label(qtbot, "s_{#{j}}")
    widget.set_values(j=14)
    assert widget.accessibleName() == "s 14"


def test_a_label_is_empty_until_every_placeholder_has_a_value(qtbot: QtBot) -> None:
    widget = label(qtbot)
    widget.resize(100, 30)
    assert alpha(picture(widget)).max() == 0
    assert widget.accessibleName() == ""
    with pytest.raises(ValueError, match="j-1"):
        widget.set_values(j=14)
    widget.set_values(AT_14)
    assert alpha(picture(widget)).max() > 200


def test_another_template_uses_the_same_values(qtbot: QtBot) -> None:
    widget = shown(qtbot)
    widget.set_template("s_{#{j}}")
    assert widget.accessibleName() == "s 14"
    widget.set_template("s_{#{t}}")
    assert widget.sizeHint() == QSize(4, 4)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("role", ["text", "muted", "accent", "bound"])
def test_colour_comes_from_the_theme(qtbot: QtBot, theme: object, role: str) -> None:
    widget = shown(qtbot, "I", role="text")
    widget.set_theme(theme)
    widget.set_role(role)
    widget.resize(widget.sizeHint())
    found, wanted = darkest(picture(widget, 3)), QColor(getattr(theme, role))
    assert found.alpha() > 250
    channels = zip(found.getRgb()[:3], wanted.getRgb()[:3], strict=True)
    assert max(abs(one - other) for one, other in channels) <= 2


@pytest.mark.parametrize("ratio", [1, 2, 3])
def test_strokes_are_as_sharp_as_the_screen(qtbot: QtBot, ratio: int) -> None:
    pixels = alpha(picture(shown(qtbot, FACTOR), ratio))
    inked = pixels[pixels > 0]
    # Half-tones lie along outlines, so their share falls as outlines get finer.
    assert np.mean(inked > 240) > {1: 0.05, 2: 0.25, 3: 0.4}[ratio]


@pytest.mark.parametrize("size", [QSize(80, 60), QSize(400, 15), QSize(60, 12)], ids=str)
def test_a_small_label_shrinks_the_formula(qtbot: QtBot, size: QSize) -> None:
    widget = shown(qtbot, FACTOR)
    whole = alpha(picture(widget)).sum()
    widget.resize(size)
    pixels = alpha(picture(widget))
    shrink = min((size.width() - 4) / 163, (size.height() - 4) / 38)
    assert pixels[0].max() == pixels[-1].max() == pixels[:, -1].max() == 0
    assert pixels.sum() == pytest.approx(whole * shrink**2, rel=0.15)


def test_a_label_without_room_paints_nothing(qtbot: QtBot) -> None:
    widget = shown(qtbot)
    widget.resize(3, 3)
    assert alpha(picture(widget)).max() == 0


@pytest.mark.parametrize(
    ("align", "left", "top"),
    [
        (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, 0, 0),
        (Qt.AlignmentFlag.AlignCenter, 0.5, 0.5),
        (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, 1, 1),
    ],
)
def test_painting_follows_the_alignment(
    qapp: object, align: Qt.AlignmentFlag, left: float, top: float
) -> None:
    image = QImage(300, 100, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        paint_formula(painter, QRectF(50, 10, 200, 80), STEP, AT_14, 16, DARK.text, align)
    pixels = alpha(image)
    rows, columns = np.flatnonzero(pixels.any(axis=1)), np.flatnonzero(pixels.any(axis=0))
    spare_left, spare_right = columns[0] - 50, 249 - columns[-1]
    spare_top, spare_bottom = rows[0] - 10, 89 - rows[-1]
    assert min(spare_left, spare_right, spare_top, spare_bottom) >= 0
    assert spare_left / (spare_left + spare_right) == pytest.approx(left, abs=0.1)
    assert spare_top / (spare_top + spare_bottom) == pytest.approx(top, abs=0.1)


def test_a_malformed_formula_is_rejected_at_once(qtbot: QtBot) -> None:
    widget = label(qtbot)
    with pytest.raises(ValueError, match="malformed formula"):
        widget.set_template(r"\frac{a}")
    assert widget.accessibleName() == ""


@pytest.mark.parametrize(
    ("template", "words"),
    [
        (STEP, "a 14 equals U x 14 plus W s 13 plus b"),
        (r"s_{#{j}} = \tanh(a_{#{j}})", "s 14 equals tanh (a 14)"),
        (FACTOR, "partial s 14 over partial s 13 equals diag (sigma prime (a 14)) W"),
        (
            r"\left\Vert J_{#{j}} \right\Vert \le (\gamma\lambda)^{t-k}",
            "norm of J 14 at most (gamma lambda) to the power t minus k",
        ),
        (r"\prod_{j=#{j-1}}^{#{j}} J_j", "product from j equals 13 to 14 of J j"),
        (r"\frac{\frac{a}{b}}{x^#{j}}", "a over b over x to the power 14"),
        (r"P^\top \color{#123456}{g}", "P transpose g"),
    ],
)
def test_words_for_screen_readers(template: str, words: str) -> None:
    assert spoken_formula(template, AT_14) == words


def test_words_of_the_caller_are_used_with_their_numbers(qtbot: QtBot) -> None:
    widget = label(qtbot, "J_{#{j}}", spoken="the factor of step #{j}")
    widget.set_values(j=14)
    assert widget.accessibleName() == "the factor of step 14"
    widget.set_values(j=13)
    assert widget.accessibleName() == "the factor of step 13"
