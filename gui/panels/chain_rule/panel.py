"""The chain rule in three steps: the formula, today's numbers in it, and what it means."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from engine.bptt.trace import Trace
from engine.numbers import power, short, ten_to
from engine.playhead import Playhead
from engine.studies.study import Study
from engine.studies.wording import base_text, counted
from gui.formula.warmup import FormulaWarmup, digit_changes
from gui.panels.chain_rule.slack_bars import slack_rows
from gui.view import View
from gui.widgets.panel import Panel, label
from gui.widgets.sections import Sections
from gui.widgets.share_bars import ShareBars

_FACTOR = r"\partial s_{#{j}} \,/\, \partial s_{#{i}}"
_PRODUCT = r"\partial s_{#{t}} \,/\, \partial s_{#{k}}"
_MULTIPLIED = _PRODUCT + r" = \prod_{j=#{n}}^{#{t}} \, \partial s_j \,/\, \partial s_{j-1}"
_MOST_SLOPES = 8
_TO_PREDICT = "First predict, then play: the answer to the open question stands here then."
_LONGER = (200, 2000)  # numbers as a longer chain begins with


class ChainRulePanel(Panel):
    """One step, its bound, all of them multiplied, and where the slack goes."""

    def __init__(self) -> None:
        super().__init__("chain-rule", "Chain rule", margins=(0, 4))
        self.setObjectName("plain")
        self.title.hide()
        self._sections = Sections()
        self._count = label("", "muted")
        self._slack = ShareBars(3)
        self._preparing = FormulaWarmup(self)
        self._fill_one()
        self._fill_all()
        self.body.addWidget(self._sections, 1)

    def view_changed(self, view: View, before: View | None) -> None:
        """Say what the figures mean, unless that is to be predicted."""
        old = before or View()
        if view.study is not None and (view.study, view.veiled) != (old.study, old.veiled):
            self._meaning.setText(_TO_PREDICT if view.veiled else view.study.verdict.sentence)
        super().view_changed(view, before)

    def study_changed(self, study: Study) -> None:
        """Name the activation, and have the formulas set that will come."""
        sigma = study.experiment.network.activation.latex
        self._activation.set_template(rf"s_{{#{{j}}}} = {sigma}(a_{{#{{j}}}})")
        t = study.trace.t
        steps = [_numbers(j, j - 1, t) for j in digit_changes(t)]
        longer = [_numbers(n, n, n) for n in _LONGER]
        self._preparing.prepare(self._sections.formulas, [*steps, *longer])

    def step_changed(self, study: Study, playhead: Playhead) -> None:
        """Put today's numbers in."""
        numbers = _numbers(playhead.j, playhead.k, playhead.t)
        for formula in self._sections.formulas:
            formula.set_values(numbers)
        self._empty.setMinimumHeight(self._product.sizeHint().height())
        self._product.setVisible(playhead.steps_back > 0)
        self._empty.setVisible(playhead.steps_back == 0)
        self._show_one(study, playhead.j)
        self._show_all(study, playhead.steps_back)

    def _show_one(self, study: Study, j: int) -> None:
        trace = study.trace
        slopes = trace.chain.slopes[j - 1]
        more = " …" if len(slopes) > _MOST_SLOPES else ""
        words = "  ".join(short(float(v)) for v in slopes[:_MOST_SLOPES])
        self._slopes.setText(f"slopes σ′  {words}{more}")
        steepest, norm = float(np.abs(slopes).max()), float(trace.factor_norms[j - 1])
        self._one_bound.setText(
            f"{_plain(norm)} ≤ {short(steepest, 4)} · {short(trace.lam, 4)} = "
            f"{_plain(steepest * trace.lam)} ≤ {base_text(trace, 4)}"
        )

    def _show_all(self, study: Study, i: int) -> None:
        trace = study.trace
        self._count.setText(counted(i, "factor"))
        norm, bound = float(trace.log10_norm[i]), float(trace.log10_bound[i])
        self._bound.setText(
            f"{power(norm, 4)} ≤ {_base_raised(trace, i)} = {power(bound, 4)}"
            if i
            else "no factor multiplied yet: the product is I"
        )
        nonzero = np.isfinite(trace.log10_norm)
        gaps = trace.log10_bound[nonzero] - trace.log10_norm[nonzero]
        slack = trace.slack(trace.t - i) if i else None
        self._slack.show_rows(slack_rows(slack, float(gaps.max(initial=0.0))))

    def _fill_one(self) -> None:
        add = self._sections
        add.section("1  One step of the chain")
        add.formula(r"a_{#{j}} = U \, x_{#{j}} + W \, s_{#{i}} + b")
        self._activation = add.formula(r"s_{#{j}} = \tanh(a_{#{j}})")
        add.formula(_FACTOR + r" = \mathrm{diag}(\sigma'(a_{#{j}}))\, W")
        self._slopes = add.line("muted")
        add.section("2  Its size is bounded")
        add.formula(
            rf"\Vert {_FACTOR} \Vert \leq \Vert \mathrm{{diag}}\, \sigma' \Vert \, "
            r"\Vert W \Vert \leq \gamma\lambda"
        )
        self._one_bound = add.line()

    def _fill_all(self) -> None:
        add = self._sections
        add.section("3  Multiply them all", self._count)
        self._product, self._empty = add.formula(_MULTIPLIED), add.formula(_PRODUCT + " = I")
        self._empty.hide()
        add.formula(rf"\Vert {_PRODUCT} \Vert \leq (\gamma\lambda)^{{t-k}}")
        self._bound = add.line()
        add.section("Where the slack goes", label("in log₁₀", "muted"))
        add.add(self._slack)
        self._meaning = add.meaning()


def _numbers(j: int, k: int, t: int) -> Mapping[str, int]:
    return {"j": j, "i": j - 1, "k": k, "n": k + 1, "t": t}


def _plain(value: float) -> str:
    """Return four digits, or what a number beyond a double is over."""
    return short(value, 4) if value < math.inf else "over 10³⁰⁸"


def _base_raised(trace: Trace, i: int) -> str:
    """Return (γλ)ⁱ as it is computed: 1.634²⁴, or (1.976×10³⁰⁸)²."""
    base, exponent = base_text(trace, 4), ten_to(i).removeprefix("10")
    return f"({base}){exponent}" if "×" in base else f"{base}{exponent}"
