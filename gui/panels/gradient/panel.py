"""The gradient as a sum of paths: its terms, what cancels, truncation, float32, and a check."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QToolButton

from engine.numbers import power
from engine.playhead import Phase, Playhead
from engine.studies.analyses import WholeGradient
from engine.studies.gradient_decomposition import CANCELLED, GradientDecomposition
from engine.studies.study import Study
from engine.studies.wording import loss_words, share
from gui.formula.formula import FormulaLabel
from gui.formula.warmup import FormulaWarmup, digit_changes
from gui.panels.gradient.check_section import CheckSection
from gui.panels.gradient.loss_choice import LossChoice
from gui.panels.gradient.selected_term import SelectedTerm
from gui.panels.gradient.terms_section import TermsSection
from gui.panels.gradient.truncation_section import TruncationSection
from gui.panels.gradient.words import cosine_words, meaning
from gui.widgets.analysis_panel import AnalysisPanel
from gui.widgets.analyst import Analyses
from gui.widgets.panel import label
from gui.widgets.sections import Sections
from gui.widgets.share_bars import Share, ShareBars

_GRADIENT = WholeGradient()
_SQUARED = r"\frac{1}{2} \Vert s_{#{j}} - y \Vert^2"
_ENTROPY = r"-\log \, \mathrm{softmax}(V s_{#{j}} + c)_{\mathrm{label}}"
_WHOLE = (
    r"\partial L \,/\, \partial W = \sum_{k=1}^{#{t}} "
    r"(\sigma'(a_k) \odot \delta_k)\, s_{k-1}^{\top}"
)


@dataclass(frozen=True)
class _Choices:
    switches: tuple[bool, ...]
    tau: int | None  # None before the first gradient


class GradientPanel(AnalysisPanel):
    """∂L/∂W = Σ_k term_k, followed term by term as the playhead walks back.

    Signals:
        edit_wanted: a change of the experiment, its name in the undo menu, its gesture.
        chosen: how many steps back the reader clicked.
    """

    edit_wanted = Signal(object, str, int)
    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__("gradient", "Gradient")
        self._loss, self._terms, self._term = LossChoice(), TermsSection(), SelectedTerm()
        self._truncation, self._check = TruncationSection(), CheckSection()
        self._sizes = ShareBars(2)
        self._value = label("", "strong")
        self._kept, self._cosine = label("", "muted"), label("", "muted")
        self._page = Sections()
        self._preparing = FormulaWarmup(self)
        self._build()
        self._loss.edit_wanted.connect(self.edit_wanted)
        self._terms.bars.chosen.connect(self._choose)
        self._truncation.cut.connect(self._terms.bars.show_cut)

    @property
    def choices(self) -> object:
        """Which switches are on, and where the gradient is truncated."""
        switches = tuple(switch.isChecked() for switch in self._switches)
        return _Choices(switches, self._truncation.tau)

    def choose(self, choices: object) -> None:
        """Set the switches, and truncate there."""
        chosen = cast("_Choices", choices)
        for switch, is_on in zip(self._switches, chosen.switches, strict=True):
            switch.setChecked(is_on)
        self._truncation.choose(chosen.tau)

    @property
    def _switches(self) -> list[QToolButton]:
        return self.findChildren(QToolButton)

    def needs(self) -> Analyses:
        """The terms, the truncated gradients and what float32 leaves."""
        return (_GRADIENT,)

    def study_arrived(self, study: Study) -> None:
        """Drop a check of the gradient before."""
        super().study_arrived(study)
        self._check.show_study(study)

    def study_changed(self, study: Study) -> None:
        """Show the loss, and which is chosen."""
        self._loss.show_experiment(study.experiment)
        self._show_loss(study)

    def step_changed(self, study: Study, playhead: Playhead) -> None:
        """Add up the terms down to where the playhead stands."""
        if self.is_drawn:
            self._show_place(study, study.get(_GRADIENT).shares, playhead)

    def stop(self) -> None:
        """End the work in the background."""
        super().stop()
        self._check.stop()

    def analyses_known(self, study: Study) -> None:
        """Show another gradient."""
        story = study.get(_GRADIENT)
        shares = story.shares
        self._terms.show_story(study.trace, story, self._summed(study))
        self._truncation.show_story(study.trace, story)
        self._term.show_total(
            shares.total, f"norm {_size(shares.log10_total, bool(shares.sums_known[-1]))}"
        )
        self._show_cancelling(shares)
        self._meaning.setText(meaning(study.trace, story))

    def _summed(self, study: Study) -> int:
        head, t = self.playhead, study.trace.t
        if head is None or head.t != t or head.phase is Phase.FORWARD:
            return 0
        return min(head.steps_back + 1, t)

    def _show_place(self, study: Study, shares: GradientDecomposition, head: Playhead) -> None:
        gradients, k = study.trace.gradients, max(head.k, 1)
        i = study.trace.t - k
        self._terms.show_summed(self._summed(study))
        self._cosine.setText(cosine_words(shares, i))
        self._term.show_term(
            k,
            gradients.term(k),
            f"norm {_size(float(shares.log10_term[i]), bool(shares.known[i]))}",
        )
        delta = gradients.delta_at(head.k)
        known = bool(study.trace.known[study.trace.t - head.k])
        self._term.show_delta(head.k, delta, _size(delta.log10_norm(), known))

    def _show_cancelling(self, shares: GradientDecomposition) -> None:
        sizes, total = float(shares.log10_sizes[-1]), shares.log10_total
        self._sizes.show_rows(
            (
                Share("Σ ‖term‖, the sizes", power(sizes), float(sizes > -math.inf), "accent"),
                Share(
                    "‖Σ term‖, the gradient",
                    _size(total, bool(shares.sums_known[-1])),
                    shares.kept,
                    "accent",
                ),
            )
        )
        kept = f"less than {share(CANCELLED)}" if shares.cancelled else share(shares.kept)
        lost = not (shares.cancelled or shares.is_known)
        self._kept.setText("not known: factors cancel" if lost else f"{kept} left")

    def _show_loss(self, study: Study) -> None:
        e, t = study.experiment, study.trace.t
        one = _SQUARED if e.readout is None else _ENTROPY
        if e.summed:
            template = r"L = \sum_{j=1}^{#{t}} " + one.replace("#{j}", "j")
        else:
            template = "L = " + one.replace("#{j}", "#{t}")
        self._definition.set_template(template)
        for formula in (self._definition, self._whole):
            formula.set_values(t=t)
        self._value.setText(loss_words(study.trace, 4))
        steps: list[Mapping[str, int]] = [{"k": k, "i": k - 1, "t": t} for k in digit_changes(t)]
        self._preparing.prepare([self._term.term.formula, self._term.delta], steps)

    def _choose(self, k: int) -> None:
        if self.study is not None and self.is_drawn:
            self.chosen.emit(self.study.trace.t - k)

    def _build(self) -> None:
        page = self._page
        page.section("The loss", self._value)
        page.add(self._loss)
        self._definition: FormulaLabel = page.formula(_SQUARED.replace("#{j}", "#{t}"))
        page.section("Its gradient is a sum of paths")
        self._whole = page.formula(_WHOLE)
        page.add(self._terms)
        page.section("What cancels", self._kept)
        page.add(self._sizes)
        self._cosine.setToolTip("Cosine of the angle between this term and the whole gradient")
        page.section("The term in view", self._cosine)
        page.add(self._term)
        page.section("Truncated at τ steps")
        page.add(self._truncation)
        page.section("Checked by differences")
        page.add(self._check)
        self._meaning: QLabel = page.meaning()
        self.body.addWidget(page, 1)


def _size(log10: float, known: bool) -> str:
    """Return a size, or that it is not known where the products that it comes from cancel."""
    return power(log10) if known else "not known"
