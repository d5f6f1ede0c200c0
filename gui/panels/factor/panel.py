"""One factor and the product so far: diag(σ'(a_j)) × W = ∂s_j/∂s_{j−1}, and ∂s_t/∂s_{j−1}."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from engine.chain.scaled import Scaled
from engine.numbers import exact, power, short, trimmed, unit_text
from engine.playhead import Playhead
from engine.plots.readable import entry_text, readable
from engine.studies.study import Study
from engine.studies.wording import base_text
from gui.formula.formula import FormulaLabel
from gui.widgets.colour_bar import ColourBar
from gui.widgets.elided import ElidedLabel
from gui.widgets.heatmap import Heatmap
from gui.widgets.panel import Panel, label

Array = NDArray[np.float64]

_LEAST_HEIGHT = 214  # leaves room for numbers in the cells of a 4 × 4 matrix
_FORMULA_HEIGHT = 24


class Picture(QVBoxLayout):
    """A formula, the heatmap it names, and one line of what it comes to."""

    def __init__(self, template: str, spoken: str, framed: bool = False) -> None:
        super().__init__()
        self.formula = FormulaLabel(template, 15, spoken=spoken)
        self.formula.setFixedHeight(_FORMULA_HEIGHT)
        self.heatmap = Heatmap(framed)
        self.heatmap.setAccessibleName(spoken)
        self.caption = ElidedLabel()
        self.setSpacing(1)
        self.addWidget(self.formula, 0, Qt.AlignmentFlag.AlignHCenter)
        self.addWidget(self.heatmap, 1)
        self.addWidget(self.caption)

    @property
    def unit_words(self) -> str:
        """Say what the numbers in the cells are to be multiplied by; nothing if by 1."""
        return self.heatmap.unit and f", entries {self.heatmap.unit}"

    def say(self, text: str) -> None:
        """Write below the picture what it comes to."""
        self.caption.setText(text)
        self.heatmap.setAccessibleDescription(text)


class FactorPanel(Panel):
    """The present factor, made before the reader's eyes, beside the accumulated product."""

    def __init__(self) -> None:
        super().__init__("factor", "Jacobian factor")
        self._slopes = Picture(r"\mathrm{diag}(\sigma'(a_{#{j}}))", "diagonal of the slopes")
        self._weights = Picture("W", "recurrent weights W")
        self._factor = Picture(
            r"\partial s_{#{j}} \,/\, \partial s_{#{i}}", "Jacobian factor", framed=True
        )
        self._product = Picture(r"\partial s_{#{t}} \,/\, \partial s_{#{k}}", "accumulated product")
        self._pictures = (self._slopes, self._weights, self._factor, self._product)
        self._bar, self._product_bar = ColourBar(), ColourBar()
        self._readout = ElidedLabel(Qt.AlignmentFlag.AlignRight)
        self._limit = 1.0
        self.setMinimumHeight(_LEAST_HEIGHT)
        self._lay_out()
        self._follow_mouse()

    def study_changed(self, study: Study) -> None:
        """Fix the shared scale for the whole chain: |J| ≤ γ|W|, so it never jumps."""
        net = study.experiment.network
        gamma = net.activation.gamma
        self._limit = max(float(np.abs(net.W).max()), gamma)
        self._bar.show_limit(short(self._limit, 2))
        self._weights.heatmap.show_values(net.W, self._limit)
        name = f"‖W‖{_subscript(study.trace.norm.symbol)}"
        self._weights.say(f"λ = {name} = {short(study.trace.lam)}{self._weights.unit_words}")

    def step_changed(self, study: Study, playhead: Playhead) -> None:
        """Show the factor in view and the product of those multiplied."""
        trace, j, k = study.trace, playhead.j, playhead.k
        self._slopes.formula.set_values(j=j)
        self._factor.formula.set_values(j=j, i=j - 1)
        self._product.formula.set_values(t=trace.t, k=k)
        self._slopes.heatmap.show_values(np.diag(trace.chain.slopes[j - 1]), self._limit)
        self._factor.heatmap.show_values(trace.factor(j), self._limit)
        words = f"norm {short(float(trace.factor_norms[j - 1]))} ≤ {base_text(trace)}"
        self._factor.say(f"{words}{self._factor.unit_words}")
        self._slopes.say(f"activation slopes{self._slopes.unit_words}")
        self._show_product(trace.product(k), float(trace.log10_norm[trace.t - k]), playhead)

    def _show_product(self, product: Scaled, log10_norm: float, playhead: Playhead) -> None:
        values, decades = readable(product)
        limit = float(np.abs(values).max())
        self._product.heatmap.show_values(values, limit)
        words = f"norm {power(log10_norm)}" if playhead.steps_back else "no factor yet"
        self._product.say(words)
        self._product_bar.show_limit(short(limit, 2) if limit else "0", unit_text(decades))

    def _lay_out(self) -> None:
        self.title.hide()
        making, whole = QVBoxLayout(), QVBoxLayout()
        making.addWidget(label("Jacobian factor", "title"))
        whole.addWidget(label("Accumulated product", "title"))
        row = QHBoxLayout()
        row.setSpacing(2)
        for sign, picture in zip(("", "×", "="), self._pictures, strict=False):
            if sign:
                row.addWidget(_sign(sign))
            row.addLayout(picture, 1)
        making.addLayout(row, 1)
        whole.addLayout(self._product, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._bar, 1)
        foot.addWidget(self._readout, 2)
        for column in (making, whole):
            column.setSpacing(2)
        making.addLayout(foot)
        whole.addWidget(self._product_bar)
        rule = label("", "rule")
        rule.setFixedWidth(1)
        both = QHBoxLayout()
        both.setSpacing(9)
        both.addLayout(making, 10)
        both.addWidget(rule)
        both.addLayout(whole, 3)
        self.body.addLayout(both, 1)
        self._read("", -1, -1)

    def _follow_mouse(self) -> None:
        def reader(name: str, picture: Picture) -> None:
            picture.heatmap.hovered.connect(lambda row, column: self._read(name, row, column))

        for name, picture in zip(("slope", "W", "factor", "product"), self._pictures, strict=True):
            reader(name, picture)

    def _read(self, name: str, row: int, column: int) -> None:
        """Read out the entry under the mouse by its name."""
        study, playhead = self.study, self.here
        if study is None or playhead is None or row < 0:
            self._readout.show_hint("hover over a cell to read it by name")
            return
        trace, j, k = study.trace, playhead.j, playhead.k
        m, n = row + 1, column + 1
        if name == "W":
            text = f"W[{m}, {n}] = {exact(study.experiment.network.W[row, column])}"
        elif name == "slope":
            slope = trace.chain.slopes[j - 1][row] if row == column else 0.0
            text = f"diag(σ′(a))[{m}, {n}] = {trimmed(slope)}"
        elif name == "factor":
            entry = trimmed(trace.factor(j)[row, column])
            text = f"∂s[{j}, {m}] / ∂s[{j - 1}, {n}] = {entry}"
        else:
            text = (
                f"∂s[{trace.t}, {m}] / ∂s[{k}, {n}] = {entry_text(trace.product(k), row, column)}"
            )
        self._readout.setText(text)


def _sign(text: str) -> QLabel:
    sign = label(text, "title")
    sign.setFixedWidth(13)
    sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return sign


def _subscript(symbol: str) -> str:
    return {"2": "₂", "1": "₁", "F": "_F", "∞": "_∞"}[symbol]
