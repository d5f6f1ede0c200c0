"""The base of the panels that show analyses of a study."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent

from engine.studies.study import Study
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
        self._seen: Study | None = None
        self._drawn: tuple[Study, Analyses] | None = None
        self.analyst = Analyst(self)
        self.analyst.answered.connect(self._draw)
        self.analyst.failed.connect(self.analysis_failed)

    @property
    def is_drawn(self) -> bool:
        """Whether the answers in the picture are those of the present study."""
        return self._drawn is not None and self._drawn[0] is self.study

    def show_study(self, study: Study) -> None:
        """Show a new study; ask for its analyses if anybody sees the panel."""
        if study is not self.study:
            self.analyst.cancel()
        super().show_study(study)
        self.ask()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what was put off while the panel was not seen."""
        self.ask()
        super().showEvent(event)

    def ask(self) -> None:
        """Get the analyses needed now, unless they are in the picture already."""
        study = self.study
        if study is None or not self.isVisible():
            return
        if self._seen is not study:
            self._seen = study
            self.study_seen(study)
        if self._drawn != (study, self.needs()):
            self.analyst.ask(study, self.needs())

    def stop(self) -> None:
        """End the work in the background."""
        self.analyst.stop()

    def needs(self) -> Analyses:
        """Hook: the analyses to be shown."""
        raise NotImplementedError

    def study_seen(self, study: Study) -> None:
        """Hook: draw what depends on the study alone, once the panel is seen."""

    def analyses_known(self, study: Study) -> None:
        """Hook: draw the answers; `study.get` has them."""

    def analysis_failed(self, error: Exception) -> None:
        """Hook: an analysis ended with this exception."""

    def _draw(self, study: Study) -> None:
        self._drawn = study, self.needs()
        self.analyses_known(study)
        self._shown = None
        if self.playhead is not None:
            self.show_frame(self.playhead)
