"""Gallery questions: shown when an entry that has one is opened."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.gallery import entry
from engine.playhead import Playhead
from gui.document.document import Document
from gui.panels.question import QuestionPanel
from gui.playback import Playback


class Questions(QObject):
    """Controller of the question panel: shows an entry's question until closed or replaced."""

    def __init__(self, panel: QuestionPanel, document: Document, playback: Playback) -> None:
        super().__init__(panel)
        self._panel, self._document, self._playback = panel, document, playback
        self._name = ""
        panel.hide()
        panel.play_wanted.connect(lambda: playback.apply(Playhead.play))
        panel.left.connect(self.dismiss)
        document.metadata_changed.connect(self._dismiss_if_other)

    def ask(self, entry_id: str) -> None:
        """Show the question of an opened entry, if it has one, with the playhead at the loss."""
        opened = entry(entry_id)
        if opened.question is None:
            self.dismiss()
            return
        self._name = opened.name
        self._playback.apply(lambda head: head.pause().jump(head.loss_position))
        self._panel.show_entry(opened.name, opened.question)

    def dismiss(self) -> None:
        """Hide the question."""
        if self._name:
            self._name = ""
            self._panel.dismiss()

    def _dismiss_if_other(self) -> None:
        """Hide the question once another document is open; an edit keeps it."""
        if self._name and self._document.experiment.name != self._name:
            self.dismiss()
