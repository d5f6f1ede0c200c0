"""Text column of an explain panel: sections of formulas and lines that scrolls vertically."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui.formula.formula import FormulaLabel
from gui.theme import Theme
from gui.widgets.panel import label
from gui.widgets.restyle import restyle

_FORMULA = 16.0
_LEAST_WIDTH = 40  # minimum width: a formula shrinks rather than widen the column


class Sections(QScrollArea):
    """Scrolling page filled from the top; `formulas` lists all its formulas."""

    def __init__(self) -> None:
        super().__init__(widgetResizable=True)
        self.formulas: list[FormulaLabel] = []
        self.column = QVBoxLayout()
        self.column.setSpacing(4)
        self.column.setContentsMargins(14, 4, 14, 4)
        page = QWidget()
        page.setObjectName("plain")
        page.setLayout(self.column)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(page)

    def section(self, text: str, right: QWidget | None = None) -> None:
        """Begin a section: a rule, a heading, and a widget at its right."""
        if self.column.count():
            self.column.addSpacing(5)
            self.column.addWidget(rule())
            self.column.addSpacing(3)
        row = QHBoxLayout()
        row.addWidget(label(text, "strong"))
        row.addStretch(1)
        if right is not None:
            row.addWidget(right)
        self.column.addLayout(row)

    def formula(self, template: str, size: float = _FORMULA) -> FormulaLabel:
        """Add a formula from a template as in `gui.formula.typeset`."""
        formula = FormulaLabel(template, size)
        formula.setMinimumWidth(_LEAST_WIDTH)
        self.formulas.append(formula)
        self.column.addWidget(formula)
        return formula

    def line(self, role: str = "strong") -> QLabel:
        """Add a wrapped, selectable text."""
        text = line(role)
        self.column.addWidget(text)
        return text

    def add(self, widget: QWidget) -> None:
        """Add any other widget."""
        self.column.addWidget(widget)

    def meaning(self) -> QLabel:
        """Add the box "What this means" and return its label; free space stays below it."""
        box, text = meaning_box()
        self.column.addSpacing(4)
        self.column.addWidget(box)
        self.column.addStretch(1)
        return text

    def set_theme(self, theme: Theme) -> None:
        """Recolour all widgets added."""
        restyle(self, theme)


def line(role: str = "strong") -> QLabel:
    """Return an empty, wrapped, selectable label in a role of the style sheet."""
    text = label("", role)
    text.setWordWrap(True)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return text


def rule() -> QLabel:
    """Return a horizontal line."""
    result = label("", "rule")
    result.setFixedHeight(1)
    return result


def meaning_box() -> tuple[QFrame, QLabel]:
    """Return the tinted box with its title, and the label inside it."""
    box, text = QFrame(), line("")
    box.setObjectName("meaning")
    inside = QVBoxLayout(box)
    inside.setContentsMargins(12, 10, 12, 10)
    inside.addWidget(label("What this means", "meaningTitle"))
    inside.addWidget(text)
    return box, text
