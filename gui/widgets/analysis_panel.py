"""Base of the panels that show analyses of a study."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent

from engine.studies.study import Study
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
        self._seen: Study | None = None
        self._drawn: tuple[Study, Analyses] | None = None
        self.analyst = Analyst(self)
        self.analyst.answered.connect(self._draw)
        self.analyst.failed.connect(self.analysis_failed)

    @property
    def is_drawn(self) -> bool:
        """Whether the picture shows the present study."""
        return self._drawn is not None and self._drawn[0] is self.study

    def show_study(self, study: Study) -> None:
        """Show a new study; request its analyses if the panel is visible."""
        if study is not self.study:
            self.analyst.cancel()
        super().show_study(study)
        self.ask()

    def showEvent(self, event: QShowEvent) -> None:
        """Request the analyses that were postponed while the panel was hidden."""
        self.ask()
        super().showEvent(event)

    def ask(self) -> None:
        """Request the analyses needed, unless the picture shows them already."""
        study = self.study
        if study is None or not self.isVisible():
            return
        if self._seen is not study:
            self._seen = study
            self.study_seen(study)
        if self._drawn != (study, self.needs()):
            self.analyst.ask(study, self.needs())

    def stop(self) -> None:
        """Cancel work in the background."""
        self.analyst.stop()

    def needs(self) -> Analyses:
        """Hook: return the analyses needed."""
        raise NotImplementedError

    def study_seen(self, study: Study) -> None:
        """Hook: draw the parts that need only the study, once the panel is visible."""

    def analyses_known(self, study: Study) -> None:
        """Hook: draw the analyses, which `study.get` returns at once."""

    def analysis_failed(self, error: Exception) -> None:
        """Hook: handle the exception of a failed analysis."""

    def _draw(self, study: Study) -> None:
        self._drawn = study, self.needs()
        self.analyses_known(study)
        self._shown = None
        if self.playhead is not None:
            self.show_frame(self.playhead)
