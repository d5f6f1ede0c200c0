"""Formulas on screen: a label widget, a paint function, and words for screen readers.

Formulas are templates as in `gui.formula.typeset`: LaTeX in which `#{name}` stands for a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from gui.formula.typeset import HOLE, Typeset, fill, holes
from gui.paint_cache import drawn, pixel_ratio
from gui.theme import LIGHT, Theme

_MARGIN = 2
_FIRST_HOLE = 0xE000
_GROUP = r"\s*\{([^{}]*)\}"
_STRUCTURE = [
    (r"\\color" + _GROUP, " "),
    (r"\\(?:mathrm|mathbf|mathit|operatorname|text)" + _GROUP, r" \1 "),
    (r"\\(prod|sum)\s*_" + _GROUP + r"\s*\^" + _GROUP, r" \\\1 from \2 to \3 of "),
    (r"\^\s*(\\top|\{\\top\})", " transpose "),
    (r"_" + _GROUP, r" \1 "),
    (r"\^" + _GROUP, r" to the power \1 "),
    (r"\\d?frac" + _GROUP + _GROUP, r" \1 over \2 "),
]
_WORDS = [
    (r"\\left\s*(\\Vert|\\\|)|\\lVert", " norm of "),
    (r"\\right\s*(\\Vert|\\\|)|\\rVert", " "),
    (r"\\(left\b|right\b|quad\b|[,;:! ])", " "),
    (r"\\leq?\b", " at most "),
    (r"\\geq?\b", " at least "),
    (r"\\prod\b", " product "),
    (r"\^", " to the power "),
    ("=", " equals "),
    (r"\+", " plus "),
    ("-", " minus "),
    ("'", " prime "),
    (r"\\([A-Za-z]+)", r" \1 "),
    (r"[_{}\\\s]+", " "),
    (r"(?<=\() | (?=\))", ""),
]


def paint_formula(
    painter: QPainter,
    rect: QRectF,
    template: str,
    values: Mapping[str, int],
    size: float,
    color: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignCenter,
) -> None:
    """Paint a filled template inside `rect` at `size` pixels to the em, or smaller if it must fit.

    Raises ValueError for a malformed template or a placeholder without a value.
    """
    _paint(painter, rect, fill(template, values, size), color, align)


def spoken_formula(template: str, values: Mapping[str, int]) -> str:
    """Return a filled template in words, as a screen reader should say it."""
    text = _spoken_pattern(template)
    for i, name in enumerate(holes(template)):
        text = text.replace(chr(_FIRST_HOLE + i), str(values[name]))
    return text


class FormulaLabel(QWidget):
    """Label with a formula whose numbers can change at every step of an animation.

    Empty while a placeholder has no value; shrinks a formula that would be clipped.
    `role` is the theme's colour to use; `spoken` is as in `set_template`.
    """

    def __init__(
        self,
        template: str,
        size: float = 16,
        parent: QWidget | None = None,
        *,
        role: str = "text",
        spoken: str | None = None,
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._role = role
        self._theme = LIGHT
        self._values: Mapping[str, int] = {}
        self._formula: Typeset | None = None
        self._template, self._spoken = template, spoken
        self.set_template(template, spoken=spoken)

    @property
    def template(self) -> str:
        """The formula with its holes."""
        return self._template

    def set_template(self, template: str, *, spoken: str | None = None) -> None:
        """Show another formula with the same values, or nothing until all its values are set.

        `spoken` is the text for screen readers, with placeholders, where the words made from the
        LaTeX do not serve. Raises ValueError for malformed LaTeX, here or with the first values.
        """
        if self._formula is not None and (template, spoken) == (self._template, self._spoken):
            return
        self._template, self._spoken = template, spoken
        ready = self._values.keys() >= set(holes(template))
        self._show(fill(template, self._values, self._size) if ready else None)

    def set_values(self, values: Mapping[str, int] | None = None, /, **named: int) -> None:
        """Fill the placeholders; ValueError if one gets no number or a negative one."""
        given = {**(values or {}), **named}
        if self._formula is not None and given == self._values:
            return
        formula = fill(self._template, given, self._size)
        self._values = given
        self._show(formula)

    def prepare(self, steps: Iterable[Mapping[str, int]]) -> None:
        """Typeset the formula in advance for the digit counts in `steps`.

        Each combination of digit counts takes 5 to 70 ms once: call this before playing.
        """
        for values in steps:
            fill(self._template, values, self._size)

    def set_theme(self, theme: Theme) -> None:
        """Take the colour of the formula from `theme`."""
        self._theme = theme
        self.update()

    def set_role(self, role: str) -> None:
        """Choose the colour by its name in the theme: text, muted, accent, bound and so on."""
        self._role = role
        self.update()

    def sizeHint(self) -> QSize:
        """Return the formula's size and margins, the same for all numbers of as many digits."""
        if self._formula is None:
            return QSize(2 * _MARGIN, 2 * _MARGIN)
        width, height = ceil(self._formula.width), ceil(self._formula.height)
        return QSize(width + 2 * _MARGIN, height + 2 * _MARGIN)

    def minimumSizeHint(self) -> QSize:
        """Return the size hint, since a formula reads best at its own size."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the formula at the left, half-way up."""
        if self._formula is None:
            return
        inside = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        with QPainter(self) as painter:
            _paint(painter, inside, self._formula, getattr(self._theme, self._role), align)

    def _show(self, formula: Typeset | None) -> None:
        before = self.sizeHint()
        self._formula = formula
        self.setAccessibleName("" if formula is None else self._words())
        if self.sizeHint() != before:
            self.updateGeometry()
        self.update()

    def _words(self) -> str:
        if self._spoken is None:
            return spoken_formula(self._template, self._values)
        return _numbered(self._spoken, self._values)


def _paint(
    painter: QPainter, rect: QRectF, formula: Typeset, color: str, align: Qt.AlignmentFlag
) -> None:
    scale = min(1.0, rect.width() / formula.width, rect.height() / formula.height)
    if scale <= 0:
        return
    size = QSizeF(formula.width, formula.height) * scale
    corner = _corner(rect, size, formula.ascent * scale, align)
    ratio = pixel_ratio(painter)
    if ratio:
        above = floor(corner.y())
        down = corner.y() - above
        image = _image(formula, color, scale, round(down, 3), ratio)
        painter.drawImage(QPointF(corner.x(), above), image)
    else:
        _renderer(formula, color).render(painter, QRectF(corner, size))


@lru_cache(maxsize=512)
def _image(formula: Typeset, color: str, scale: float, down: float, ratio: float) -> QImage:
    """Return the formula's pixmap, cached, `down` pixels below the upper edge."""
    size = QSizeF(formula.width, formula.height) * scale
    place = QRectF(QPointF(0, down), size)
    room = QSizeF(ceil(size.width()), ceil(size.height()) + 1)
    return drawn(room, ratio, lambda painter: _renderer(formula, color).render(painter, place))


@lru_cache(maxsize=512)
def _renderer(formula: Typeset, color: str) -> QSvgRenderer:
    """Return the parsed SVG of a formula, cached."""
    return QSvgRenderer(formula.inked(color))


def _corner(rect: QRectF, size: QSizeF, ascent: float, align: Qt.AlignmentFlag) -> QPointF:
    """Return the corner for `size` in `rect`, the baseline on a whole pixel for sharp strokes."""
    flag = Qt.AlignmentFlag
    right = 1.0 if align & flag.AlignRight else 0.5 if align & flag.AlignHCenter else 0.0
    down = 1.0 if align & flag.AlignBottom else 0.5 if align & flag.AlignVCenter else 0.0
    x = rect.x() + right * (rect.width() - size.width())
    y = rect.y() + down * (rect.height() - size.height())
    return QPointF(round(x), round(y + ascent) - ascent)


@lru_cache(maxsize=512)
def _spoken_pattern(template: str) -> str:
    """Return a template in words, with a private-use character in place of each number."""
    marks = {name: chr(_FIRST_HOLE + i) for i, name in enumerate(holes(template))}
    text, before = _numbered(template, marks), ""
    while text != before:  # each pass removes the innermost braces
        text, before = _substituted(text, _STRUCTURE), text
    return _substituted(text, _WORDS).strip()


def _numbered(template: str, values: Mapping[str, object]) -> str:
    def number(hole: re.Match[str]) -> str:
        digits = str(values[hole["name"]])
        return f"{{{digits}}}" if hole["group"] else digits

    return HOLE.sub(number, template)


def _substituted(text: str, rules: Iterable[tuple[str, str]]) -> str:
    for pattern, replacement in rules:
        text = re.sub(pattern, replacement, text)
    return text
