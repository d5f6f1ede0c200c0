"""The λ slider: rescales W, with the critical value 1/γ marked."""

from __future__ import annotations

import sys

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from engine.numbers import short, trimmed
from engine.studies.study import Study
from gui.widgets.marked_slider import MarkedSlider
from gui.widgets.panel import Panel, label

_TICKS = 3000
_NORM_SIGN = {"2": "₂", "1": "₁", "F": " (Frobenius)", "∞": "∞"}


class ScalePanel(Panel):
    """One slider from 0 to three times the critical λ, or further when W is larger.

    Signals:
        scaled: the wanted λ, and the gesture it belongs to.
    """

    scaled = Signal(float, int)

    def __init__(self) -> None:
        super().__init__("", "Scale")
        self.setObjectName("plain")
        self.body.setSpacing(3)
        self._value = label("", "strong")
        self.head.addWidget(self._value)
        self._slider = MarkedSlider(label_height=16)
        self._slider.setRange(0, _TICKS)
        self._slider.setPageStep(_TICKS // 30)
        self._slider.setSingleStep(_TICKS // 300)
        self._slider.setAccessibleName("scale of W, λ")
        self._slider.setToolTip("Scale W so that λ has this value (← → when focused)")
        self._slider.moved.connect(self._moved)
        self._most, self._critical = 3.0, 1.0
        row = QHBoxLayout()
        row.addWidget(self._slider)
        self.body.addLayout(row)

    def study_changed(self, study: Study) -> None:
        """Show the present λ; the range stays while it serves."""
        lam, critical = study.trace.lam, 1.0 / study.trace.gamma
        if not self._slider.isSliderDown():
            self._fit_range(lam, critical)
        self.title.setText(f"Scale so that λ = ‖W‖{_NORM_SIGN[study.trace.norm.symbol]} is")
        self._value.setText(short(lam))
        self._slider.set_mark(round(critical / self._most * _TICKS), f"1/γ = {trimmed(critical)}")
        self._slider.set_ends("0", short(self._most, 2))
        self._slider.set_role("warm" if lam > critical else "cool")
        if not self._slider.isSliderDown():
            # before it is switched off, which makes a slider tell of a place it has yet to take
            self._slider.setValue(round(lam / self._most * _TICKS))
        # a disabled slider would drop the drag that is passing through 0
        self._slider.setEnabled(lam > 0 or self._slider.isSliderDown())

    def _fit_range(self, lam: float, critical: float) -> None:
        """Keep the range while λ is well inside it, and while it is not far too large."""
        fitting = min(max(3.0 * critical, _round_up(1.5 * lam)), sys.float_info.max)
        if critical != self._critical or lam > 0.9 * self._most or self._most > 4 * fitting:
            self._critical, self._most = critical, fitting

    def _moved(self, value: int, gesture: int) -> None:
        self.scaled.emit(value / _TICKS * self._most, gesture)


def _round_up(value: float) -> float:
    """Return the least of 1, 2, 3, 5 times a power of ten that is at least `value`."""
    scale = 1.0
    while scale * 10 < value:
        scale *= 10
    return next((n * scale for n in (1, 2, 3, 5, 10) if n * scale >= value), 10 * scale)
