"""Drag and drop of files: their use is shown before they are dropped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QDropEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.fonts import text_font
from gui.theme import LIGHT, Theme

NETWORKS = (".json", ".safetensors")
TABLES = (".csv", ".tsv", ".npy", ".npz")
_MARGIN = 18.0
_WRAPPED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


@dataclass(frozen=True)
class DropPlan:
    """The use of a set of dropped files.

    Attributes:
        network: the file to open, if there is one.
        table: the file that may hold weights or a sequence; beside a network, its inputs x.
        refusal: why the files cannot be used; empty if they can.
    """

    network: Path | None = None
    table: Path | None = None
    refusal: str = ""

    @classmethod
    def of(cls, urls: Iterable[QUrl]) -> DropPlan:
        """Return the use of files by their endings; the first of each kind counts."""
        given = list(urls)
        paths = [Path(url.toLocalFile()) for url in given if url.isLocalFile()]
        if not paths:
            where = given[0].toDisplayString()[:80] if given else "nothing"
            return cls(refusal=f"{where} is not a file on this computer; save it here first")
        table = next((path for path in paths if path.suffix.lower() in TABLES), None)
        others = [path for path in paths if path.suffix.lower() not in TABLES]
        known = (path for path in others if path.suffix.lower() in NETWORKS)
        return cls(next(known, others[0] if others else None), table)

    @property
    def lines(self) -> tuple[str, ...]:
        """The use of the files in words."""
        if self.refusal:
            return (self.refusal,)
        if self.network is None:
            return (f"Open {self.table.name}",) if self.table else ()
        opened = f"Open {self.network.name}"
        return (opened, f"Read {self.table.name} as inputs x") if self.table else (opened,)


class Drops(QObject):
    """Event filter for drag and drop of files on a window.

    An overlay receives the drag, as text fields below it would insert a file's name as text.

    Signals:
        dropped: files were dropped, a DropPlan.
    """

    dropped = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._veil = _Veil(window)
        for target in (window, self._veil):
            target.setAcceptDrops(True)
            target.installEventFilter(self)

    def set_theme(self, theme: Theme) -> None:
        """Take on a theme's colours."""
        self._veil.set_theme(theme)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Show the use of files dragged over the window; emit `dropped` on a drop."""
        if isinstance(event, QDropEvent) and event.mimeData().hasUrls():
            self._follow(event)
            return True
        if event.type() == QEvent.Type.DragLeave:
            self._veil.hide()
        return False

    def _follow(self, event: QDropEvent) -> None:
        """Handle a drag that enters, moves or drops; all three have the same Qt event type."""
        event.setDropAction(Qt.DropAction.CopyAction)  # after a move the file would be deleted
        event.accept()
        dropped = DropPlan.of(event.mimeData().urls())
        if event.type() == QEvent.Type.DragEnter:
            self._veil.show_lines(dropped)
        elif event.type() == QEvent.Type.Drop:
            self._veil.hide()
            self.dropped.emit(dropped)


class _Veil(QWidget):
    """Overlay with a frame and one or two centred lines."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._theme, self._dropped = window, LIGHT, DropPlan()
        self.hide()

    def show_lines(self, dropped: DropPlan) -> None:
        self._dropped = dropped
        self.setAccessibleName("\n".join(dropped.lines))
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = self._theme.warm if self._dropped.refusal else self._theme.accent
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paper = QColor(self._theme.window)
            paper.setAlphaF(0.86)
            painter.fillRect(self.rect(), paper)
            painter.setPen(QPen(QColor(colour), 2, Qt.PenStyle.DashLine))
            frame = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
            painter.drawRoundedRect(frame, 10, 10)
            painter.setPen(QColor(colour))
            painter.setFont(text_font(18, QFont.Weight.DemiBold))
            room, text = frame.adjusted(40, 40, -40, -40), self.accessibleName()
            words = painter.boundingRect(room, _WRAPPED, text)
            painter.setBrush(QColor(self._theme.card))
            painter.drawRoundedRect(words.adjusted(-28, -18, 28, 18), 10, 10)
            painter.drawText(room, _WRAPPED, text)
