from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from engine.gallery import entries
from gui.panels.question import QuestionPanel
from gui.theming import Theming

ASKED = [example for example in entries() if example.question]


@pytest.mark.parametrize("example", ASKED, ids=lambda example: example.id)
def test_a_question_fits_the_narrowest_column(qtbot: QtBot, look: Theming, example):
    panel = QuestionPanel()
    qtbot.addWidget(panel)
    panel.resize(268, 420)
    panel.show_entry(example.name, example.question)
    QApplication.processEvents()
    assert panel.heading.text() == example.name
    assert panel.page.widget().width() <= panel.page.viewport().width()
    for choice in panel.question.choices:
        assert choice.height() >= choice.heightForWidth(choice.width())


def test_close_asks_to_leave(qtbot: QtBot, look: Theming):
    panel = QuestionPanel()
    qtbot.addWidget(panel)
    left: list[None] = []
    panel.left.connect(lambda: left.append(None))
    for button in panel.findChildren(QToolButton):
        button.click()
    assert len(left) == 2
