"""The calculus behind γ: where the units stand on σ', and why its top is where it is."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy

from engine.errors import InputError
from engine.numbers import short, trimmed
from engine.playhead import Playhead
from engine.studies.calculus import PARABOLA, READY, Function, typed, working
from engine.studies.polynomial_text import LARGEST_DEGREE
from engine.studies.study import Study
from gui.formula.loader import FormulaLoader
from gui.panels.calculus.function_plot import FunctionPlot
from gui.panels.calculus.slope_plot import SlopePlot
from gui.theme import Theme
from gui.widgets.no_break import without_breaks
from gui.widgets.panel import Panel
from gui.widgets.sections import Sections

_MOST_LINES = LARGEST_DEGREE  # one to set f' to zero, then one for each of its roots at most
_TIP = (
    "Choose a function, or type a polynomial such as x^3 - 3x and press Enter: "
    "numbers, + - * / ^ ( ) and one letter of x, s, a"
)
_LEVEL = (
    "Where f′ = 0 the curve is level. If f″ > 0 there it bends upwards, so the point is a "
    "minimum; if f″ < 0 it is a maximum. γ is found in this way: it is the maximum of σ′."
)


class CalculusPanel(Panel):
    """σ' of this network with the present units on it, and stationary points of any polynomial."""

    def __init__(self) -> None:
        super().__init__("calculus", "Calculus", margins=(0, 4))
        self.setObjectName("plain")
        self.title.hide()
        self._sections = Sections()
        self._slope_plot, self._plot = SlopePlot(), FunctionPlot()
        self._choice = self._make_choice()
        self._queue = FormulaLoader(self)
        self._fill_slopes()
        self._fill_calculus()
        self.body.addWidget(self._sections, 1)
        self.show_function(PARABOLA)

    @property
    def choices(self) -> object:
        """The function, and the text in its box."""
        return self._function, self._choice.currentText()

    def choose(self, choices: object) -> None:
        """Show a function."""
        function, text = cast("tuple[Function, str]", choices)
        self._choice.setCurrentText(text)
        self.show_function(function)

    def show_function(self, function: Function) -> None:
        """Show a function, its derivatives and how its stationary points are found."""
        self._function = function
        self._plot.show_function(function)
        self._refusal.hide()
        x = function.letter
        heads = (rf"f({x}) = ", rf"f'({x}) = ", rf"f''({x}) = ")
        orders = [head + latex for head, latex in zip(heads, function.latex, strict=True)]
        lines = working(function)
        for formula in self._lines[len(lines) :]:
            formula.hide()
        self._queue.show(list(zip([*self._orders, *self._lines], [*orders, *lines], strict=False)))
        self._meaning.setText(without_breaks(function.note or _LEVEL))

    def study_changed(self, study: Study) -> None:
        """Draw σ' of the present activation."""
        sigma = study.experiment.network.activation
        self._slope_plot.show_activation(sigma)
        self._formula.set_template(rf"\sigma'(a) = {sigma.slope_latex},\quad s = {sigma.latex}(a)")
        self._gamma.setText(f"γ = sup |σ′| = {trimmed(sigma.gamma, 10)} at {sigma.attained_at}")

    def step_changed(self, study: Study, playhead: Playhead) -> None:
        """Put this step's units on the curve."""
        a, slopes = study.trace.run.a[playhead.j - 1], study.trace.chain.slopes[playhead.j - 1]
        saturated = self._slope_plot.show_units(a, slopes)
        least, most = short(float(slopes.min())), short(float(slopes.max()))
        spread = f"σ′ = {least}" if len(slopes) == 1 else f"σ′ from {least} to {most}"
        text = f"step {playhead.j}: {spread}; {saturated} of {len(a)} saturated (below 0.1γ)"
        self._units.setText(text)
        self._slope_plot.setAccessibleDescription(text)

    def theme_changed(self, theme: Theme) -> None:
        """Recolour the refusal."""
        self._refusal.setStyleSheet(f"color: {theme.warm}")

    def stop(self) -> None:
        """Set no more formulas."""
        self._queue.stop()

    def _make_choice(self) -> QComboBox:
        choice = QComboBox()
        line = QLineEdit()
        choice.setLineEdit(line)
        choice.setCompleter(None)  # type: ignore[arg-type]  # which Qt takes: complete nothing
        choice.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        choice.addItems([function.name for function in READY])
        choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        choice.setAccessibleName("function f: choose one or type a polynomial")
        choice.setToolTip(_TIP)
        choice.activated.connect(lambda i: self.show_function(READY[i]))
        line.returnPressed.connect(self._typed)
        return choice

    def _typed(self) -> None:
        text = self._choice.currentText()
        ready = next((f for f in READY if f.name == text.strip()), None)
        try:
            self.show_function(ready or typed(text))
        except InputError as error:
            self._refusal.setText(str(error))
            self._refusal.show()

    def _fill_slopes(self) -> None:
        add = self._sections
        add.section("Where the units stand on σ′")
        self._formula = add.formula(r"\sigma'(a) = 1-s^2,\quad s = \tanh(a)", 15)
        add.add(self._slope_plot)
        self._gamma = add.line()
        self._units = add.line("muted")

    def _fill_calculus(self) -> None:
        add = self._sections
        add.section("How an extremum is found")
        add.add(self._choice)
        self._refusal = add.line("")
        self._refusal.hide()
        add.add(self._plot)
        self._orders = [add.formula("f", 15) for _ in range(3)]
        self._lines = [add.formula("f", 14) for _ in range(_MOST_LINES)]
        for formula in self._lines:
            formula.hide()
        self._meaning = add.meaning()
