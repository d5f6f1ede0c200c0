"""The questions of the export dialog."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from engine.numbers import trimmed
from gui.export.export_options import (
    ANIMATION,
    AS_SHOWN,
    DATA,
    FORMATS,
    LARGEST,
    OF_A_PLOT,
    PACES,
    RATES,
    SCALES,
    SIZES,
    SMALLEST,
    THEMES,
    ExportOptions,
    formats,
)
from gui.widgets.panel import label

_OWN = "width × height"
_WAYS = {False: "from the loss back to s₀", True: "forward to the loss, then back"}


class ExportOptionsForm(QWidget):
    """Asks what to export and how; what does not matter for a format is not asked.

    Args:
        names: what there is to export, by name.
        has_plot: whether there is a plot of it that can be drawn on paper, and data behind it.
        choice: what to begin with.

    Signals:
        changed: the ExportOptions as it now is.
    """

    changed = Signal(object)

    def __init__(
        self, names: Mapping[str, str], has_plot: Callable[[str], object], choice: ExportOptions
    ) -> None:
        super().__init__()
        self._has_plot = has_plot
        self.what = _box("what to export", names)
        self.format = _box("file format", {name: FORMATS[name].name for name in formats()})
        self.theme = _box("theme", {name: name.capitalize() for name in THEMES})
        self.extent = _box("size", {name: name.capitalize() for name in (*SIZES, _OWN)})
        self.wide, self.high = _side("width"), _side("height")
        self.scale = _box("scale", {n: f"{n}×" for n in SCALES})
        self.svg_text = QCheckBox("as text, which needs the font Inter")
        self.svg_text.setAccessibleName("text as text")
        self.way = _box("way", _WAYS)
        self.rate = _box("frames per second", {n: str(n) for n in RATES})
        self.pace = _box("seconds per step", {s: trimmed(s) for s in PACES})
        self.name = QLineEdit()
        self.name.setAccessibleName("file name")
        self._lay_out()
        self._put(choice)
        self._listen()
        self._adapt()

    @property
    def choice(self) -> ExportOptions:
        """What is chosen."""
        sized = self.extent.currentData() != AS_SHOWN
        return ExportOptions(
            what=self.what.currentData(),
            format=self.format.currentData(),
            theme=self.theme.currentData(),
            width=self.wide.value() if sized else 0,
            height=self.high.value() if sized else 0,
            scale=self.scale.currentData(),
            svg_text=self.svg_text.isChecked(),
            rate=self.rate.currentData(),
            pace=self.pace.currentData(),
            forward=self.way.currentData(),
        )

    @property
    def file_name(self) -> str:
        """The name of the file, with its suffix."""
        name = self.name.text().strip() or self.choice.what
        suffix = self.choice.kind.suffix
        return name if name.endswith(suffix) else name + suffix

    def _put(self, choice: ExportOptions) -> None:
        for box, value in (
            (self.what, choice.what),
            (self.format, choice.format),
            (self.theme, choice.theme),
            (self.scale, choice.scale),
            (self.rate, choice.rate),
            (self.pace, choice.pace),
            (self.way, choice.forward),
        ):
            box.setCurrentIndex(max(box.findData(value), 0))
        self.svg_text.setChecked(choice.svg_text)
        sides = choice.size or (0, 0)
        preset = next((name for name, size in SIZES.items() if size == sides), _OWN)
        self.extent.setCurrentIndex(self.extent.findData(preset))
        self._put_sides(sides if choice.size else SIZES["16:9 slide, 1280 × 720"])

    def _put_sides(self, sides: tuple[int, int]) -> None:
        self.wide.setValue(sides[0])
        self.high.setValue(sides[1])

    def _listen(self) -> None:
        self.extent.currentIndexChanged.connect(self._preset)
        for box in (self.what, self.format, self.theme, self.scale, self.way, self.rate, self.pace):
            box.currentIndexChanged.connect(self._changed)
        self.extent.currentIndexChanged.connect(self._changed)
        self.svg_text.toggled.connect(self._changed)
        for side in (self.wide, self.high):
            side.valueChanged.connect(self._changed)

    def _preset(self) -> None:
        """Write a preset's sides where they can be seen."""
        sides = SIZES.get(self.extent.currentData(), (0, 0))
        if all(sides):
            self._put_sides(sides)

    def _changed(self) -> None:
        self._adapt()
        self.changed.emit(self.choice)

    def _adapt(self) -> None:
        """Ask what matters for this format; offer figures and data only where there is a plot."""
        has_plot = bool(self._has_plot(self.what.currentData()))
        _offer(self.format, lambda name: has_plot or FORMATS[name].holds not in OF_A_PLOT)
        kind = self.choice.kind
        drawn, moving = kind.holds != DATA, kind.holds == ANIMATION
        rows = self.layout()
        if not isinstance(rows, QFormLayout):
            return
        for field in (self.theme, self.extent):
            rows.setRowVisible(field, drawn)
        own = self.extent.currentData() == _OWN
        rows.setRowVisible(self._sides, drawn and own)
        rows.setRowVisible(self.scale, self.format.currentData() == "png")
        rows.setRowVisible(self.svg_text, self.format.currentData() == "svg")
        for field in (self.way, self.rate, self.pace):
            rows.setRowVisible(field, moving)
        if not self.name.isModified():
            self.name.setText(self.choice.what + kind.suffix)

    def _lay_out(self) -> None:
        rows = QFormLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._sides = QWidget()
        sides = QHBoxLayout(self._sides)
        sides.setContentsMargins(0, 0, 0, 0)
        for widget in (self.wide, label("×", "muted"), self.high):
            sides.addWidget(widget)
        sides.addStretch(1)
        for name, field in (
            ("What", self.what),
            ("Format", self.format),
            ("Theme", self.theme),
            ("Size", self.extent),
            ("Pixels", self._sides),
            ("Scale", self.scale),
            ("Text", self.svg_text),
            ("Way", self.way),
            ("Frames per second", self.rate),
            ("Seconds per step", self.pace),
            ("File name", self.name),
        ):
            rows.addRow(name, field)


def _box(name: str, items: Mapping[Any, str]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for value, text in items.items():
        box.addItem(text, value)
    return box


def _side(name: str) -> QSpinBox:
    box = QSpinBox()
    box.setAccessibleName(f"{name} in pixels")
    box.setRange(SMALLEST, LARGEST)
    box.setKeyboardTracking(False)
    return box


def _offer(box: QComboBox, allowed: Callable[[Any], bool]) -> None:
    """Grey out what cannot be had, and leave it if it was chosen."""
    model = box.model()
    if isinstance(model, QStandardItemModel):
        for i in range(box.count()):
            model.item(i).setEnabled(allowed(box.itemData(i)))
    if not allowed(box.currentData()):
        box.setCurrentIndex(0)
