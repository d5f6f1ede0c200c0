"""The chain rule in three steps: the formula, today's numbers in it, and what it means."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from engine.analysis.study import Study
from engine.playhead import Playhead
from gui.theme import Theme
from gui.widgets.formula import FormulaLabel
from gui.widgets.numbers import power, short
from gui.widgets.panel import Panel, label
from gui.widgets.preparing import Preparing, digit_changes
from gui.widgets.slack_bars import SlackBars

_FACTOR = r"\partial s_{#{j}} \,/\, \partial s_{#{i}}"
_PRODUCT = r"\partial s_{#{t}} \,/\, \partial s_{#{k}}"
_MOST_SLOPES = 8


class ChainRulePanel(Panel):
    """One step, its bound, all of them multiplied, and where the slack goes."""

    def __init__(self) -> None:
        super().__init__("chain-rule", "Chain rule", margins=(0, 4))
        self.setObjectName("plain")
        self.title.hide()
        self._formulas: list[FormulaLabel] = []
        self._activation = FormulaLabel(r"s_{#{j}} = \tanh(a_{#{j}})", 16)
        self._slopes, self._one_bound, self._bound = (_line() for _ in range(3))
        self._count = label("", "muted")
        self._slack = SlackBars()
        self._meaning = _line("")
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self._preparing = Preparing(self)
        self._build()

    def study_changed(self, study: Study) -> None:
        """Name the activation and say what the figures mean."""
        sigma = study.experiment.network.activation.latex
        self._activation.set_template(rf"s_{{#{{j}}}} = {sigma}(a_{{#{{j}}}})")
        self._meaning.setText(study.verdict.sentence)
        t = study.trace.t
        steps = [_numbers(j, j - 1, t) for j in digit_changes(t)]
        self._preparing.prepare([*self._formulas, self._activation], steps)

    def step_changed(self, study: Study, playhead: Playhead) -> None:
        """Put today's numbers in."""
        numbers = _numbers(playhead.j, playhead.k, playhead.t)
        for formula in (*self._formulas, self._activation):
            formula.set_values(numbers)
        self._show_one(study, playhead.j)
        self._show_all(study, playhead.steps_back)

    def theme_changed(self, theme: Theme) -> None:
        """Recolour the formulas."""
        for formula in (*self._formulas, self._activation):
            formula.set_theme(theme)

    def _show_one(self, study: Study, j: int) -> None:
        trace = study.trace
        slopes = trace.chain.slopes[j - 1]
        more = " …" if len(slopes) > _MOST_SLOPES else ""
        words = "  ".join(short(float(v)) for v in slopes[:_MOST_SLOPES])
        self._slopes.setText(f"slopes σ′  {words}{more}")
        steepest, lam = float(slopes.max()), trace.lam
        self._one_bound.setText(
            f"{short(float(trace.factor_norms[j - 1]), 4)} ≤ {short(steepest, 4)} · "
            f"{short(lam, 4)} = {short(steepest * lam, 4)} ≤ {short(trace.growth, 4)}"
        )

    def _show_all(self, study: Study, i: int) -> None:
        trace = study.trace
        self._count.setText(f"{i} factor{'s' if i != 1 else ''}")
        size, bound = float(trace.log10_norm[i]), float(trace.log10_bound[i])
        self._bound.setText(
            f"{power(size)} ≤ {short(trace.growth, 4)}{_raised(i)} = {power(bound)}"
            if i
            else "no factor multiplied yet: the product is I"
        )
        gaps = trace.log10_bound - trace.log10_norm
        finite = gaps[np.isfinite(gaps)]
        slack = trace.slack(trace.t - i) if i else None
        self._slack.show_slack(slack, float(finite.max(initial=0.0)), self.theme)

    def _build(self) -> None:
        self._section("1  One step of the chain")
        self._formula(r"a_{#{j}} = U \, x_{#{j}} + W \, s_{#{i}} + b")
        self._activation.setMinimumWidth(40)
        self._column.addWidget(self._activation)
        self._formula(_FACTOR + r" = \mathrm{diag}(\sigma'(a_{#{j}}))\, W")
        self._slopes.setObjectName("muted")
        self._column.addWidget(self._slopes)
        self._section("2  Its size is bounded", ruled=True)
        self._formula(
            rf"\Vert {_FACTOR} \Vert \leq \Vert \mathrm{{diag}}\, \sigma' \Vert \, "
            r"\Vert W \Vert \leq \gamma\lambda"
        )
        self._column.addWidget(self._one_bound)
        self._section("3  Multiply them all", self._count, ruled=True)
        self._formula(_PRODUCT + r" = \prod_{j=#{n}}^{#{t}} \, \partial s_j \,/\, \partial s_{j-1}")
        self._formula(rf"\Vert {_PRODUCT} \Vert \leq (\gamma\lambda)^{{t-k}}")
        self._column.addWidget(self._bound)
        unit = label("in log₁₀", "muted")
        self._section("Where the slack goes", unit, ruled=True)
        self._column.addWidget(self._slack)
        self._column.addSpacing(4)
        self._column.addWidget(self._meaning_box())
        self._column.addStretch(1)
        self._scrolled()

    def _section(self, text: str, right: QLabel | None = None, ruled: bool = False) -> None:
        if ruled:
            rule = label("", "rule")
            rule.setFixedHeight(1)
            self._column.addSpacing(5)
            self._column.addWidget(rule)
            self._column.addSpacing(3)
        row = QHBoxLayout()
        row.addWidget(label(text, "strong"))
        row.addStretch(1)
        if right is not None:
            row.addWidget(right)
        self._column.addLayout(row)

    def _formula(self, template: str) -> None:
        formula = FormulaLabel(template, 16)
        formula.setMinimumWidth(40)
        self._formulas.append(formula)
        self._column.addWidget(formula)

    def _meaning_box(self) -> QFrame:
        box = QFrame()
        box.setObjectName("meaning")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.addWidget(label("What this means", "meaningTitle"))
        inside.addWidget(self._meaning)
        return box

    def _scrolled(self) -> None:
        page = QWidget()
        page.setObjectName("plain")
        self._column.setContentsMargins(14, 4, 14, 4)
        page.setLayout(self._column)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        self.body.addWidget(area, 1)


def _numbers(j: int, k: int, t: int) -> Mapping[str, int]:
    return {"j": j, "i": j - 1, "k": k, "n": k + 1, "t": t}


def _line(role: str = "strong") -> QLabel:
    line = label("", role)
    line.setWordWrap(True)
    line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return line


def _raised(i: int) -> str:
    return "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(i))
