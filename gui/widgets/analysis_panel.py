"""Base of the panels that show analyses of a study."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent

from engine.studies.study import Study
from gui.view import View
from gui.widgets.analyst import Analyses, Analyst
from gui.widgets.panel import Panel


class AnalysisPanel(Panel):
    """Panel that names the analyses it needs, and draws when the study has them all.

    Nothing is requested until the panel is visible; the old picture stays until then.
    """

    def __init__(self, name: str, title: str) -> None:
        super().__init__(name, title, margins=(0, 4))
        self.setObjectName("plain")
        self.title.hide()
        self._answered: tuple[Study, Analyses] | None = None
        self.analyst = Analyst(self)
        self.analyst.answered.connect(self._show_answers)
        self.analyst.failed.connect(self.analysis_failed)

    @property
    def is_drawn(self) -> bool:
        """Whether the picture shows the present study."""
        return self._answered is not None and self._answered[0] is self.study

    def study_arrived(self, _study: Study) -> None:
        """Cancel analyses of the previous study."""
        self.analyst.cancel()

    def view_changed(self, view: View, before: View | None) -> None:
        """Request the analyses of a new study, as the panel is visible."""
        super().view_changed(view, before)
        if before is None or view.study is not before.study:
            self.ask()

    def showEvent(self, event: QShowEvent) -> None:
        """Request the analyses that were postponed while the panel was hidden."""
        super().showEvent(event)
        self.ask()

    def ask(self) -> None:
        """Request the analyses needed, unless the picture shows them already."""
        study = self.study
        if study is None or not self.isVisible():
            return
        if self._answered != (study, self.needs()):
            self.analyst.ask(study, self.needs())

    def stop(self) -> None:
        """Cancel work in the background."""
        self.analyst.stop()

    def needs(self) -> Analyses:
        """Hook: return the analyses needed."""
        raise NotImplementedError

    def analyses_known(self, study: Study) -> None:
        """Hook: draw the analyses, which `study.get` returns at once."""

    def analysis_failed(self, error: Exception) -> None:
        """Hook: handle the exception of a failed analysis."""

    def _show_answers(self, study: Study) -> None:
        self._answered = study, self.needs()
        self.analyses_known(study)
        self.draw_step_again()
