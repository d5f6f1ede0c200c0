"""Open dialog of foreign weights: layer, activation and transposition."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.cells.activations import ACTIVATIONS, TANH
from engine.experiment.edits import with_activation
from engine.experiment.experiment import Experiment
from engine.files.weights.layer_choice import read_layer
from engine.files.weights.survey import Layer, Survey
from engine.files.weights.survey_types import split_name
from gui.background import Background
from gui.opening.open_dialog_base import OpenDialogBase
from gui.opening.tensor_table import TensorTable
from gui.opening.weights_picture import Figures, WeightsPicture
from gui.theme import Theme
from gui.widgets.focus_wheel import FocusWheelChoice
from gui.widgets.panel import label

_MANY_UNITS = 256
_LONGEST = 48
_LAYER_TIP = "Which recurrent layer of the file to open (↑ ↓ when focused)"
_ACTIVATION_TIP = "The activation σ; a file of weights seldom says it (↑ ↓ when focused)"
_TRANSPOSE_TIP = (
    "On where the file multiplies rows by matrices, x K + s R: then W = Rᵀ and U = Kᵀ "
    "(Space when focused)"
)


class WeightsSheet(OpenDialogBase):
    """Dialog with layer, activation and transposition on the left, a preview on the right.

    Signals:
        chosen: the Experiment to open.
    """

    chosen = Signal(object)

    def __init__(
        self,
        survey: Survey,
        reading: Background,
        measuring: Background,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__("Open weights", survey.path, theme, parent)
        self._survey, self._reading, self._measuring = survey, reading, measuring
        self._experiment: Experiment | None = None
        self._measured: dict[Layer, Figures] = {}
        self._awaited: Layer | None = None
        self._layers = FocusWheelChoice("layer", _LAYER_TIP)
        self._activations = FocusWheelChoice("activation", _ACTIVATION_TIP)
        self._transpose = QCheckBox("Transpose: the file multiplies rows by matrices")
        self._transpose.setAccessibleName("transpose W and U")
        self._transpose.setToolTip(_TRANSPOSE_TIP)
        self._convention = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._table, self._picture = TensorTable(survey.tensors), WeightsPicture()
        for layer in survey.layers:
            self._layers.addItem(_shortened(layer.label or layer.W), layer)
        self._activations.addItems(list(ACTIVATIONS))
        self._fill()
        self.set_theme(theme)
        self._wire()
        self._choose_layer()

    @property
    def layer(self) -> Layer:
        """The layer chosen."""
        return cast(Layer, self._layers.currentData())

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        super().set_theme(theme)
        self._table.set_theme(theme)
        self._picture.set_theme(theme)

    def done(self, result: int) -> None:
        """Cancel running work; emit `chosen` if the dialog was accepted."""
        self._reading.cancel()
        self._measuring.cancel()
        if result and self._experiment is not None:
            self.chosen.emit(self._named(self._experiment))
        super().done(result)

    def _choose_layer(self) -> None:
        layer = self.layer
        self._convention.setText(_sentence(layer))
        self._activations.setCurrentText(layer.activation or TANH.name)
        self._transpose.setChecked(layer.transposed)
        self._table.show_taken(_taken(layer))
        self._picture.show_figures(self._measured.get(layer))
        self._read()

    def _read(self) -> None:
        self._experiment = None
        self.wait()
        path, layer, transposed = self._survey.path, self.layer, self._transpose.isChecked()
        self._reading.run(lambda _report: read_layer(path, layer, transposed))

    def _show(self, experiment: Experiment) -> None:
        self._experiment = experiment
        d = experiment.network.d
        slow = f"With {d} units some pictures take longer to draw." if d > _MANY_UNITS else ""
        self.show_hint(slow)
        mark = "ᵀ" if self._transpose.isChecked() else ""
        self._picture.show_experiment(experiment, f"W = {split_name(self.layer.W)[1]}{mark}")
        self._measure(self.layer, experiment)

    def show_failure(self, error: Exception) -> None:
        """Show why the layer cannot be read, with an empty preview."""
        super().show_failure(error)
        self._picture.show_nothing()

    def _measure(self, layer: Layer, experiment: Experiment) -> None:
        """Compute λ and ρ once a layer: transposing changes neither."""
        if not Figures.are_quick(experiment.network):
            self._picture.put_figures_off()
        elif layer not in self._measured and layer != self._awaited:
            self._awaited = layer
            self._measuring.run(lambda _report: (layer, Figures.of(experiment.network)))

    def _show_figures(self, answer: tuple[Layer, Figures]) -> None:
        layer, figures = answer
        self._measured[layer] = figures
        self._awaited = None
        self._picture.show_figures(self._measured.get(self.layer))

    def _named(self, experiment: Experiment) -> Experiment:
        name = f"{experiment.name}, {self.layer.label}" if self.layer.label else experiment.name
        activation = ACTIVATIONS[self._activations.currentText()]
        return with_activation(replace(experiment, name=name), activation)

    def _wire(self) -> None:
        self._reading.done.connect(self._show)
        self._reading.failed.connect(self.show_failure)
        self._measuring.done.connect(self._show_figures)
        self._layers.currentIndexChanged.connect(self._choose_layer)
        self._transpose.clicked.connect(self._read)

    def _fill(self) -> None:
        controls = QFormLayout()
        controls.setHorizontalSpacing(12)
        controls.addRow(label("Layer", "muted"), self._layers)
        controls.addRow(label("Activation", "muted"), self._activations)
        controls.addRow(QLabel(), self._transpose)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addLayout(controls)
        left.addWidget(self._convention)
        left.addWidget(self._table, 1)
        both = QHBoxLayout()
        both.setSpacing(18)
        both.addLayout(left, 1)
        both.addWidget(self._picture)
        self._picture.setFixedWidth(320)
        self.body.addLayout(both)
        self.resize(880, 560)
        self.put_first(self._layers, self._activations, self._transpose, self._table)


def _shortened(name: str) -> str:
    """Return a long name elided in the middle: a combo box would cut off its end."""
    kept = (_LONGEST - 1) // 2
    return name if len(name) <= _LONGEST else f"{name[:kept]}…{name[-kept:]}"


def _sentence(layer: Layer) -> str:
    """Return a sentence about the naming convention and the parts missing in the file."""
    parts = [layer.note] if layer.note else []
    parts += [] if layer.U else ["there are no input weights, so U = I"]
    parts += [] if layer.biases else ["there is no bias, so b = 0"]
    whose = "Plain names" if layer.convention == "plain" else f"As {layer.convention} saves it"
    return f"{whose}: {'; '.join(parts)}." if parts else f"{whose}."


def _taken(layer: Layer) -> dict[str, str]:
    """Return the role of each tensor, by name."""
    bias = "b" if len(layer.biases) == 1 else "b, added"
    named = {layer.W: "W", layer.U: "U", layer.s0: "s₀", layer.x: "x"}
    taken = {name: symbol for name, symbol in named.items() if name is not None}
    return taken | dict.fromkeys(layer.biases, bias)
