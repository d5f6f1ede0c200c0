"""The constants of W: λ, ρ, γ, γλ, κ and the departure from normality."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from engine.studies.constants_table import CONSTANTS, Constant
from engine.studies.study import Study
from gui.fonts import maths_font
from gui.widgets.elided import ElidedLabel
from gui.widgets.panel import Panel, label


class ConstantsPanel(Panel):
    """Symbol, value and meaning, a row each."""

    def __init__(self) -> None:
        super().__init__("", "Constants of W", margins=(12, 0))
        self.setObjectName("plain")
        self.title.hide()
        self.body.removeItem(self.head)
        self._values: list[QLabel] = []
        self._meanings: list[ElidedLabel] = []
        grid = QGridLayout()
        grid.setSpacing(0)
        grid.setColumnMinimumWidth(0, 68)
        grid.setColumnMinimumWidth(1, 52)
        grid.setColumnStretch(2, 1)
        for row, constant in enumerate(CONSTANTS):
            self._add_row(grid, row, constant)
        self.body.addLayout(grid)

    def study_changed(self, study: Study) -> None:
        """Show the figures of the present W."""
        rows = zip(CONSTANTS, self._values, self._meanings, strict=True)
        for constant, value, meaning in rows:
            value.setText(constant.text(study))
            meaning.setText(constant.note(study))

    def _add_row(self, grid: QGridLayout, row: int, constant: Constant) -> None:
        name, value = label(constant.symbol), label("", "strong")
        meaning = ElidedLabel(Qt.AlignmentFlag.AlignRight, 11)
        name.setFont(maths_font(15))
        name.setFixedHeight(21)
        name.setToolTip(f"{constant.meaning}\n{constant.why}")
        rule = label("", "rule")
        rule.setFixedHeight(1)
        for column, widget in enumerate((name, value, meaning)):
            grid.addWidget(widget, 2 * row, column)
        if row + 1 < len(CONSTANTS):
            grid.addWidget(rule, 2 * row + 1, 0, 1, 3)
        self._values.append(value)
        self._meanings.append(meaning)
