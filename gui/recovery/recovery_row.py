"""Row of the recovery dialog: name, file and time of an abandoned session."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from gui.recovery.abandoned_session import AbandonedSession
from gui.widgets.panel import label

_TEXT_WIDTH = 380


class RecoveryRow(QFrame):
    """Card with the buttons Recover and Discard; damaged work can only be discarded.

    Signals:
        recover_wanted: the button Recover was pressed.
        discard_wanted: the button Discard was pressed.
    """

    recover_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, lost: AbandonedSession) -> None:
        super().__init__()
        self.setObjectName("card")
        title = title_of(lost)
        self.setAccessibleName(title)
        row, words = QHBoxLayout(self), QVBoxLayout()
        row.setContentsMargins(14, 10, 12, 10)
        row.addLayout(words, 1)
        words.setSpacing(2)
        words.addWidget(_line(title, "strong"))
        for text in details_of(lost):
            words.addWidget(_line(text, "muted"))
        self._words = words
        self._recover = _button("Recover", title, self.recover_wanted.emit)
        self._recover.setVisible(lost.description is not None)
        row.addWidget(self._recover)
        row.addWidget(_button("Discard", title, self.discard_wanted.emit))

    def refuse(self, why: str) -> None:
        """Show why recovery failed, in place of the button Recover."""
        said = label("", "muted")
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        said.setText(why)
        self._words.addWidget(said)
        self._recover.hide()


def title_of(lost: AbandonedSession) -> str:
    """Return the name of the work."""
    kept = lost.description
    if kept is None:
        return "Damaged work"
    if kept.name:
        return f"“{kept.name}”"
    return f"“{kept.path.name}”" if kept.path else "An experiment without a name"


def details_of(lost: AbandonedSession) -> tuple[str, str]:
    """Return size, time and file of the work."""
    kept = lost.description
    if kept is None:
        return "It cannot be read; nothing of it has been removed.", str(lost.folder)
    when = datetime.fromtimestamp(kept.when)
    where = str(kept.path) if kept.path else "not saved to a file yet"
    return f"{kept.d} × {kept.d}, kept {when.day} {when:%B %Y, %H:%M}", where


def _line(text: str, role: str) -> QLabel:
    line = label("", role)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.ensurePolished()
    elide = Qt.TextElideMode.ElideMiddle
    line.setText(QFontMetrics(line.font()).elidedText(text, elide, _TEXT_WIDTH))
    line.setToolTip(text)
    return line


def _button(text: str, about: str, pressed: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.setAccessibleName(f"{text} {about}")
    button.clicked.connect(pressed)
    return button
