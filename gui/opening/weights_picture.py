"""Preview of weights to be opened: heatmap of W, sizes, λ and ρ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from engine.chain.chain import norm_of
from engine.chain.norms import norm_called
from engine.experiment.experiment import Experiment
from engine.experiment.network import Network
from engine.numbers import short
from engine.studies.constants import constants
from gui.fonts import maths_font
from gui.theme import Theme
from gui.widgets.colour_bar import ColourBar
from gui.widgets.elided import ElidedLabel
from gui.widgets.heatmap import Heatmap
from gui.widgets.panel import label

_WAITING, _PUT_OFF = "…", "–"
_LIVE_UNITS = 1024  # ρ takes 3 s there, and eight times as long for twice as many
_ROWS = (
    ("𝑊", "the recurrent weights, a row and a column a unit"),
    ("𝑈", "the input weights, a row a unit and a column an input"),
    ("𝜆 = ‖𝑊‖", "λ, the largest singular value of W; transposing does not change it"),
    ("𝜌(𝑊)", "ρ, the largest |eigenvalue| of W; transposing does not change it"),
)


@dataclass(frozen=True)
class Figures:
    """λ and ρ of W."""

    lam: float
    rho: float

    @staticmethod
    def are_quick(network: Network) -> bool:
        """Return whether λ and ρ can be computed within seconds."""
        return network.d <= _LIVE_UNITS

    @classmethod
    def of(cls, network: Network) -> Figures:
        """Compute λ and ρ; some seconds for a thousand units."""
        return cls(norm_of(network.W, norm_called("spectral"))[0], constants(network).rho)


class WeightsPicture(QFrame):
    """Card with the heatmap of W above its sizes, λ and ρ."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._source = ElidedLabel(Qt.AlignmentFlag.AlignLeft)
        self._heatmap, self._bar = Heatmap(), ColourBar(180)
        self._bar.setMinimumWidth(180)  # a centred widget would shrink
        self._heatmap.setMinimumSize(220, 220)
        for part in (self._heatmap, self._bar):
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
        self._values: list[QLabel] = []
        self._meanings: list[ElidedLabel] = []
        grid = QGridLayout()
        grid.setSpacing(2)
        grid.setColumnMinimumWidth(0, 72)
        grid.setColumnMinimumWidth(1, 76)
        grid.setColumnStretch(2, 1)
        for row, (symbol, tip) in enumerate(_ROWS):
            self._add_row(grid, row, symbol, tip)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(6)
        column.addWidget(self._source)
        column.addWidget(self._heatmap, 1)
        column.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(grid)

    def show_experiment(self, experiment: Experiment, source: str) -> None:
        """Show W and the sizes; `source` names the origin of W."""
        network = experiment.network
        largest = float(np.abs(network.W).max())
        self._show_picture(True)
        self._heatmap.show_values(network.W, largest)
        self._heatmap.setAccessibleName(f"W, {network.d} by {network.d}, up to {short(largest)}")
        self._bar.show_limit(short(largest))
        self._source.setText(source)
        self._show(0, f"{network.d} × {network.d}", f"units d = {network.d}")
        self._show(1, f"{network.d} × {network.m}", f"inputs m = {network.m}")

    def show_figures(self, figures: Figures | None) -> None:
        """Show λ and ρ; None while they are being computed."""
        lam, rho = (short(f, 4) for f in (figures.lam, figures.rho)) if figures else (_WAITING,) * 2
        self._show(2, lam, "largest singular value")
        self._show(3, rho, "largest |eigenvalue|")

    def show_nothing(self) -> None:
        """Show dashes in the same layout."""
        self._show_picture(False)
        self._source.setText("")
        for row in range(len(_ROWS)):
            self._show(row, _PUT_OFF, "")

    def put_figures_off(self) -> None:
        """Show that λ and ρ are not computed before opening."""
        for row in (2, 3):
            self._show(row, _PUT_OFF, "measured once it is open")

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._heatmap.set_theme(theme)
        self._bar.set_theme(theme)
        for line in (self._source, *self._meanings):
            line.set_theme(theme)

    def _show_picture(self, visible: bool) -> None:
        for part in (self._heatmap, self._bar):
            part.setVisible(visible)

    def _show(self, row: int, value: str, meaning: str) -> None:
        self._values[row].setText(value)
        self._meanings[row].setText(meaning)

    def _add_row(self, grid: QGridLayout, row: int, symbol: str, tip: str) -> None:
        name, value, meaning = label(symbol), label("", "strong"), _meaning()
        name.setFont(maths_font(15))
        name.setFixedHeight(21)
        name.setToolTip(tip)
        for column, widget in enumerate((name, value, meaning)):
            grid.addWidget(widget, row, column)
        self._values.append(value)
        self._meanings.append(meaning)


def _meaning() -> ElidedLabel:
    return ElidedLabel(Qt.AlignmentFlag.AlignRight, 11)
