"""The experiment's arrays in one grid: W, U, b, x, s₀ and y as tabs, and a choice of presets."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy

from engine.experiment.edits import array_of
from engine.experiment.experiment import Experiment
from engine.gallery import Entry
from gui.fonts import maths_font
from gui.grid.table import MatrixTable
from gui.panels.matrix.preset_box import PresetBox
from gui.view import View
from gui.widgets.buttons import tool_button
from gui.widgets.elided import ElidedLabel
from gui.widgets.panel import Panel

_TABS = {
    "W": ("𝑊", "recurrent"),
    "U": ("𝑈", "input"),
    "b": ("𝑏", "bias"),
    "x": ("𝑥", "inputs"),
    "s0": ("𝑠₀", "initial state"),
    "y": ("𝑦", "target"),
}


class MatrixPanel(Panel):
    """Tabs over one editable grid.

    Signals:
        picked: the gallery entry's id the reader chose.
        gallery_wanted: the reader wants to see the gallery.
    """

    picked = Signal(str)
    gallery_wanted = Signal()

    def __init__(self, entries: tuple[Entry, ...] = ()) -> None:
        super().__init__("weights", "Weights")
        self.title.hide()
        self.table = MatrixTable()
        self._name = "W"
        self._shape = ElidedLabel(Qt.AlignmentFlag.AlignRight)
        self._tabs = QButtonGroup(self)
        self._presets = PresetBox()
        self._build_tabs()
        self.body.addWidget(self.table, 1)
        self.body.addLayout(self._preset_row(entries))

    @property
    def choices(self) -> object:
        """The array in the grid."""
        return self._name

    def choose(self, choices: object) -> None:
        """Turn to an array."""
        self.show_array(str(choices))

    def view_changed(self, view: View, before: View | None) -> None:
        """Show the experiment, whose study may be still to come; the selection survives."""
        super().view_changed(view, before)
        drawn = before.experiment if before is not None else None
        if view.experiment is not None and view.experiment is not drawn:
            self._show(view.experiment)

    def stop(self) -> None:
        """End what is read off the clipboard."""
        self.table.blocks.stop()

    def show_array(self, name: str) -> None:
        """Turn to one of the arrays."""
        self._name = name
        self._tabs.button(list(_TABS).index(name)).setChecked(True)
        if self.view.experiment is not None:
            self._show(self.view.experiment)

    def _show(self, experiment: Experiment) -> None:
        array = array_of(experiment, self._name)
        self.table.show_array(array, self._name)
        shape = " × ".join(map(str, array.shape))
        unit = self.table.unit and f", entries {self.table.unit}"
        self._shape.setText(f"{shape} {_TABS[self._name][1]}{unit}", brief=f"{shape}{unit}")
        self._show_preset(experiment.name)

    def _build_tabs(self) -> None:
        self.head.takeAt(1)
        for i, (name, (symbol, meaning)) in enumerate(_TABS.items()):
            button = tool_button(f"{name}, {meaning} (Ctrl+{i + 1})", symbol, checkable=True)
            button.setObjectName("tab")
            button.setFont(maths_font(17))
            button.setFixedSize(31, 30)
            button.setShortcut(f"Ctrl+{i + 1}")
            button.setChecked(name == "W")
            button.clicked.connect(lambda _checked, name=name: self.show_array(name))
            self._tabs.addButton(button, i)
            self.head.addWidget(button)
        self.head.setSpacing(1)
        self.head.addWidget(self._shape, 1)

    def _preset_row(self, entries: tuple[Entry, ...]) -> QHBoxLayout:
        for entry in entries:
            self._presets.addItem(entry.name, entry.id)
        self._presets.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._presets.setAccessibleName("preset")
        self._presets.activated.connect(lambda i: self.picked.emit(self._presets.itemData(i)))
        more = tool_button("See every preset (Ctrl+G)", "Gallery…")
        more.clicked.connect(self.gallery_wanted)
        row = QHBoxLayout()
        row.addWidget(self._presets, 1)
        row.addWidget(more)
        return row

    def _show_preset(self, name: str) -> None:
        self._presets.setCurrentIndex(self._presets.findText(name))
        self._presets.setPlaceholderText(name or "your own")
        self._presets.setToolTip(f"{name or 'your own'}: pick another preset here")
