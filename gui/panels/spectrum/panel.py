"""The spectrum: eigenvalues, powers of W, surviving directions and Lyapunov exponents."""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray

from engine.numbers import short
from engine.playhead import Playhead
from engine.studies.analyses import LyapunovExponents, PowersOfW, ProductSingularValues
from engine.studies.spectrum import effective_rank, surviving, surviving_words
from engine.studies.study import Study
from engine.studies.wording import counted, radius_text
from gui.panels.spectrum.plots import DirectionsPlot, ExponentsPlot, TransientPlot
from gui.plots.eigenvalue_plot import EigenvaluePlot
from gui.widgets.analysis_panel import AnalysisPanel
from gui.widgets.analyst import Analyses
from gui.widgets.no_break import without_breaks
from gui.widgets.panel import label
from gui.widgets.sections import Sections

_EIGENVALUES_HIGH = 150
_PATIENCE = 0.3  # seconds before progress is worth showing
_POWERS, _VALUES, _EXPONENTS = PowersOfW(), ProductSingularValues(), LyapunovExponents()


class SpectrumPanel(AnalysisPanel):
    """Four pictures of W and of the product: eigenvalues, powers, directions, exponents."""

    def __init__(self) -> None:
        super().__init__("spectrum", "Spectrum")
        self._sections = Sections()
        self._eigenvalues, self._powers = EigenvaluePlot(), TransientPlot()
        self._directions, self._exponents = DirectionsPlot(), ExponentsPlot()
        self._progress = label("", "muted")
        self._begun = 0.0
        self.analyst.progressed.connect(self._show_progress)
        self._fill()
        self.body.addWidget(self._sections, 1)

    def needs(self) -> Analyses:
        """All that is drawn but the eigenvalues."""
        return (_POWERS, _VALUES, _EXPONENTS)

    def study_changed(self, study: Study) -> None:
        """Show the eigenvalues."""
        self._eigenvalues.show_study(study)
        inverse = 1.0 / study.trace.gamma
        circles = (
            "the circle: 1" if inverse == 1.0 else f"the circles: 1 and 1/γ = {short(inverse)}"
        )
        self._radius.setText(f"ρ {radius_text(study.constants, 4)}; {circles}")

    def step_changed(self, study: Study, playhead: Playhead) -> None:
        """Say how many directions survive here."""
        self._directions.show_step(playhead.steps_back)
        if not self.is_drawn:
            return
        values = study.get(_VALUES)
        logs, back = values.at(playhead.steps_back), playhead.steps_back
        text = (
            f"{counted(values.looked_at(back), 'step')} back: {surviving_words(logs)}; "
            f"effective rank {short(effective_rank(logs))}"
        )
        self._alive.setText(text)
        self._directions.setAccessibleDescription(text)

    def analyses_known(self, study: Study) -> None:
        """Draw the three pictures and say what they mean."""
        transient, values, exponents = study.get(_POWERS), study.get(_VALUES), study.get(_EXPONENTS)
        self._progress.setText("")
        self._powers.show_transient(transient)
        self._directions.show_values(values)
        self._exponents.show_exponents(exponents)
        departure = short(transient.departure, 2)
        self._departure.setText(f"departure from normality: {departure} of W’s Frobenius norm")
        self._story.setText(without_breaks(transient.sentence))
        self._largest.setText(_exponent_words(exponents, study))
        self._meaning.setText(_meaning(values.logs[-1], study))

    def analysis_failed(self, error: Exception) -> None:
        """Say why there is no picture."""
        self._progress.setText("")
        self._meaning.setText(f"Not done: {error}")

    def _show_progress(self, share: float) -> None:
        if share == 0.0:
            self._begun = time.monotonic()
        late = time.monotonic() - self._begun > _PATIENCE
        self._progress.setText(f"computing, {share:.0%}" if late else "")

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


def _exponent_words(exponents: NDArray[np.float64], study: Study) -> str:
    lost = int(np.isneginf(exponents).sum())
    more = f"; {lost} below rounding" if lost else ""
    t, growth = study.trace.t, study.trace.growth
    return (
        f"largest {short(float(exponents[0]), 4)} a step; (1/t) ln ‖∂s[{t}]/∂s[0]‖ = "
        f"{short(growth, 4)}{more}"
    )


def _meaning(logs: NDArray[np.float64], study: Study) -> str:
    """Say what the slopes and the many factors leave; `logs` are of the whole product."""
    shown = study.verdict.shown.removeprefix("measured: ")
    start = f"With the slopes σ′ of this run the product {shown}."
    if not (alive := surviving(logs)) or len(logs) == 1:
        return start
    if alive == len(logs):
        return f"{start} All {alive} directions survive within a factor of 1000."
    words = surviving_words(logs)
    return without_breaks(
        f"{start} {words[0].upper()}{words[1:]}: what s[0] held along the others hardly reaches "
        "the gradient."
    )
