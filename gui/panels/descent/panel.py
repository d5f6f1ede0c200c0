"""Gradient descent on W: one step, where it lands, many steps, and the cliff."""

from __future__ import annotations

import math
from copy import copy
from dataclasses import dataclass
from typing import cast

import numpy as np
from PySide6.QtCore import Qt, Signal

from engine.chain.scaled import log10
from engine.numbers import power
from engine.studies.analyses import NextStep, StepAlongGradient
from engine.studies.demonstrations import DEMONSTRATIONS
from engine.studies.descent import Rule, Update
from engine.studies.descent_log import DescentLog
from engine.studies.study import Study
from gui.panels.descent.cliff_section import CliffChoices, CliffSection
from gui.panels.descent.controls import Choices, DescentButtons, RuleControls
from gui.panels.descent.descent_runner import DescentRunner
from gui.panels.descent.loss_along_gradient_plot import WORD_ROLES, LossAlongGradientPlot
from gui.plots.small_plot import StepPlot
from gui.theme import Theme
from gui.widgets.analysis_panel import AnalysisPanel
from gui.widgets.analyst import Analyses
from gui.widgets.panel import label
from gui.widgets.sections import Sections, line

_STEP = r"W \leftarrow W - \eta \, \partial L_{#{t}} \,/\, \partial W"
_STEP_SUM = r"W \leftarrow W - \eta \, \partial (L_1 + \ldots + L_{#{t}}) \,/\, \partial W"
_CLIP = r"g \leftarrow g \, \min(1, \, \theta \,/\, \Vert g \Vert)"
_MEANING = (
    "Where the gradient vanishes, the step is too small to move W. Where it explodes, the step "
    "jumps over the minimum. Clipping keeps the direction and limits the length; it does nothing "
    "for a gradient that has vanished."
)
_NO_DIRECTION = "The gradient is exactly zero: there is no direction to go."
_NO_LOSS = "The loss is beyond the range of a double here, so it cannot be drawn."


@dataclass(frozen=True)
class _Choices:
    rule: Rule
    log: DescentLog
    cliff: CliffChoices


class DescentPanel(AnalysisPanel):
    """W ← W − η ∂L/∂W on the present experiment.

    Signals:
        edit_wanted: a change of the experiment, what it is called, its gesture.
        demonstration_wanted: the id of a gallery entry.
    """

    edit_wanted = Signal(object, str, int)
    demonstration_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("descent", "Gradient descent")
        self._descending = DescentRunner(self)
        self._next: NextStep | None = None
        self._sections = Sections()
        self._controls = RuleControls("descent", Rule(0.1))
        self._buttons = DescentButtons()
        self._length, self._share, self._state = line("muted"), line("muted"), line("")
        self._word, self._sentence, self._ray = (
            label("", "strong"),
            line(""),
            LossAlongGradientPlot(),
        )
        self._loss = StepPlot("loss over the steps")
        self._relative = StepPlot("size of the step relative to W, over the steps")
        self._count = label("", "muted")
        self._choices = Choices(
            [demonstration.name for demonstration in DEMONSTRATIONS],
            "Open this example with its η and θ",
        )
        self._cliff = CliffSection()
        self._build()
        self._wire()

    def set_rule(self, rule: Rule) -> None:
        """Put η and θ in."""
        self._controls.set_rule(rule)

    @property
    def choices(self) -> object:
        """The rule, the steps made so far, and the cliff."""
        return _Choices(self._controls.rule, copy(self._descending.log), self._cliff.choices)

    def choose(self, choices: object) -> None:
        """Take a rule, and show the same steps and the same cliff."""
        chosen = cast("_Choices", choices)
        if self._controls.rule != chosen.rule:
            self.set_rule(chosen.rule)
        self._descending.log = chosen.log
        self._cliff.choose(chosen.cliff)

    def needs(self) -> Analyses:
        """The loss along the gradient, with the next step by the present rule on it."""
        return (StepAlongGradient(self._descending.rule),)

    def study_arrived(self, study: Study) -> None:
        """Take the study into the log, whether or not anybody sees it."""
        super().study_arrived(study)
        self._descending.show_study(study)
        self._state.hide()

    def study_changed(self, study: Study) -> None:
        """Show the log, and the rule for this loss."""
        template = _STEP_SUM if study.experiment.summed and study.trace.t > 1 else _STEP
        self._step.set_template(template)
        self._step.set_values(t=study.trace.t)
        self._show_log()

    def theme_changed(self, _theme: Theme) -> None:
        """Recolour the word for the step."""
        self._show_word()

    def stop(self) -> None:
        """End the run and the work in the background."""
        super().stop()
        self._descending.stop()
        self._cliff.stop()

    def analyses_known(self, study: Study) -> None:
        """Show the next step and where it comes down."""
        found = self._next = study.get(StepAlongGradient(self._descending.rule))
        self._length.setText(_length(found.update))
        self._share.setText(_share(found.update))
        self._show_word()
        if found.ray is None or found.landing is None:
            self._ray.show_nothing()
            vanished = found.update.log10_gradient == -math.inf
            self._sentence.setText(_NO_DIRECTION if vanished else _NO_LOSS)
            return
        self._ray.show_ray(found.ray, found.landing)
        self._sentence.setText(found.landing.sentence)

    def _show_word(self) -> None:
        if self._next is None or self._next.landing is None:
            self._word.setText("")
            return
        word = self._next.landing.word
        self._word.setText(
            f'<span style="color:{getattr(self.theme, WORD_ROLES[word])}">{word}</span>'
        )

    def _show_log(self) -> None:
        log = self._descending.log
        steps = log.steps
        self._count.setText(f"{steps} step{'s' if steps != 1 else ''}")
        losses = log10(np.array([entry.loss for entry in log.entries]))
        self._loss.show_values(losses, steps)
        self._relative.show_values(np.array([e.log10_relative for e in log.entries]), steps)

    def _show_end(self, sentence: str) -> None:
        self._state.setText(sentence)
        self._state.show()

    def _rule_changed(self) -> None:
        self._descending.rule = self._controls.rule
        self.ask()

    def _demonstrate(self, index: int) -> None:
        chosen = DEMONSTRATIONS[index]
        self._descending.stop()
        self.set_rule(chosen.rule)
        self.demonstration_wanted.emit(chosen.entry_id)

    def _build(self) -> None:
        page = self._sections
        page.section("1  The update rule")
        self._step = page.formula(_STEP)
        page.formula(_CLIP)
        for part in (self._controls, self._length, self._share, self._buttons, self._state):
            page.add(part)
        self._state.hide()
        page.section("2  Along the gradient", self._word)
        page.add(self._ray)
        page.line("muted").setText("loss L over the distance ‖ΔW‖")
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._sentence.setMinimumHeight(3 * self._sentence.fontMetrics().lineSpacing())
        page.add(self._sentence)
        page.section("3  Step after step", self._count)
        for name, plot in (("loss", self._loss), ("‖ΔW‖ / ‖W‖", self._relative)):
            page.add(label(name, "muted"))
            page.add(plot)
        page.section("Three examples")
        page.add(self._choices)
        page.section("The cliff")
        self._build_cliff()
        page.meaning().setText(_MEANING)
        self.body.addWidget(page, 1)

    def _build_cliff(self) -> None:
        page = self._sections
        page.formula(r"s_j = \sigma(w \, s_{j-1} + b), \quad j = 1 \ldots 50", 15)
        page.formula(r"E = (s_{50} - 0.7)^2", 15)
        source = page.line("muted")
        source.setText(
            "One logistic unit without input, from s₀ = σ(½). Colour is log E. The wall is where "
            "the unit falls into another state (Pascanu, Mikolov and Bengio 2013, figure 6)."
        )
        page.add(self._cliff)

    def _wire(self) -> None:
        descending = self._descending
        descending.rule = self._controls.rule
        descending.edit_wanted.connect(self.edit_wanted)
        descending.ended.connect(self._show_end)
        descending.running_changed.connect(self._buttons.show_running)
        self._buttons.step.connect(descending.step)
        self._buttons.run.connect(descending.run)
        self._buttons.stop.connect(descending.stop)
        self._controls.changed.connect(self._rule_changed)
        self._choices.chosen.connect(self._demonstrate)


def _length(step: Update) -> str:
    """Return the length of the gradient that is used next."""
    cut = ", clipped" if step.clipped else ""
    return f"‖∂L/∂W‖ = {power(step.log10_gradient)}{cut}"


def _share(step: Update) -> str:
    """Return the length of the next step as a share of W's."""
    relative = step.log10_relative
    return "W is zero" if relative == math.inf else f"‖ΔW‖ / ‖W‖ = {power(relative)}"
