"""The cliff of Pascanu, Mikolov and Bengio: one unit's loss, with and without clipping."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.numbers import short
from engine.studies.cliff import Surface, gradient, path, surface
from engine.studies.descent import Rule
from gui.background import Background, Report
from gui.panels.descent.controls import RuleControls
from gui.panels.descent.loss_surface import LossSurface
from gui.theme import LIGHT, Theme
from gui.widgets.sections import line

Array = NDArray[np.float64]

_W, _B = (3.0, 7.0), (-4.0, -1.0)
_COLUMNS, _ROWS = 240, 180
_FLOOR = 1e-5
_START = (5.5, -2.0)
_RULE = Rule(0.5, 0.1)
_STEPS = 60
_FREE, _CLIPPED = "text", "accent"


@dataclass(frozen=True, eq=False)
class _Descents:
    free: Array
    clipped: Array
    surface: Surface


@dataclass(frozen=True)
class CliffChoices:
    """What the reader has chosen, and the picture of it; None while that is computed."""

    start: tuple[float, float]
    rule: Rule
    found: _Descents | None


class CliffSection(QWidget):
    """The surface with two descents from one start, and what became of them."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._start = _START
        self._found: _Descents | None = None
        self._surface = LossSurface()
        self._controls = RuleControls("cliff", _RULE, optional=False)
        self._legend, self._outcome = line("muted"), line("")
        self._background = Background(self)
        self._background.done.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        for widget in (self._surface, self._legend, self._controls, self._outcome):
            column.addWidget(widget)
        self._surface.start_chosen.connect(self._start_at)
        self._controls.changed.connect(self._compute)

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._theme = theme
        self._surface.set_theme(theme)
        self._legend.setText(
            f'<span style="color:{getattr(theme, _FREE)}">●</span> unclipped &nbsp;'
            f'<span style="color:{getattr(theme, _CLIPPED)}">●</span> clipped &nbsp;'
            "○ start"
        )

    def stop(self) -> None:
        """End what is being computed."""
        self._background.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Compute the picture when it is first seen."""
        super().showEvent(event)
        if self._found is None:
            self._compute()

    @property
    def choices(self) -> CliffChoices:
        """The start, the rule, and the descents found with them."""
        return CliffChoices(self._start, self._controls.rule, self._found)

    def choose(self, choices: CliffChoices) -> None:
        """Show the descents that another view has found, or find them with the same choices."""
        self._start = choices.start
        if self._controls.rule != choices.rule:
            self._controls.set_rule(choices.rule)
        if choices.found is not None:
            self._background.cancel()
            self._show(choices.found)

    def _start_at(self, w: float, b: float) -> None:
        self._start = (w, b)
        self._compute()

    def _compute(self) -> None:
        start, rule, found = self._start, self._controls.rule, self._found

        def work(report: Report) -> _Descents:
            grid = found.surface if found else _grid()
            free = path(*start, Rule(rule.eta), _STEPS)
            report(1, 2)
            return _Descents(free, path(*start, rule, _STEPS), grid)

        self._background.run(work)

    def _show(self, descents: _Descents) -> None:
        if self._found is None:
            self._surface.show_surface(descents.surface, _FLOOR)
        self._found = descents
        self._surface.show_paths([(descents.free, _FREE), (descents.clipped, _CLIPPED)])
        words = (
            f"In {_STEPS} steps the descent {_fate(descents.free)}. With the gradient clipped at "
            f"θ = {short(self._controls.rule.theta or 0.0)} it {_fate(descents.clipped)}."
        )
        self._outcome.setText(words)
        self._surface.setAccessibleDescription(words)


def _grid() -> Surface:
    return surface(np.linspace(*_W, _COLUMNS), np.linspace(*_B, _ROWS))


def _fate(points: Array) -> str:
    """Say where a descent went."""
    if len(points) <= _STEPS:
        return f"leaves the range of a double after {len(points) - 1}"
    w, b = float(points[-1, 0]), float(points[-1, 1])
    inside = _W[0] <= w <= _W[1] and _B[0] <= b <= _B[1]
    where = "ends at" if inside else "is thrown out of the picture, to"
    return f"{where} w = {short(w)}, b = {short(b)} with E = {short(gradient(w, b)[0])}"
