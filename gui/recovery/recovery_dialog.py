"""Recovery dialog: the abandoned sessions, with a choice to recover or discard each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.recovery.abandoned_session import AbandonedSession
from gui.recovery.recovery_row import RecoveryRow, title_of
from gui.widgets.panel import label

_WIDTH = 620
_MOST_HEIGHT = 420


class RecoveryDialog(QDialog):
    """List of abandoned sessions; those undecided when it closes are offered again later.

    Signals:
        recover_wanted: the AbandonedSession to recover.
    """

    recover_wanted = Signal(object)

    def __init__(self, found: list[AbandonedSession], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Unsaved work")
        self._rows = {lost: self._row(lost) for lost in found}
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(12)
        column.addWidget(label("BPTT Lab did not end as it should. This was not saved:", "strong"))
        column.addWidget(self._list(), 1)
        column.addLayout(self._foot())
        self.setFixedWidth(_WIDTH)

    def remove(self, lost: AbandonedSession) -> None:
        """Remove a row; the dialog closes with the last one."""
        row = self._rows.pop(lost)
        row.hide()
        row.deleteLater()
        if not self._rows:
            self.accept()

    def refuse(self, lost: AbandonedSession, why: str) -> None:
        """Show in its row why a session cannot be recovered; its files stay."""
        self._rows[lost].refuse(why)

    def done(self, result: int) -> None:
        """Close the dialog and release the undecided sessions."""
        for lost in self._rows:
            lost.release()
        self._rows.clear()
        super().done(result)

    def discard(self, lost: AbandonedSession) -> None:
        """Delete a session after a confirmation."""
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self,
            "Discard unsaved work",
            f"Discard {title_of(lost)} for good?",
            buttons.Discard | buttons.Cancel,
            buttons.Cancel,
        )
        if answer == buttons.Discard:
            lost.discard()
            self.remove(lost)

    def _row(self, lost: AbandonedSession) -> RecoveryRow:
        row = RecoveryRow(lost)
        row.recover_wanted.connect(lambda: self.recover_wanted.emit(lost))
        row.discard_wanted.connect(lambda: self.discard(lost))
        return row

    def _list(self) -> QScrollArea:
        inner, area = QWidget(), QScrollArea()
        inner.setObjectName("plain")
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for row in self._rows.values():
            rows.addWidget(row)
        rows.addStretch(1)
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumHeight(min(inner.sizeHint().height(), _MOST_HEIGHT))
        return area

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        words = label("What you leave is offered again at the next start.", "muted")
        later = QPushButton("Decide &later")
        later.setAutoDefault(False)
        later.clicked.connect(self.reject)
        foot.addWidget(words, 1)
        foot.addWidget(later)
        return foot
