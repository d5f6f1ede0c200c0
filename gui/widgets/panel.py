"""Base of every panel: a card with a title that shows a study and follows the playhead."""

from __future__ import annotations

from typing import Self

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QContextMenuEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from engine.playhead import Playhead
from engine.studies.study import Study
from gui.theme import LIGHT, Theme
from gui.widgets.restyle import restyle


def label(text: str = "", role: str = "") -> QLabel:
    """Return a text label in one of the style sheet's roles: title, muted, strong."""
    result = QLabel(text)
    result.setObjectName(role)
    return result


class Panel(QFrame):
    """A card. Subclasses fill `body` and override the hooks at the end.

    `name` is the file name of its exported picture; empty without an export.

    Signals:
        menu_wanted: a right click asks for the panel's menu at this global position.
    """

    menu_wanted = Signal(QPoint)

    def __init__(self, name: str, title: str, margins: tuple[int, int] = (12, 7)) -> None:
        super().__init__()
        self.name = name
        self.theme: Theme = LIGHT
        self.study: Study | None = None
        self.playhead: Playhead | None = None
        self._shown: int | None = None
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
    def here(self) -> Playhead | None:
        """The playhead; None while it belongs to a chain whose study is not shown yet."""
        head, study = self.playhead, self.study
        return head if head and study and head.t == study.trace.t else None

    def show_study(self, study: Study) -> None:
        """Show a new study at the present position."""
        self.study = study
        self._shown = None
        self.study_changed(study)
        if self.playhead is not None:
            self.show_frame(self.playhead)

    def show_frame(self, playhead: Playhead) -> None:
        """Follow the playhead; a hidden panel does nothing."""
        self.playhead = playhead
        if self.study is None or self.here is None or not self.isVisible():
            return
        if self._shown != playhead.position:
            self._shown = playhead.position
            self.step_changed(self.study, playhead)
        self.glided(playhead)

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme's colours without drawing the study again."""
        self.theme = theme
        restyle(self, theme)
        self.theme_changed(theme)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw changes that were skipped while hidden."""
        super().showEvent(event)
        self._shown = None
        if self.playhead is not None:
            self.show_frame(self.playhead)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Request the panel's context menu."""
        if self.name:
            self.menu_wanted.emit(event.globalPos())

    def study_changed(self, study: Study) -> None:
        """Hook: draw the parts that need only the study."""

    def step_changed(self, study: Study, playhead: Playhead) -> None:
        """Hook: draw the parts that depend on the position."""

    def glided(self, playhead: Playhead) -> None:
        """Hook: move the parts animated between two positions; up to 60 calls a second."""

    def theme_changed(self, theme: Theme) -> None:
        """Hook: recolour parts without a `set_theme` of their own, such as icons."""

    def set_sharpness(self, scale: int) -> None:
        """Hook: set the pixels a screen pixel for parts drawn as images."""

    def mimic(self, other: Self) -> None:
        """Hook: copy the view state (choices of the user) of another panel of the same kind."""

    def stop(self) -> None:
        """Hook: end timers and background work; the window is closing."""
