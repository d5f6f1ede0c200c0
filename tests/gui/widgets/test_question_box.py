from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine.gallery import Question
from gui.widgets.answer_button import AnswerMark
from gui.widgets.question_box import QuestionBox

ASKED = Question("Which way?", ("Up", "Down", "Neither"), 1, "It falls, as γλ < 1.")
Key = Qt.Key


@pytest.fixture
def box(qtbot: QtBot) -> QuestionBox:
    box = QuestionBox(ASKED)
    qtbot.addWidget(box)
    box.resize(260, 300)
    box.show()
    box.activateWindow()
    assert QTest.qWaitForWindowActive(box)
    box.setFocus()
    return box


def plays(box: QuestionBox) -> list[None]:
    wanted: list[None] = []
    box.play_wanted.connect(lambda: wanted.append(None))
    return wanted


def test_a_number_key_chooses_and_another_changes_it(box: QuestionBox):
    QTest.keyClick(box, Key.Key_1)
    QTest.keyClick(box, Key.Key_3)
    assert box.choice == 2
    assert [choice.isChecked() for choice in box.choices] == [False, False, True]


def test_nothing_plays_before_a_choice_is_made(box: QuestionBox):
    wanted = plays(box)
    QTest.keyClick(box, Key.Key_Return)
    QTest.keyClick(box, Key.Key_4)
    box.play()
    assert (box.choice, wanted, box.revealed) == (None, [], False)


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_enter_or_space_plays_and_shows_the_reason(box: QuestionBox, key: Key):
    wanted = plays(box)
    QTest.keyClick(box, Key.Key_1)
    QTest.keyClick(box, key)
    assert len(wanted) == 1
    assert box.revealed
    assert [choice.mark for choice in box.choices] == [
        AnswerMark.WRONG,
        AnswerMark.RIGHT,
        AnswerMark.OPEN,
    ]
    assert box.accessibleDescription().startswith("Not so: it is 2. It falls")


def test_the_button_plays_a_right_answer(box: QuestionBox):
    box.choices[1].click()
    button = box.findChild(QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert box.accessibleDescription().startswith("Right.")
    assert button.isHidden()
    assert [choice.mark for choice in box.choices] == [
        AnswerMark.OPEN,
        AnswerMark.RIGHT,
        AnswerMark.OPEN,
    ]


def test_a_prediction_is_locked_once_it_plays(box: QuestionBox):
    wanted = plays(box)
    box.choose(0)
    box.play()
    QTest.keyClick(box, Key.Key_2)
    QTest.keyClick(box, Key.Key_Return)
    assert box.choice == 0
    assert len(wanted) == 1


def test_the_answer_is_hidden_before_playing(box: QuestionBox):
    assert not box.accessibleDescription()
    assert {choice.mark for choice in box.choices} == {AnswerMark.OPEN}
    assert box.latest.isVisible()
