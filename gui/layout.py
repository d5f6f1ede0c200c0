"""Where the panels stand: a toolbar over three columns whose borders can be dragged."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QProgressBar, QSplitter, QTabWidget, QVBoxLayout, QWidget

from gui.settings import Settings
from gui.widgets.panel import Panel

_GAP = 8
_LEFT_LEAST, _RIGHT_LEAST = 262, 268
_COLUMNS = (318, 756, 326)
_ROWS = (90, 262, 72, 320)


class Layout(QWidget):
    """The window's central widget.

    Args:
        toolbar: the row at the top.
        left: the panels of the left card with their shares of its height.
        rows: the panels of the middle column, from the top.
        foot: the panel below them, of fixed height.
        explain: the panels of the right card by their tabs' names.
    """

    def __init__(
        self,
        toolbar: Panel,
        left: list[tuple[Panel, int]],
        rows: tuple[Panel, ...],
        foot: Panel,
        explain: dict[str, Panel],
    ) -> None:
        super().__init__()
        self._progress = QProgressBar()
        self._progress.setMaximum(1000)
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._rows = _splitter(Qt.Orientation.Vertical, rows, _ROWS)
        sides = _card(left, _LEFT_LEAST), _card([(_tabs(explain), 1)], _RIGHT_LEAST)
        parts = (sides[0], _column([(self._rows, 1), (foot, 0)]), sides[1])
        self._columns = _splitter(Qt.Orientation.Horizontal, parts, _COLUMNS)
        page = _column([(self._columns, 1)])
        page.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(toolbar)
        whole.addWidget(self._progress)
        whole.addWidget(page, 1)

    def show_progress(self, share: float | None) -> None:
        """Show how far a computation has come; None when there is none."""
        self._progress.setVisible(share is not None)
        self._progress.setValue(round(1000 * (share or 0.0)))

    def remember(self, settings: Settings) -> None:
        """Store where the borders are."""
        settings.set_layout("columns", self._columns.saveState())
        settings.set_layout("rows", self._rows.saveState())

    def recall(self, settings: Settings) -> None:
        """Put the borders where they were."""
        for part, splitter in (("columns", self._columns), ("rows", self._rows)):
            state = settings.layout(part)
            if state is not None:
                splitter.restoreState(state)


def _card(parts: Sequence[tuple[QWidget, int]], least: int) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    card.setMinimumWidth(least)
    column = QVBoxLayout(card)
    column.setContentsMargins(1, 4, 1, 4)
    column.setSpacing(2)
    for widget, share in parts:
        column.addWidget(widget, share)
        if isinstance(widget, Panel):
            widget.setObjectName("plain")
    return card


def _tabs(panels: dict[str, Panel]) -> QTabWidget:
    tabs = QTabWidget()
    tabs.setDocumentMode(True)
    tabs.tabBar().setDrawBase(False)
    for name, panel in panels.items():
        tabs.addTab(panel, name)
    return tabs


def _column(parts: Sequence[tuple[QWidget, int]]) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(_GAP)
    for widget, share in parts:
        column.addWidget(widget, share)
    return page


def _splitter(
    orientation: Qt.Orientation, widgets: tuple[QWidget, ...], sizes: tuple[int, ...]
) -> QSplitter:
    """Return the widgets at these sizes, from which they grow and shrink in proportion."""
    splitter = QSplitter(orientation)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(_GAP)
    for i, (widget, size) in enumerate(zip(widgets, sizes, strict=True)):
        splitter.addWidget(widget)
        splitter.setStretchFactor(i, size)
    splitter.setSizes(list(sizes))
    return splitter
