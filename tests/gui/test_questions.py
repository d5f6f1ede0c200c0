"""Gallery questions: shown when an entry opens, hidden when another document opens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.experiment.edits import with_t
from engine.gallery import entry
from engine.playhead import Phase
from gui.document.document import Document
from gui.panels.question import QuestionPanel
from gui.playback import Playback
from gui.questions import Questions
from gui.theming import Theming


class Asked:
    """A document, a playback and the card, as the window has them."""

    def __init__(self) -> None:
        self.document, self.playback = Document(entry("opening").load()), Playback()
        self.document.studied.connect(lambda study: self.playback.fit(study.trace.t))
        self.document.start()
        self.panel = QuestionPanel()
        self.questions = Questions(self.panel, self.document, self.playback)

    def open(self, entry_id: str) -> None:
        self.document.open(entry(entry_id).load(), None)
        self.questions.ask(entry_id)


@pytest.fixture
def asked(look: Theming) -> Iterator[Asked]:
    asked = Asked()
    yield asked
    asked.playback.stop()
    asked.document.stop()
    for owner in (asked.panel, asked.document, asked.playback):
        owner.deleteLater()
    vars(asked).clear()


def test_an_entry_with_a_question_asks_it_at_the_loss(asked: Asked):
    asked.open("nilpotent")
    assert asked.panel.isVisible()
    assert asked.panel.heading.text() == "Nilpotent, and yet it explodes"
    assert asked.playback.playhead.phase is Phase.LOSS
    asked.panel.question.choose(2)
    assert not asked.playback.playhead.playing
    asked.panel.question.play()
    assert asked.playback.playhead.playing


def test_an_entry_without_one_asks_nothing(asked: Asked):
    asked.open("keras")
    assert asked.panel.isHidden()


def test_an_edit_keeps_the_question_and_another_example_ends_it(asked: Asked):
    asked.open("shift")
    asked.document.edit(lambda e: with_t(e, 9), "change of t")
    assert asked.panel.isVisible()
    asked.open("keras")
    assert asked.panel.isHidden()


def test_closing_ends_it(asked: Asked):
    asked.open("shift")
    asked.panel.left.emit()
    assert asked.panel.isHidden()
