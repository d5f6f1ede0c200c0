"""Number dialog: asks for one or two numbers and shows why an input is rejected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from engine.numbers import exact, trimmed
from gui.grid.text import parse_number
from gui.widgets.sections import line

_WIDTH = 380
_FIELD = (
    "QLineEdit { background: palette(base); border: 1px solid palette(mid); border-radius: 6px;"
    " padding: 4px 7px; } QLineEdit:focus { border-color: palette(highlight); }"
)
_LARGEST_WHOLE = 2**53  # the limit above which doubles skip whole numbers


class Field(NamedTuple):
    """Field of the dialog: a number's label and range."""

    name: str
    least: float = float("-inf")
    most: float = float("inf")
    whole: bool = False

    def read(self, text: str) -> float:
        """Return the number that was typed.

        Raises:
            ValueError: not a number, or out of range.
        """
        number = parse_number(text)
        if self.whole and (not number.is_integer() or abs(number) > _LARGEST_WHOLE):
            raise ValueError(f"{exact(number)} is not a whole number below 2⁵³")
        if not self.least <= number <= self.most:
            raise ValueError(f"{self.written(number)} is out of range; choose {self._range()}")
        return number

    def written(self, number: float) -> str:
        """Return the number as text: a whole one without a point."""
        return str(int(number)) if self.whole else exact(number)

    def _range(self) -> str:
        if self.most == float("inf"):
            return f"{trimmed(self.least)} or more"
        return f"{trimmed(self.least)} to {trimmed(self.most)}"


class NumberDialog(QDialog):
    """Dialog with one line for each field; Enter accepts, a rejected input stays for correction.

    Signals:
        answered: the numbers, in the order of the fields.
    """

    answered = Signal(object)

    def __init__(
        self,
        title: str,
        hint: str,
        fields: Sequence[Field],
        values: Sequence[float],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._column = QVBoxLayout(self)
        self._fields = fields
        self._lines = [
            QLineEdit(field.written(value)) for field, value in zip(fields, values, strict=True)
        ]
        self._refusal = line("notice")
        self._refusal.setAccessibleName("why it is not taken")
        self._refusal.setContentsMargins(8, 5, 8, 5)
        self._refusal.hide()
        self._lay_out(hint)
        self._fit()
        self._lines[0].setFocus()
        self._lines[0].selectAll()

    def accept(self) -> None:
        """Emit the numbers, or show which one is rejected and why."""
        numbers = []
        for field, box in zip(self._fields, self._lines, strict=True):
            try:
                numbers.append(field.read(box.text()))
            except ValueError as error:
                self._refuse(f"{field.name}: {error}", box)
                return
        super().accept()
        self.answered.emit(numbers)

    def _refuse(self, reason: str, box: QLineEdit) -> None:
        self._refusal.setText(reason)
        self._refusal.setAccessibleDescription(reason)
        self._refusal.show()
        self._fit()
        box.setFocus()
        box.selectAll()

    def _fit(self) -> None:
        """Set the height that the wrapped texts need, which Qt does not do by itself."""
        self.setFixedSize(_WIDTH, self._column.totalHeightForWidth(_WIDTH))

    def _lay_out(self, hint: str) -> None:
        column, form = self._column, QFormLayout()
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        for field, box in zip(self._fields, self._lines, strict=True):
            box.setAccessibleName(field.name)
            box.setStyleSheet(_FIELD)
            name = QLabel(field.name)
            name.setBuddy(box)
            form.addRow(name, box)
        words = line("muted")
        words.setText(hint)
        words.setVisible(bool(hint))
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        for button in buttons.buttons():
            button.setIcon(QIcon())
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        for part in (words, self._refusal, buttons):
            column.addWidget(part)
        column.insertLayout(0, form)
