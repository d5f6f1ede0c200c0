"""Which loss is sent back: its kind, its place, and the right class of a read-out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.experiment.experiment import Experiment
from engine.experiment.loss_edits import (
    with_cross_entropy,
    with_label,
    with_squared_error,
    with_summed,
)
from gui.widgets.focus_wheel import FocusWheelChoice, FocusWheelNumber
from gui.widgets.panel import label

_ALONE = -1  # an undo step of its own
_KINDS = (("squared error", with_squared_error), ("cross-entropy", with_cross_entropy))


class LossChoice(QWidget):
    """Two choices and, for the cross-entropy, the label. It shows an experiment and asks for edits.

    Signals:
        edit_wanted: the change of the experiment, its name in the undo menu, its gesture.
    """

    edit_wanted = Signal(object, str, int)

    def __init__(self) -> None:
        super().__init__()
        self._experiment: Experiment | None = None
        self._kind = FocusWheelChoice(
            "loss", "½‖s − y‖², or the cross-entropy of a linear read-out V s + c"
        )
        self._place = FocusWheelChoice(
            "where the loss stands", "The loss at step t alone, or summed over the steps 1 … t"
        )
        self._label = FocusWheelNumber("label", "The right class of the read-out, counted from 0")
        self._classes = label("", "muted")
        self._kind.addItems([name for name, _change in _KINDS])
        self._place.addItems(["at t", "summed"])
        self._kind.activated.connect(self._choose_kind)
        self._place.activated.connect(self._choose_place)
        self._label.valueChanged.connect(self._choose_label)
        self._lay_out()

    def show_experiment(self, experiment: Experiment) -> None:
        """Show an experiment's loss."""
        self._experiment = experiment
        readout = experiment.readout
        self._kind.setCurrentIndex(int(readout is not None))
        self._place.setCurrentIndex(int(experiment.summed))
        self._answer.setVisible(readout is not None)
        if readout is not None:
            n = readout.V.shape[0]
            self._label.setMaximum(n - 1)
            self._label.setValue(readout.label)
            self._classes.setText(f"of {n} classes" if n > 1 else "of one class")

    def _choose_kind(self, index: int) -> None:
        experiment = self._experiment
        if experiment is not None and index != int(experiment.readout is not None):
            name, change = _KINDS[index]
            self.edit_wanted.emit(change, f"change to {name}", _ALONE)

    def _choose_place(self, index: int) -> None:
        summed = bool(index)
        if self._experiment is not None and summed != self._experiment.summed:
            text = "summing of the losses" if summed else "loss at t alone"
            self.edit_wanted.emit(lambda e: with_summed(e, summed), text, _ALONE)

    def _choose_label(self, value: int) -> None:
        """Ask for another label, but not when the box is only showing what already is."""
        readout = self._experiment.readout if self._experiment else None
        if readout is not None and value != readout.label:
            text = f"change of label to {value}"
            self.edit_wanted.emit(lambda e: with_label(e, value), text, _ALONE)

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(6)
        choices.addWidget(self._kind, 5)
        choices.addWidget(self._place, 3)
        self._answer = QWidget()
        answer = QHBoxLayout(self._answer)
        answer.setContentsMargins(0, 0, 0, 0)
        answer.addWidget(label("label", "muted"))
        answer.addWidget(self._label)
        answer.addWidget(self._classes)
        answer.addStretch(1)
        self._label.setFixedWidth(52)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(choices)
        column.addWidget(self._answer)
