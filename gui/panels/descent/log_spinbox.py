"""A field for a positive number of any magnitude, such as a learning rate."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox

from engine.numbers import MINUS

_LEAST, _MOST = 1e-9, 1e9
_ALLOWED = set("0123456789.eE+-" + MINUS)
_SERIES = (1.0, 2.0, 5.0)


class LogSpinBox(QDoubleSpinBox):
    """Any number can be typed; the arrow keys go through 0.1, 0.2, 0.5, 1, 2, 5, …"""

    def __init__(self, name: str, tip: str, value: float) -> None:
        super().__init__()
        self.setDecimals(18)
        self.setRange(_LEAST, _MOST)
        self.setKeyboardTracking(False)
        self.setAccelerated(True)
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(56)
        self.setValue(value)

    def textFromValue(self, value: float) -> str:
        """Write up to six digits: 0.05, 1e-7."""
        mantissa, _, exponent = f"{value:.6g}".partition("e")
        return f"{mantissa}e{int(exponent)}" if exponent else mantissa

    def valueFromText(self, text: str) -> float:
        """Read any way of writing a number; the present value where it is none."""
        value = _number(text)
        return self.value() if value is None else value

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Let through what is, or can become, a number in range."""
        value = _number(text)
        if value is not None and _LEAST <= value <= _MOST:
            return QValidator.State.Acceptable, text, position
        possible = set(text) <= _ALLOWED
        state = QValidator.State.Intermediate if possible else QValidator.State.Invalid
        return state, text, position

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page that scrolls, unless the field has the keyboard."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def stepBy(self, steps: int) -> None:
        """Go to the next of 1, 2, 5 times a power of ten, or several further."""
        value = self.value()
        for _ in range(abs(steps)):
            value = _next(value) if steps > 0 else 1.0 / _next(1.0 / value)
        self.setValue(float(f"{value:.6g}"))
        self.selectAll()


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(MINUS, "-"))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _next(value: float) -> float:
    """Return the least of 1, 2, 5 times a power of ten that is above `value`.

    The series is its own reciprocal, so going down is going up with 1/value.
    """
    decade = 10.0 ** math.floor(math.log10(value) + 1e-9)
    return next((n * decade for n in _SERIES if n * decade > value * (1 + 1e-9)), 10 * decade)
