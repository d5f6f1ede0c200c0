"""A slider for τ and what backpropagation truncated there keeps of the gradient."""

from __future__ import annotations

import math

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.bptt.trace import Trace
from engine.numbers import degrees, power
from engine.studies.gradient_decomposition import GradientDecomposition
from engine.studies.gradient_report import GradientReport
from engine.studies.wording import share
from gui.panels.gradient.words import truncation_words
from gui.theme import Theme
from gui.widgets.marked_slider import MarkedSlider
from gui.widgets.panel import label
from gui.widgets.sections import line
from gui.widgets.share_bars import Share, ShareBars


class TruncationSection(QWidget):
    """τ is a matter of view: it changes no experiment, and is kept while the experiment changes.

    Signals:
        cut: the terms up to this k are cut off; 0 where no term as a whole is.
    """

    cut = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._trace: Trace | None = None
        self._story: GradientReport | None = None
        self._chosen: int | None = None
        self._slider = MarkedSlider()
        self._slider.setAccessibleName("truncation τ")
        self._slider.setToolTip("How many steps the loss is sent back at most (← → when focused)")
        self._slider.setRange(1, 1)
        self._slider.set_role("bound")
        self._slider.moved.connect(lambda _tau, _gesture: self._show())
        self._tau = label("", "strong")
        self._bars = ShareBars(2)
        self._words = line("muted")
        self._lay_out()

    def show_story(self, trace: Trace, story: GradientReport) -> None:
        """Show another gradient, truncated at the same τ; at first at half of t."""
        first = self._trace is None
        self._trace, self._story = trace, story
        self._slider.setRange(1, trace.t)
        self._slider.setPageStep(max(trace.t // 10, 1))
        if first:
            self._slider.setValue(self._chosen or (trace.t + 1) // 2)
        self._show()

    @property
    def tau(self) -> int | None:
        """Where the gradient is truncated; None before there is one."""
        return self._slider.value() if self._trace is not None else self._chosen

    def choose(self, tau: int | None) -> None:
        """Truncate at τ, once there is a gradient."""
        self._chosen = tau
        if tau is not None and self._trace is not None:
            self._slider.setValue(tau)
            self._show()

    def set_theme(self, theme: Theme) -> None:
        """Recolour the pieces."""
        self._slider.set_theme(theme)
        self._bars.set_theme(theme)

    def _show(self) -> None:
        if self._trace is None or self._story is None:
            return
        trace, tau, sums = self._trace, self._slider.sliderPosition(), self._story.truncated
        size, angle = float(sums.log10_norm[tau - 1]), float(sums.angle[tau - 1])
        self._tau.setText(f"τ = {tau} of {trace.t}")
        if not self._story.shares.is_known:  # the full gradient may be rounding
            angle = math.nan
        self._bars.show_rows((norm_row(size, self._story.shares), _angle_row(angle)))
        self._words.setText(truncation_words(trace, tau))
        self.cut.emit(0 if trace.experiment.summed else trace.t - tau)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._slider, 1)
        row.addWidget(self._tau)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._bars)
        column.addWidget(self._words)


def norm_row(size: float, shares: GradientDecomposition) -> Share:
    """Return the norm of a truncated gradient, and its share of the full one."""
    name, full = "its norm", shares.log10_total
    if full == -math.inf or not shares.is_known:
        return Share(name, power(size), 0.0, "bound")
    gap = size - full
    part = share(math.pow(10.0, gap)) if gap < 1 else f"{power(gap)} times the full"
    return Share(name, f"{power(size)} · {part}", math.pow(10.0, min(gap, 0.0)), "bound")


def _angle_row(angle: float) -> Share:
    share = 0.0 if math.isnan(angle) else angle / math.pi
    return Share("its angle to the full gradient", degrees(angle), share, "bound")
