"""The controls of a descent: η, clipping at θ, and buttons to step, run and stop."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.studies.descent import Rule
from gui.panels.descent.log_spinbox import LogSpinBox

_ETA_TIP = "How far to go: the gradient is multiplied by η (↑ ↓ when focused)"
_THETA_TIP = "A gradient longer than θ is cut to the length θ (↑ ↓ when focused)"
_CLIP_TIP = "Cut a gradient that is longer than θ, keeping its direction (Space when focused)"


class RuleControls(QWidget):
    """η and θ in one row; where clipping is optional, a box to choose it.

    Signals:
        changed: the reader chose another rule.
    """

    changed = Signal()

    def __init__(self, subject: str, rule: Rule, optional: bool = True) -> None:
        super().__init__()
        self._eta = LogSpinBox(f"{subject}, learning rate η", _ETA_TIP, rule.eta)
        self._theta = LogSpinBox(f"{subject}, threshold θ", _THETA_TIP, rule.theta or 1.0)
        self._clip = QCheckBox("clip at θ")
        self._clip.setAccessibleName(f"{subject}, clip the gradient")
        self._clip.setToolTip(_CLIP_TIP)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(QLabel("η"))
        row.addWidget(self._eta, 1)
        row.addSpacing(4)
        row.addWidget(self._clip if optional else QLabel("clip at θ"))
        row.addWidget(self._theta, 1)
        self.set_rule(rule)
        self._eta.valueChanged.connect(self.changed)
        self._theta.valueChanged.connect(self.changed)
        self._clip.toggled.connect(self._theta.setEnabled)
        self._clip.toggled.connect(self.changed)

    @property
    def rule(self) -> Rule:
        """What is set now."""
        return Rule(self._eta.value(), self._theta.value() if self._clip.isChecked() else None)

    def set_rule(self, rule: Rule) -> None:
        """Put another rule in."""
        self._eta.setValue(rule.eta)
        self._clip.setChecked(rule.theta is not None)
        self._theta.setEnabled(rule.theta is not None)
        if rule.theta is not None:
            self._theta.setValue(rule.theta)


class DescentButtons(QWidget):
    """Step, Run and Stop.

    Signals:
        step, run, stop: the reader pressed that button.
    """

    step = Signal()
    run = Signal()
    stop = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._buttons = {
            "Step": _button("Step", "Make one step, as an edit of W that can be undone"),
            "Run": _button("Run", "Make step after step until stopped; one undo takes all back"),
            "Stop": _button("Stop", "Stop at once"),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(6)
        for name, signal in (("Step", self.step), ("Run", self.run), ("Stop", self.stop)):
            self._buttons[name].clicked.connect(signal)
            row.addWidget(self._buttons[name], 1)
        self.show_running(False)

    def show_running(self, running: bool) -> None:
        """Let be pressed what makes sense, and keep the keyboard on a button that does."""
        focused = any(button.hasFocus() for button in self._buttons.values())
        for name, button in self._buttons.items():
            button.setEnabled(running == (name == "Stop"))
        if focused:
            self._buttons["Stop" if running else "Run"].setFocus()


class Choices(QWidget):
    """Buttons one below the other.

    Signals:
        chosen: the index of the button pressed.
    """

    chosen = Signal(int)

    def __init__(self, texts: list[str], tip: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(5)
        for i, text in enumerate(texts):
            button = _button(text, tip)
            button.clicked.connect(lambda _checked, index=i: self.chosen.emit(index))
            column.addWidget(button)


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(text)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    return button
