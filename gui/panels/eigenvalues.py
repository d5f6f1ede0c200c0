"""The eigenvalues of W with the unit circle and the circle of radius 1/γ."""

from __future__ import annotations

from engine.studies.study import Study
from gui.plots.eigenvalue_plot import EigenvaluePlot
from gui.widgets.panel import Panel


class EigenvaluePanel(Panel):
    """The plot under its title."""

    def __init__(self) -> None:
        super().__init__("eigenvalues", "Eigenvalues of W", margins=(12, 4))
        self.setObjectName("plain")
        self.body.setSpacing(2)
        self._plot = EigenvaluePlot()
        self.body.addWidget(self._plot, 1)

    def study_changed(self, study: Study) -> None:
        """Show the eigenvalues of the present W."""
        self._plot.show_study(study)
