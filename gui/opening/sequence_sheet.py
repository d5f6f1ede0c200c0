"""Open dialog of a sequence: the array and the columns to read as the inputs x."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from engine.arrays import Array
from engine.experiment.experiment import Experiment
from engine.files.number_text import is_number, parse_number
from engine.files.sequence import SequenceSurvey, read_sequence, with_sequence
from engine.numbers import short
from gui.background import Background
from gui.opening.column_table import ColumnTable
from gui.opening.inputs_picture import InputsPicture
from gui.opening.open_dialog_base import OpenDialogBase
from gui.opening.tensor_table import shape_text
from gui.theme import Theme
from gui.widgets.focus_wheel import FocusWheelChoice
from gui.widgets.panel import label

_FIRST_STEPS = 5
_ARRAY_TIP = "Which array of the file holds the sequence (↑ ↓ when focused)"


class SequenceSheet(OpenDialogBase):
    """Dialog with the choice of array, the choice of columns and a preview.

    Signals:
        chosen: the inputs x, (T, m).
    """

    chosen = Signal(object)

    def __init__(
        self,
        survey: SequenceSurvey,
        experiment: Experiment,
        reading: Background,
        looking: Background,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__("Open an input sequence", survey.path, theme, parent)
        self._survey, self._experiment = survey, experiment
        self._reading, self._looking = reading, looking
        self._x: Array | None = None
        self._arrays = FocusWheelChoice("array", _ARRAY_TIP)
        self._arrays.addItems([f"{a.name}, {shape_text(a.shape)}" for a in survey.arrays])
        self._columns, self._picture = ColumnTable(), InputsPicture(experiment.network.m)
        self._fill()
        self.set_theme(theme)
        self._wire()
        names = [array.name for array in survey.arrays]
        if survey.chosen in names:
            self._arrays.setCurrentIndex(names.index(survey.chosen))
        self._choose_array()

    @property
    def array(self) -> str | None:
        """The name of the array chosen; None for a table."""
        arrays = self._survey.arrays
        return arrays[self._arrays.currentIndex()].name if arrays else None

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        super().set_theme(theme)
        self._columns.set_theme(theme)
        self._picture.set_theme(theme)

    def done(self, result: int) -> None:
        """Cancel running work; emit `chosen` if the dialog was accepted."""
        self._reading.cancel()
        self._looking.cancel()
        if result and self._x is not None:
            self.chosen.emit(self._x)
        super().done(result)

    def _choose_array(self) -> None:
        table, m = self._survey.table, self._experiment.network.m
        if table is not None:
            usable = _numeric(table.first, len(table.columns))
            self._columns.show_columns(table.columns, usable[:m])
            self._columns.show_first([[_cell(cell) for cell in row] for row in table.first])
        else:
            width = (*self._survey.arrays[self._arrays.currentIndex()].shape, 1)[1]
            self._columns.show_columns([f"column {i + 1}" for i in range(width)], range(width)[:m])
            path, array = self._survey.path, self.array
            self._looking.run(lambda _report: read_sequence(path, array)[:_FIRST_STEPS])
        self._read()

    def _read(self) -> None:
        self._x = None
        self._reading.cancel()
        missing = self._missing()
        if missing:
            self.show_reason(missing)
            return
        self.wait()
        path, array, columns = self._survey.path, self.array, self._columns.chosen
        experiment = self._experiment
        self._reading.run(
            lambda _report: with_sequence(experiment, read_sequence(path, array, columns)).x
        )

    def _missing(self) -> str:
        """Return the message about a missing choice, or an empty text."""
        m, chosen = self._experiment.network.m, len(self._columns.chosen)
        if chosen == m:
            return ""
        inputs, columns = _count(m, "input"), _count(m, "column")
        return f"U reads {inputs}: choose {columns} in their order ({chosen} chosen)."

    def _show(self, x: Array) -> None:
        self._x = x
        self._picture.show_inputs(x)
        self.show_hint(f"{_count(len(x), 'step')} of {_count(x.shape[1], 'input')}.")

    def _show_first(self, rows: Array) -> None:
        self._columns.show_first([[short(float(value)) for value in row] for row in rows])

    def _wire(self) -> None:
        self._reading.done.connect(self._show)
        self._reading.failed.connect(self.show_failure)
        self._looking.done.connect(self._show_first)
        self._columns.changed.connect(self._read)
        self._arrays.currentIndexChanged.connect(self._choose_array)

    def _fill(self) -> None:
        if self._survey.arrays:
            form = QFormLayout()
            form.setHorizontalSpacing(12)
            form.addRow(label("Array", "muted"), self._arrays)
            self.body.addLayout(form)
        else:
            self._arrays.setParent(self)
            self._arrays.hide()
        self.body.setSpacing(10)
        self.body.addWidget(self._columns, 1)
        self.body.addWidget(self._picture)
        self.resize(720, 520)
        self.put_first(*([self._arrays] if self._survey.arrays else []), self._columns)


def _numeric(rows: tuple[tuple[str, ...], ...], width: int) -> list[int]:
    """Return the columns whose first cells are all numeric."""
    return [i for i in range(width) if all(i < len(row) and is_number(row[i]) for row in rows)]


def _cell(text: str) -> str:
    try:
        return short(parse_number(text))
    except ValueError:
        return text


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" + "s" * (number != 1)
