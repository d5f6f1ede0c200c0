"""The base of every panel: a card with a title that shows a view, and draws what differs."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QContextMenuEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from engine.playhead import Playhead
from engine.studies.study import Study
from gui.theme import Theme
from gui.view import View
from gui.widgets.restyle import restyle


def label(text: str = "", role: str = "") -> QLabel:
    """Return a text label in one of the style sheet's roles: title, muted, strong."""
    result = QLabel(text)
    result.setObjectName(role)
    return result


class Panel(QFrame):
    """A card. Subclasses fill `body` and override the hooks at the end.

    `view` is what it should show; what the picture shows lags behind while nobody sees it.
    `name` is what its picture's file is called, and empty where there is nothing to export.

    Signals:
        menu_wanted: a right click asks for the panel's menu at this global position.
    """

    menu_wanted = Signal(QPoint)

    def __init__(self, name: str, title: str, margins: tuple[int, int] = (12, 7)) -> None:
        super().__init__()
        self.name = name
        self.view = View()
        self._drawn: View | None = None
        self.setObjectName("card")
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margins[0], margins[1], margins[0], margins[1])
        self.body.setSpacing(3)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.title = label(title, "title")
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.body.addLayout(self.head)

    @property
    def study(self) -> Study | None:
        """The latest study."""
        return self.view.study

    @property
    def playhead(self) -> Playhead | None:
        """Where the playhead stands."""
        return self.view.playhead

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return self.view.theme

    @property
    def here(self) -> Playhead | None:
        """Where the playhead stands, unless on a chain whose study is still to come."""
        head, study = self.view.playhead, self.view.study
        return head if head and study and head.t == study.trace.t else None

    @property
    def choices(self) -> object:
        """What the reader has chosen in this panel, for a copy of it; None if nothing."""
        return None

    def show_view(self, view: View) -> None:
        """Show a view, the one way in; what nobody sees is drawn when it is seen."""
        before, self.view = self.view, view
        if view.choices is not None and view.choices is not before.choices:
            self.choose(view.choices)
        if view.study is not None and view.study is not before.study:
            self.study_arrived(view.study)
        if self.isVisible():
            self._draw()

    def draw_step_again(self) -> None:
        """Draw what depends on the position, because what it is drawn into has changed."""
        if self._drawn is not None:
            self._drawn = replace(self._drawn, playhead=None)
        if self.isVisible():
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened out of sight."""
        super().showEvent(event)
        self._draw()

    def _draw(self) -> None:
        """Draw how the view differs from the one in the picture."""
        before, self._drawn = self._drawn, self.view
        if before is not self.view:
            self.view_changed(self.view, before)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the panel's picture."""
        if self.name:
            self.menu_wanted.emit(event.globalPos())

    def view_changed(self, view: View, before: View | None) -> None:
        """Hook: draw how a view differs from the one drawn before; None at first."""
        if before is None or view.theme is not before.theme:
            restyle(self, view.theme)
            self.theme_changed(view.theme)
        study, head = view.study, view.playhead
        if study is None:
            return
        drawn = before.playhead if before is not None and before.study is study else None
        if before is None or before.study is not study:
            self.study_changed(study)
        if head is None or head.t != study.trace.t or head == drawn:
            return
        if drawn is None or (drawn.t, drawn.position) != (head.t, head.position):
            self.step_changed(study, head)
        self.frame_advanced(head)

    def choose(self, choices: object) -> None:
        """Hook: take over what the reader has chosen in another panel of this kind."""

    def study_arrived(self, study: Study) -> None:
        """Hook: take note of a study, whether or not anybody sees the panel."""

    def study_changed(self, study: Study) -> None:
        """Hook: draw what depends on the study alone."""

    def step_changed(self, study: Study, playhead: Playhead) -> None:
        """Hook: draw what depends on the whole position."""

    def frame_advanced(self, playhead: Playhead) -> None:
        """Hook: move what moves between two positions; called up to 60 times a second."""

    def theme_changed(self, theme: Theme) -> None:
        """Hook: recolour what is no widget with a `set_theme`, such as icons."""

    def set_sharpness(self, scale: int) -> None:
        """Hook: have so many pixels for each of the screen's in what is drawn as an image."""

    def stop(self) -> None:
        """Hook: end timers and background work; the window is closing."""
