"""The term in view beside the whole gradient, and the vector δ_k it is made of."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.chain.scaled import Scaled
from engine.numbers import unit_text
from engine.plots.readable import entry_text, readable
from gui.formula.formula import FormulaLabel
from gui.panels.gradient.vector_strip import VectorStrip
from gui.theme import Theme
from gui.widgets.elided import ElidedLabel
from gui.widgets.heatmap import Heatmap

_GAP = 6
_LARGEST = 200  # pixels
_TERM = r"(\sigma'(a_{#{k}}) \odot \delta_{#{k}})\, s_{#{i}}^{\top}"
_LEFT = Qt.AlignmentFlag.AlignLeft


class ScaledPicture(QVBoxLayout):
    """A matrix of any magnitude: its formula, its heatmap, and the power of ten of its numbers."""

    def __init__(self, template: str, spoken: str) -> None:
        super().__init__()
        self.formula = FormulaLabel(template, 14, spoken=spoken)
        self.formula.setMinimumWidth(40)
        self.formula.setFixedHeight(24)
        self.heatmap = Heatmap()
        self.heatmap.setAccessibleName(spoken)
        self.caption, self.unit = ElidedLabel(pixels=11), ElidedLabel(pixels=11)
        self.setSpacing(1)
        self.addWidget(self.formula, 0, Qt.AlignmentFlag.AlignHCenter)
        self.addWidget(self.heatmap)
        self.addWidget(self.caption)
        self.addWidget(self.unit)

    def show_matrix(self, matrix: Scaled, words: str) -> None:
        """Show a matrix on its own scale, with a few words of what it comes to."""
        values, decades = readable(matrix)
        self.heatmap.show_values(values, float(np.abs(values).max()))
        self.caption.setText(words)
        self.unit.setText(f"entries {unit_text(decades)}" if decades else "")

    def set_theme(self, theme: Theme) -> None:
        """Recolour the pieces."""
        for piece in (self.formula, self.heatmap, self.caption, self.unit):
            piece.set_theme(theme)


class SelectedTerm(QWidget):
    """Two heatmaps, a vector, and a line that reads out the entry under the mouse."""

    def __init__(self) -> None:
        super().__init__()
        self.term = ScaledPicture(_TERM, "term #{k}")
        self.total = ScaledPicture(r"\partial L \,/\, \partial W", "the whole gradient")
        self.delta = FormulaLabel(
            r"\delta_{#{k}} = \partial L \,/\, \partial s_{#{k}}", 14, spoken="delta #{k}"
        )
        self.delta.setMinimumWidth(40)
        self.total.formula.set_values()
        self._strip = VectorStrip()
        self._size = ElidedLabel(Qt.AlignmentFlag.AlignRight, 11)
        self._readout = ElidedLabel(_LEFT, 11)
        self._shown: dict[str, tuple[str, Scaled]] = {}
        self._lay_out()
        self._follow_mouse()
        self._read("", -1)

    def show_total(self, total: Scaled, words: str) -> None:
        """Show the whole gradient."""
        self._shown["total"] = ("∂L/∂W", total)
        self.total.show_matrix(total, words)

    def show_term(self, k: int, term: Scaled, words: str) -> None:
        """Show the term k."""
        self._shown["term"] = (f"term {k}", term)
        self.term.formula.set_values(k=k, i=k - 1)
        self.term.show_matrix(term, words)

    def show_delta(self, k: int, delta: Scaled, norm: str) -> None:
        """Show δ_k and its norm."""
        values, decades = readable(delta)
        self._shown["delta"] = (f"δ[{k}]", delta)
        self.delta.set_values(k=k)
        unit = f"entries {unit_text(decades)} · " if decades else ""
        self._size.setText(f"{unit}norm {norm}")
        self._strip.show_values(values)
        self._strip.setAccessibleName(f"the vector delta {k}, norm {norm}")

    def set_theme(self, theme: Theme) -> None:
        """Recolour the pieces."""
        for piece in (
            self.term, self.total, self.delta, self._strip, self._size, self._readout
        ):  # fmt: skip
            piece.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep both heatmaps square."""
        super().resizeEvent(event)
        side = min((self.width() - _GAP) // 2, _LARGEST)
        for picture in (self.term, self.total):
            picture.heatmap.setFixedHeight(side)

    def _lay_out(self) -> None:
        pictures, vector = QHBoxLayout(), QHBoxLayout()
        pictures.setSpacing(_GAP)
        pictures.addLayout(self.term, 1)
        pictures.addLayout(self.total, 1)
        vector.addWidget(self.delta)
        vector.addWidget(self._size, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(pictures)
        column.addLayout(vector)
        column.addWidget(self._strip)
        column.addWidget(self._readout)

    def _follow_mouse(self) -> None:
        self.term.heatmap.hovered.connect(lambda m, n: self._read("term", m, n))
        self.total.heatmap.hovered.connect(lambda m, n: self._read("total", m, n))
        self._strip.hovered.connect(lambda m: self._read("delta", m))

    def _read(self, which: str, *index: int) -> None:
        """Read out an entry by its name."""
        if index[0] < 0 or which not in self._shown:
            self._readout.show_hint("hover over a cell to read it by name")
            return
        name, array = self._shown[which]
        place = ", ".join(str(i + 1) for i in index)
        self._readout.setText(f"{name}[{place}] = {entry_text(array, *index)}")
