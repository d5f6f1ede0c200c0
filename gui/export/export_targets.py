"""What can be exported, and for a choice the widget that shows it: the one on screen or a copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QWidget

from engine.playhead import Playhead
from engine.plots.plots import PLOTS
from engine.studies.study import Study
from gui.export.export_options import FIGURE, WINDOW, ExportOptions
from gui.export.offscreen_copy import OffscreenCopy, Window, offscreen_panel, offscreen_window_copy
from gui.theme import THEMES, Theme
from gui.widgets.panel import Panel

_LEAST_FIGURE = QSize(480, 320)  # what title, axes and names of a figure need
_PLOT_OF = {"eigenvalues": "spectrum"}  # where a panel shows a part of another's data


@dataclass(frozen=True)
class Scene:
    """What was on screen when the export was asked for."""

    study: Study
    playhead: Playhead
    theme: Theme


class ExportTargets(QObject):
    """The panels and the window, each as it was when asked for.

    While the window goes on playing or computing, a copy stands where it stood.

    Signals:
        ready: something that a copy was still computing has come in.
    """

    ready = Signal()

    def __init__(
        self,
        window: Window,
        panels: Sequence[Panel],
        scene: Scene,
        build: Callable[[Theme], Window],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.scene = scene
        self._window, self._build = window, build
        self._panels = {panel.name: panel for panel in panels}
        self._stage: tuple[str, OffscreenCopy] | None = None

    @property
    def names(self) -> dict[str, str]:
        """What there is, by its name, as people call it."""
        titles = {name: panel.accessibleName() for name, panel in self._panels.items()}
        return {WINDOW: "Whole window", **titles}

    @property
    def busy(self) -> bool:
        """Whether a copy is still computing what it shows."""
        return self._stage is not None and self._stage[1].busy

    def plot(self, what: str) -> str:
        """Return the plot that a panel shows; empty where it shows none."""
        name = _PLOT_OF.get(what, what)
        return name if name in PLOTS else ""

    def theme(self, choice: ExportOptions) -> Theme:
        """Return the theme that a choice comes to."""
        return THEMES.get(choice.theme, self.scene.theme)

    def background(self, choice: ExportOptions) -> str:
        """Return the colour behind what is drawn."""
        theme = self.theme(choice)
        return theme.window if choice.what == WINDOW else theme.card

    def size(self, choice: ExportOptions) -> QSize:
        """Return the size that a choice comes to; a figure has room for its title and axes."""
        if choice.size:
            return QSize(*choice.size)
        shown = self._shown_size(choice)
        return shown.expandedTo(_LEAST_FIGURE) if choice.kind.holds == FIGURE else shown

    def _shown_size(self, choice: ExportOptions) -> QSize:
        widget = self._original(choice.what)
        holder = widget.parentWidget()
        hidden = not widget.isVisible() and holder is not None
        return holder.size() if hidden and holder is not None else widget.size()

    def widget(self, choice: ExportOptions) -> QWidget:
        """Return what to draw: the widget on screen where it shows just that, else a copy."""
        original = self._original(choice.what)
        shown = self.theme(choice) == self.scene.theme and original.isVisible()
        if shown and self._is_still() and self.size(choice) == original.size():
            return original
        return self.stage(choice).widget

    def stage(self, choice: ExportOptions) -> OffscreenCopy:
        """Return a copy in the theme and size of a choice."""
        key = f"{choice.what} {self.theme(choice).name}"
        if self._stage is None or self._stage[0] != key:
            self.drop()
            self._stage = key, self._made(choice)
        stage = self._stage[1]
        stage.resize(self.size(choice))
        return stage

    def drop(self) -> None:
        """Let the copy go."""
        if self._stage is not None:
            self._stage[1].close()
            self._stage = None

    def _made(self, choice: ExportOptions) -> OffscreenCopy:
        theme, scene = self.theme(choice), self.scene
        if choice.what == WINDOW:
            stage = offscreen_window_copy(self._window, self._build, theme)
        else:
            stage = offscreen_panel(self._panels[choice.what], theme)
        stage.ready.connect(self.ready)
        stage.show(scene.study, replace(scene.playhead, playing=False), self.size(choice))
        return stage

    def _original(self, what: str) -> QWidget:
        return cast("QWidget", self._window) if what == WINDOW else self._panels[what]

    def _is_still(self) -> bool:
        """Tell whether the window still shows what it did."""
        return all(
            panel.study is self.scene.study and panel.playhead == self.scene.playhead
            for panel in self._panels.values()
        )
