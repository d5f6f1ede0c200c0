"""The constants of W: λ, ρ, γ, γλ, κ and the departure from normality."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from engine.numbers import power, short, trimmed
from engine.studies.study import Study
from engine.studies.wording import base_text, radius_text
from gui.fonts import maths_font
from gui.widgets.elided import ElidedLabel
from gui.widgets.panel import Panel, label

_ROWS = ("𝜆 = ‖𝑊‖", "𝜌(𝑊)", "𝛾 = sup 𝜎′", "𝛾𝜆", "𝜅(𝑊)", "dep(𝑊)")
_MORE = (
    "λ, the norm of W: the factor by which one multiplication with W can grow",
    "ρ, the spectral radius; ρ ≤ λ, and no substitute for it unless W is normal",
    "γ, the largest slope of the activation",
    "γλ < 1 guarantees vanishing; γλ > 1 permits explosion and does not prove it",
    "κ, the largest singular value over the smallest",
    "√(‖W‖_F² − Σ|eigenvalue|²): how far W is from normal; 0 for a normal matrix",
)
_NORM_MEANING = {
    "2": "largest singular value",
    "F": "root of the sum of squares",
    "1": "largest column sum",
    "∞": "largest row sum",
}


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
        for row, symbol in enumerate(_ROWS):
            self._add_row(grid, row, symbol)
        self.body.addLayout(grid)

    def study_changed(self, study: Study) -> None:
        """Show the figures of the present W."""
        trace, figures = study.trace, study.constants
        kappa = figures.kappa
        shown = (
            (short(trace.lam, 4), _NORM_MEANING[trace.norm.symbol]),
            (radius_text(figures, 4).removeprefix("= "), "largest |eigenvalue|"),
            (trimmed(trace.gamma), f"at {study.experiment.network.activation.attained_at}"),
            (base_text(trace, 4), "base of the bound"),
            ("∞" if math.isinf(kappa) else power(math.log10(kappa)), "condition number"),
            (short(figures.departure, 3), "Henrici departure"),
        )
        for (value, meaning), left, right in zip(shown, self._values, self._meanings, strict=True):
            left.setText(value)
            right.setText(meaning)

    def _add_row(self, grid: QGridLayout, row: int, symbol: str) -> None:
        name, value = label(symbol), label("", "strong")
        meaning = ElidedLabel(Qt.AlignmentFlag.AlignRight, 11)
        name.setFont(maths_font(15))
        name.setFixedHeight(21)
        name.setToolTip(_MORE[row])
        rule = label("", "rule")
        rule.setFixedHeight(1)
        for column, widget in enumerate((name, value, meaning)):
            grid.addWidget(widget, 2 * row, column)
        if row + 1 < len(_ROWS):
            grid.addWidget(rule, 2 * row + 1, 0, 1, 3)
        self._values.append(value)
        self._meanings.append(meaning)
