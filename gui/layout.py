"""Layout of the panels: a toolbar over three columns in splitters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QProgressBar, QSplitter, QTabWidget, QVBoxLayout, QWidget

from gui.settings import Settings
from gui.widgets.panel import Panel

_GAP = 8
_LEFT_LEAST, _RIGHT_LEAST = 262, 280
_EXPLAIN_LEAST = 260
_TAB_INSET = 8  # left of the first tab, by the style sheet, and a pixel right of the last
_COLUMNS = (318, 756, 326)
_ROWS = (90, 262, 72, 320)


class Layout(QWidget):
    """The window's central widget: first the left card alone, then all of it.

    Args:
        toolbar: the row at the top.
        left: the panels of the left card with their shares of its height.
    """

    def __init__(self, toolbar: Panel, left: list[tuple[Panel, int]]) -> None:
        super().__init__()
        self._progress = QProgressBar()
        self._progress.setMaximum(1000)
        self._progress.setTextVisible(False)
        kept = self._progress.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # so that no widget moves when the bar appears
        self._progress.setSizePolicy(kept)
        self._progress.hide()
        self.tabs = self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        self._tabs.setUsesScrollButtons(False)
        self._tabs.setAccessibleName("explanations")
        self._rows = _splitter(Qt.Orientation.Vertical)
        self._middle = QVBoxLayout()
        self._columns = _splitter(Qt.Orientation.Horizontal)
        self._right = _splitter(Qt.Orientation.Vertical)
        explain = _card([(self._tabs, 1)], _RIGHT_LEAST)
        explain.setMinimumHeight(_EXPLAIN_LEAST)
        self._right.addWidget(explain)
        sides = _card(left, _LEFT_LEAST), self._right
        _fill(self._columns, (sides[0], self._middle_column(), sides[1]), _COLUMNS)
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        inside.addWidget(self._columns)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(toolbar)
        whole.addWidget(self._progress)
        whole.addWidget(page, 1)

    def complete(
        self,
        rows: tuple[Panel, ...],
        foot: Panel,
        explain: dict[str, Panel],
        cards: tuple[Panel, ...],
    ) -> None:
        """Add the panels of the middle column, from the top, the tabs of the right card, and the
        cards above the tabs.
        """
        for i, card in enumerate(cards):
            card.hide()
            self._right.insertWidget(i, card)
            self._right.setStretchFactor(i, 3)
        self._right.setStretchFactor(len(cards), 2)
        self._right.setSizes([*(560 for _ in cards), 300])
        _fill(self._rows, rows, _ROWS)
        self._middle.addWidget(foot)
        for name, panel in explain.items():
            self._tabs.addTab(panel, name)
        bar = self._tabs.tabBar()
        bar.ensurePolished()  # the style sheet's font tells how wide a tab is
        self._tabs.setMinimumWidth(bar.sizeHint().width() + _TAB_INSET)

    def _middle_column(self) -> QWidget:
        column = QWidget()
        column.setLayout(self._middle)
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(_GAP)
        self._middle.addWidget(self._rows, 1)
        return column

    def show_progress(self, share: float | None) -> None:
        """Show the progress of a computation; None for no computation."""
        self._progress.setVisible(share is not None)
        self._progress.setValue(round(1000 * (share or 0.0)))

    def remember(self, settings: Settings) -> None:
        """Store the positions of the splitters."""
        settings.set_layout("columns", self._columns.saveState())
        settings.set_layout("rows", self._rows.saveState())

    def recall(self, settings: Settings) -> None:
        """Restore the positions of the splitters."""
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


def _splitter(orientation: Qt.Orientation) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(_GAP)
    return splitter


def _fill(splitter: QSplitter, widgets: Sequence[QWidget], sizes: Sequence[int]) -> None:
    """Add widgets with initial sizes, scaled in proportion on a resize."""
    for i, (widget, size) in enumerate(zip(widgets, sizes, strict=True)):
        splitter.addWidget(widget)
        splitter.setStretchFactor(i, size)
    splitter.setSizes(list(sizes))
