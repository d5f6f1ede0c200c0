"""A panel or a window of its own, off the screen: what is on screen is never touched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Protocol, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QGraphicsView, QSplitter, QTabWidget, QWidget

from engine.playhead import Playhead
from gui.background import Background
from gui.style import style_sheet
from gui.theme import Theme, palette
from gui.view import View
from gui.widgets.panel import Panel


class Window(Protocol):
    """What an export needs of the whole window."""

    panels: tuple[Panel, ...]


class OffscreenCopy(QObject):
    """A copy of a panel or of the window, laid out and painted like any other but never shown.

    Signals:
        ready: something that is computed in the background has come in.
    """

    ready = Signal()

    def __init__(self, widget: QWidget, pairs: Iterable[tuple[Panel, Panel]], theme: Theme) -> None:
        super().__init__()
        self.widget, self.theme = widget, theme
        self._pairs = list(pairs)
        self._backgrounds: list[Background] = widget.findChildren(Background)
        for background in self._backgrounds:
            background.done.connect(self._answered)
            background.failed.connect(self._answered)
        _dress(widget, theme)

    @property
    def busy(self) -> bool:
        """Whether something is still being computed."""
        return any(background.busy for background in self._backgrounds)

    def show(self, view: View, size: QSize) -> None:
        """Show a view in this size and this copy's theme, with what was chosen in the originals."""
        for made, original in self._pairs:
            made.show_view(replace(view, theme=self.theme, choices=original.choices))
        self.widget.resize(size)
        self.widget.show()
        arrange()

    def resize(self, size: QSize) -> None:
        """Take on another size."""
        self.widget.resize(size)
        arrange()

    def stepping(self, playhead: Playhead) -> Iterator[QRect]:
        """Go to a place panel by panel; yield where each stands, once it is up to date."""
        for panel in (made for made, _ in self._pairs):
            panel.show_view(replace(panel.view, playhead=playhead))
            arrange()
            if panel.isVisible():
                yield QRect(panel.mapTo(self.widget, panel.rect().topLeft()), panel.size())

    def close(self) -> None:
        """End what runs, and go."""
        for made, _ in self._pairs:
            made.stop()
        held = vars(self.widget)

        def let_go() -> None:
            held.clear()  # plots and window hold each other

        self.widget.destroyed.connect(let_go)
        self.widget.close()
        self.widget.deleteLater()
        self.deleteLater()

    def _answered(self, _answer: object) -> None:
        arrange()
        self.ready.emit()


def offscreen_panel(panel: Panel, theme: Theme) -> OffscreenCopy:
    """Return a stage with another panel of the same kind."""
    made = cast("Callable[[], Panel]", type(panel))()
    made.setObjectName(panel.objectName())
    return OffscreenCopy(made, [(made, panel)], theme)


def offscreen_window_copy(
    window: Window, build: Callable[[Theme], Window], theme: Theme
) -> OffscreenCopy:
    """Return a stage with another window whose borders and tabs are those of this one."""
    made = build(theme)
    stage = OffscreenCopy(
        cast("QWidget", made), zip(made.panels, window.panels, strict=True), theme
    )
    twin, original = stage.widget, cast("QWidget", window)
    stage.resize(original.size())
    splitters = twin.findChildren(QSplitter), original.findChildren(QSplitter)
    for mine, theirs in zip(*splitters, strict=True):
        mine.restoreState(theirs.saveState())
    cards = twin.findChildren(QTabWidget), original.findChildren(QTabWidget)
    for tabs, shown in zip(*cards, strict=True):
        tabs.setCurrentIndex(shown.currentIndex())
    return stage


def arrange() -> None:
    """Let every layout do at once what it would do before the next paint."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def _dress(widget: QWidget, theme: Theme) -> None:
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    widget.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    widget.setStyleSheet(style_sheet(theme))
    for part in (widget, *widget.findChildren(QWidget)):  # a style sheet ends the inheritance
        if not isinstance(part, QGraphicsView) and not isinstance(part.parent(), QGraphicsView):
            part.setPalette(palette(theme))
