"""The base of the panels that show analyses of a study."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent

from engine.studies.study import Study
from gui.view import View
from gui.widgets.analyst import Analyses, Analyst
from gui.widgets.panel import Panel


class AnalysisPanel(Panel):
    """A panel that names the analyses it needs, and draws them when the study knows them all.

    Nothing is asked for until the panel is seen; the old picture stays until the new one is whole.
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
        """Whether the answers in the picture are those of the present study."""
        return self._answered is not None and self._answered[0] is self.study

    def study_arrived(self, _study: Study) -> None:
        """Drop what is being computed for the study before."""
        self.analyst.cancel()

    def view_changed(self, view: View, before: View | None) -> None:
        """Ask for the analyses of a new study, which somebody sees now."""
        super().view_changed(view, before)
        if before is None or view.study is not before.study:
            self.ask()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what was put off while the panel was not seen."""
        super().showEvent(event)
        self.ask()

    def ask(self) -> None:
        """Get the analyses needed now, unless they are in the picture already."""
        study = self.study
        if study is None or not self.isVisible():
            return
        if self._answered != (study, self.needs()):
            self.analyst.ask(study, self.needs())

    def stop(self) -> None:
        """End the work in the background."""
        self.analyst.stop()

    def needs(self) -> Analyses:
        """Hook: the analyses to be shown."""
        raise NotImplementedError

    def analyses_known(self, study: Study) -> None:
        """Hook: draw the answers; `study.get` has them."""

    def analysis_failed(self, error: Exception) -> None:
        """Hook: an analysis ended with this exception."""

    def _show_answers(self, study: Study) -> None:
        self._answered = study, self.needs()
        self.analyses_known(study)
        self.draw_step_again()
