"""The spectrum: eigenvalues, powers of W, surviving directions and Lyapunov exponents."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QHideEvent, QShowEvent

from engine.analysis.spectrum import (
    SingularValues,
    Transient,
    effective_rank,
    lyapunov_exponents,
    product_singular_values,
    surviving,
    transient,
)
from engine.analysis.study import Study
from engine.backprop.chain import Progress
from engine.figures.constant_texts import radius_text
from engine.playhead import Playhead
from gui.background import Background, Report
from gui.theme import Theme
from gui.widgets.eigenvalue_plot import EigenvaluePlot
from gui.widgets.numbers import short
from gui.widgets.panel import Panel, label
from gui.widgets.prose import unbroken
from gui.widgets.sections import Sections
from gui.widgets.spectrum_plots import DirectionsPlot, ExponentsPlot, TransientPlot

_LEAST_POWERS, _MOST_POWERS, _MOST_LARGE_POWERS = 24, 200, 40
_LARGE = 64  # units from which on a power costs too much for many of them
_EIGENVALUES_HIGH = 150
_PATIENCE = 0.3  # seconds before progress is worth showing


@dataclass(frozen=True, eq=False)
class _Spectrum:
    """What is computed in the background."""

    transient: Transient
    values: SingularValues
    exponents: NDArray[np.float64]


class SpectrumPanel(Panel):
    """Four pictures of W and the product; what is dear is computed while they are looked at."""

    def __init__(self) -> None:
        super().__init__("spectrum", "Spectrum", margins=(0, 4))
        self.setObjectName("plain")
        self.title.hide()
        self._sections = Sections()
        self._eigenvalues, self._powers = EigenvaluePlot(), TransientPlot()
        self._directions, self._exponents = DirectionsPlot(), ExponentsPlot()
        self._progress = label("", "muted")
        self._values: SingularValues | None = None
        self._stale, self._begun = False, 0.0
        self._background = Background(self)
        self._background.done.connect(self._show_spectrum)
        self._background.progressed.connect(self._show_progress)
        self._background.failed.connect(lambda error: self._meaning.setText(f"Not done: {error}"))
        self._fill()
        self.body.addWidget(self._sections, 1)

    def study_changed(self, study: Study) -> None:
        """Show the eigenvalues, and ask for the rest."""
        self._eigenvalues.show_study(study, self.theme)
        figures, trace = study.constants, study.trace
        self._radius.setText(
            f"ρ {radius_text(figures, 4)}; the circles: 1 and 1/γ = {1 / trace.gamma:.4g}"
        )
        self._stale = True
        if self.isVisible():
            self._compute(study)

    def step_changed(self, _study: Study, playhead: Playhead) -> None:
        """Say how many directions survive here."""
        self._directions.show_step(playhead.steps_back)
        if self._values is None or self._stale:
            return
        logs = self._values.at(playhead.steps_back)
        text = (
            f"{playhead.steps_back} back: {surviving(logs)} of {len(logs)} directions above 1/1000 "
            f"of the largest; effective rank {effective_rank(logs):.2f}"
        )
        self._alive.setText(text)
        self._directions.setAccessibleDescription(text)

    def theme_changed(self, theme: Theme) -> None:
        """Recolour everything."""
        self._sections.set_theme(theme)
        for plot in (self._powers, self._directions, self._exponents):
            plot.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        """Compute what was put off."""
        super().showEvent(event)
        if self._stale and self.study is not None:
            self._compute(self.study)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give up what is under way; nobody looks."""
        super().hideEvent(event)
        self._background.cancel()
        self._progress.setText("")

    def stop(self) -> None:
        """End the background work."""
        self._background.stop()

    def _compute(self, study: Study) -> None:
        self._begun = time.monotonic()
        self._background.run(lambda report: _spectrum(study, report))

    def _show_progress(self, share: float) -> None:
        late = time.monotonic() - self._begun > _PATIENCE
        self._progress.setText(f"computing, {share:.0%}" if late else "")

    def _show_spectrum(self, spectrum: _Spectrum) -> None:
        study = self.study
        if study is None:
            return
        self._stale, self._values = False, spectrum.values
        self._progress.setText("")
        self._powers.show_transient(spectrum.transient)
        self._directions.show_values(spectrum.values)
        self._exponents.show_exponents(spectrum.exponents)
        departure = (
            f"departure from normality: {spectrum.transient.departure:.2g} of W’s Frobenius norm"
        )
        self._departure.setText(departure)
        self._story.setText(unbroken(spectrum.transient.sentence))
        self._largest.setText(_exponent_words(spectrum.exponents, study))
        self._meaning.setText(_meaning(spectrum.values.logs[-1], study))
        if self.playhead is not None and self.playhead.t == study.trace.t:
            self.step_changed(study, self.playhead)

    def _fill(self) -> None:
        add = self._sections
        self._eigenvalues.setFixedHeight(_EIGENVALUES_HIGH)
        add.section("Eigenvalues of W", self._progress)
        add.add(self._eigenvalues)
        self._radius = add.line("muted")
        add.section("λ against ρ: the powers of W")
        add.formula(r"\rho^n \leq \Vert W^n \Vert \leq \lambda^n", 15)
        add.add(self._powers)
        self._story, self._departure = add.line(""), add.line("muted")
        add.section("Directions that survive")
        add.formula(r"\sigma_i(\partial s_t \,/\, \partial s_k)", 15)
        add.add(self._directions)
        self._alive = add.line("muted")
        add.section("Lyapunov exponents")
        add.formula(
            r"\ell_i \approx \frac{1}{t}\,\ln \sigma_i(\partial s_t \,/\, \partial s_0)", 15
        )
        add.add(self._exponents)
        self._largest = add.line("muted")
        self._meaning = add.meaning()


def _spectrum(study: Study, report: Report) -> _Spectrum:
    """Compute all three parts, each a third of the progress."""
    trace, figures = study.trace, study.constants
    W = trace.experiment.network.W
    most = _MOST_POWERS if len(W) <= _LARGE else _MOST_LARGE_POWERS
    powers = min(max(trace.t, _LEAST_POWERS), most)

    def part(first: int) -> Progress:
        return lambda done, total: report(first * total + done, 3 * total)

    return _Spectrum(
        transient(W, figures.rho, figures.departure, powers, part(0)),
        product_singular_values(trace, part(1)),
        lyapunov_exponents(trace, part(2)),
    )


def _exponent_words(exponents: NDArray[np.float64], study: Study) -> str:
    lost = int(np.isneginf(exponents).sum())
    more = f"; {lost} below rounding" if lost else ""
    return (
        f"largest {short(float(exponents[0]), 4)} a step; (1/t) ln ‖∂s[{study.trace.t}]/∂s[0]‖ = "
        f"{short(study.verdict.exponent, 4)}{more}"
    )


def _meaning(logs: NDArray[np.float64], study: Study) -> str:
    """Say what the slopes and the many factors leave; `logs` are of the whole product."""
    shown = study.verdict.shown.removeprefix("measured: ")
    start = f"With the slopes σ′ of this run the product {shown}."
    if not (alive := surviving(logs)):
        return start
    if alive == len(logs):
        return f"{start} All {alive} directions survive within a factor of 1000."
    return unbroken(
        f"{start} {alive} of {len(logs)} directions are within 1/1000 of the largest: what s[0] "
        "held along the others hardly reaches the gradient."
    )
