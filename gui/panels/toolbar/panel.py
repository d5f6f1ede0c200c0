"""The toolbar: files, undo, the experiment's few choices, and the verdict at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QSpinBox, QToolButton

from engine.cells.activations import ACTIVATIONS
from engine.chain.norms import NORMS
from engine.files.limits import STEPS, UNITS
from engine.studies.study import Study
from gui.panels.toolbar.verdict_pill import VerdictPill
from gui.theme import Theme
from gui.view import View
from gui.widgets.icons import icon
from gui.widgets.panel import Panel, label

_NORM_SIGNS = {"2": "‖·‖₂", "F": "‖·‖_F", "1": "‖·‖₁", "∞": "‖·‖_∞"}


class Toolbar(Panel):
    """One row of controls that show the study's choices and ask for others.

    Signals:
        activation_chosen, norm_chosen: by name.
        number_chosen: d, T or t, and its new value.
    """

    activation_chosen = Signal(str)
    norm_chosen = Signal(str)
    number_chosen = Signal(str, int)

    def __init__(self, files: list[QAction], export: QMenu, edits: list[QAction]) -> None:
        super().__init__("", "Toolbar", margins=(12, 4))
        self.setObjectName("toolbar")
        self.title.hide()
        self._edits = dict(zip(("undo", "redo"), edits, strict=True))
        self._activation, self._norm = QComboBox(), QComboBox()
        self._numbers = {
            "d": self._number("d", UNITS, "Units d"),
            "T": self._number("T", STEPS, "Steps T"),
            "t": self._number("t", STEPS, "Step t at which the loss stands"),
        }
        self._pill = VerdictPill()
        self._fill_choices()
        self._lay_out(files, export)

    def study_changed(self, study: Study) -> None:
        """Show the study's choices and its verdict."""
        experiment = study.experiment
        self._activation.setCurrentText(experiment.network.activation.name)
        self._norm.setCurrentIndex(list(NORMS).index(study.trace.norm.name))
        present = {"d": experiment.network.d, "T": experiment.T, "t": experiment.t}
        most = {"d": UNITS, "T": STEPS, "t": experiment.T}
        for name, box in self._numbers.items():
            _show_number(box, present[name], most[name])
        self._pill.show_verdict(study.verdict)

    def view_changed(self, view: View, before: View | None) -> None:
        """Keep the verdict back while it is to be predicted."""
        super().view_changed(view, before)
        if before is None or view.veiled is not before.veiled:
            self._pill.setVisible(not view.veiled)

    def theme_changed(self, theme: Theme) -> None:
        """Recolour the icons."""
        for name, action in self._edits.items():
            action.setIcon(icon(name, theme.text))

    def _number(self, name: str, most: int, meaning: str) -> QSpinBox:
        box = QSpinBox(minimum=1, maximum=most)
        box.setKeyboardTracking(False)
        box.setToolTip(f"{meaning} (↑ ↓ when focused)")
        box.setAccessibleName(meaning)
        box.setFixedWidth(52)
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.valueChanged.connect(lambda value: self._number_changed(name, value))
        return box

    def _number_changed(self, name: str, value: int) -> None:
        """Ask for a change, but not when the box is only showing what already is."""
        if self.study is None:
            return
        experiment = self.study.experiment
        present = {"d": experiment.network.d, "T": experiment.T, "t": experiment.t}
        if value != present[name]:
            self.number_chosen.emit(name, value)

    def _fill_choices(self) -> None:
        self._activation.addItems(list(ACTIVATIONS))
        self._activation.setToolTip("Activation σ")
        self._activation.setAccessibleName("activation")
        self._activation.activated.connect(
            lambda i: self.activation_chosen.emit(self._activation.itemText(i))
        )
        for norm in NORMS.values():
            self._norm.addItem(f"{norm.label} {_NORM_SIGNS[norm.symbol]}", norm.name)
        self._norm.setToolTip("Matrix norm of λ, the factors and the product")
        self._norm.setAccessibleName("norm")
        self._norm.activated.connect(lambda i: self.norm_chosen.emit(self._norm.itemData(i)))

    def _lay_out(self, files: list[QAction], export: QMenu) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        for action in files:
            row.addWidget(_button(action))
        row.addWidget(_button(export.menuAction(), export))
        row.addSpacing(6)
        for action in self._edits.values():
            row.addWidget(_button(action))
        row.addSpacing(6)
        for text, box in (
            ("σ", self._activation),
            ("d", self._numbers["d"]),
            ("T", self._numbers["T"]),
            ("t", self._numbers["t"]),
            ("Norm", self._norm),
        ):
            name = label(text, "muted")
            name.setToolTip(box.toolTip())
            row.addWidget(name)
            row.addWidget(box)
        row.addStretch(1)
        row.addWidget(self._pill)
        self.body.addLayout(row)


def _show_number(box: QSpinBox, value: int, most: int) -> None:
    """Show a number; a box that shows it already is not painted again."""
    if (box.value(), box.maximum()) == (value, most):
        return
    # never clipped on the way, which the box would tell as if the reader had chosen it
    box.setMaximum(max(most, box.value()))
    box.setValue(value)
    box.setMaximum(most)


def _button(action: QAction, menu: QMenu | None = None) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setMinimumHeight(30)
    if menu is not None:
        button.setMenu(menu)
        button.setText("Export…")
        button.setToolTip("Export a picture of what is shown")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return button
